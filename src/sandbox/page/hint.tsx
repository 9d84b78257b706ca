import { useState } from "preact/hooks";
import { typeInComposer } from "./composer.tsx";
import { Icon } from "./icons.tsx";
import { go, useSnapshot } from "./store.ts";
import { Mrkdwn } from "./text.tsx";

function typeForThem(command: string): void {
  go({ tab: "messages" });
  // The composer is only there once the tab has been drawn.
  setTimeout(() => typeInComposer(command));
}

/** Leads a newcomer: what this page is, and what to do next. */
export function Hint() {
  const { hint } = useSnapshot();
  const [welcome, setWelcome] = useState(true);
  if (hint === null) return null;
  const command = /`(\/mistral-setup[^`]*)`/.exec(hint)?.[1];
  return (
    <section class="hint" aria-label="What to do next">
      {welcome ? (
        <p class="welcome">
          <span>
            This is a sandbox: the people are made up, the bot is real, and nothing leaves this machine.
          </span>
          <button type="button" class="icon-button" aria-label="Hide this" onClick={() => setWelcome(false)}>
            <Icon name="close" />
          </button>
        </p>
      ) : null}
      <div class="next">
        <strong>Next</strong>
        <Mrkdwn source={hint} />
        {command === undefined ? null : (
          <button type="button" class="button small" onClick={() => typeForThem(command)}>
            Type it for me
          </button>
        )}
      </div>
    </section>
  );
}
