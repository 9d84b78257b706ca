import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Hint } from "../../snapshot.ts";
import { Button } from "../parts/controls.tsx";
import { go, send, useClient, useSnapshot, useStore } from "../store.ts";
import { Mrkdwn } from "../text/text.tsx";
import { perform, play, stop } from "./player.ts";

/** How one may begin. */
const TOURS = {
  "Show me in one minute": () => void play(),
  "Let me click": () => {},
  Teams: () => go({ client: "teams" }),
  Enterprise: () => void send("panel", { change: { kind: "adminApi", on: true } }),
};

function choose(begin: () => void): void {
  go({ tour: "chosen" });
  begin();
}

const Choice = () => (
  <>
    <p class="grows">
      <strong>This is a sandbox:</strong> the people are made up, the bot is real, and nothing leaves this
      machine. How would you like to begin?
    </p>
    {Object.entries(TOURS).map(([label, begin]) => (
      <Button key={label} label={label} run={() => choose(begin)} />
    ))}
  </>
);

/** Ends the tour wherever it is: it keeps the focus, so that a key does, too. */
function Stop() {
  const button = useRef<HTMLDivElement>(null);
  useEffect(() => button.current?.querySelector("button")?.focus(), []);
  return (
    <div ref={button}>
      <Button label="Stop" class="primary" run={stop} />
    </div>
  );
}

/** It lies where one chose how to begin, so the second click of a double click is not meant for it. */
const Rest = () => (
  <Button label="Show me the rest" onClick={({ detail }) => (detail < 2 ? void play() : undefined)} />
);

function Next({ hint: { deed, text, isLast } }: { hint: Hint }) {
  const { people } = useSnapshot();
  const { playing } = useStore();
  const platform = useClient().client === "teams" ? "teams" : "slack";
  const person = deed?.kind === "become" ? people.find(({ id }) => id === deed.person) : undefined;
  const label = deed?.kind === "type" ? "Type it for me" : "Do it for me";
  const act = person === undefined ? label : `Switch to ${person.name.split(" ")[0]}`;
  return (
    <>
      <strong>{isLast ? "Done" : "Next"}</strong>
      <div class="grows">
        <Mrkdwn source={text} />
      </div>
      {playing || deed === null ? null : <Button label={act} run={() => perform(deed, platform)} />}
      {playing ? <Stop /> : isLast ? null : <Rest />}
    </>
  );
}

/** Tells the dialogs how much room to leave. */
function useHeight() {
  const box = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() =>
      style.setProperty("--guide", `${box.current?.offsetHeight ?? 0}px`),
    );
    if (box.current !== null) observer.observe(box.current);
    return () => {
      observer.disconnect();
      style.removeProperty("--guide");
    };
  }, []);
  return box;
}

/** Leads a newcomer: how to begin, then what to do next. It stays in sight, and in reach, where a dialog covers the rest. */
function Bar({ hint }: { hint: Hint }) {
  const { route, playing } = useStore();
  const box = useHeight();
  return (
    <section ref={box} class="guide row wraps" aria-label="What to do next" data-surface tabIndex={-1}>
      {hint.isFirst && route.tour === "" && !playing ? <Choice /> : <Next hint={hint} />}
    </section>
  );
}

export function Guide() {
  const { hints } = useSnapshot();
  const hint = hints[useClient().client === "teams" ? "teams" : "slack"];
  return hint === null ? null : <Bar hint={hint} />;
}
