import { useState } from "preact/hooks";
import type { Channel, Hint as NextStep } from "../snapshot.ts";
import { typeInComposer } from "./composer.tsx";
import { Icon } from "./icons.tsx";
import { become, firstName } from "./people.tsx";
import { go, useSnapshot, useStore } from "./store.ts";
import { Mrkdwn } from "./text.tsx";

/** In the channel that is open, or in one with the bot: nobody can type into its own messages. */
function typeForThem(command: string, channels: Channel[], open: string): void {
  const typable = channels.filter(({ kind }) => kind === "channel");
  const place =
    typable.find(({ id }) => id === open) ?? typable.find((each) => each.botIsMember) ?? typable[0];
  if (place === undefined) return;
  go({ channel: place.id });
  // The composer is only there once the channel has been drawn.
  setTimeout(() => typeInComposer("slack", command));
}

/** The button that does what the hint says, where one click can. */
function Shortcut({ hint }: { hint: NextStep }) {
  const { people, channels } = useSnapshot();
  const { route } = useStore();
  const person = people.find((one) => one.id === hint.switchTo);
  const command = /`([^`]+)`/.exec(hint.text)?.[1];
  if (person === undefined && command === undefined) return null;
  const act = (): void => {
    if (person !== undefined) become(person);
    else typeForThem(command ?? "", channels, route.channel);
  };
  return (
    <button type="button" class="button small" onClick={act}>
      {person === undefined ? "Type it for me" : `Switch to ${firstName(person)}`}
    </button>
  );
}

/** Leads a newcomer: what this page is, and what to do next. */
export function Hint() {
  const { hint } = useSnapshot();
  const [welcome, setWelcome] = useState(true);
  if (hint === null) return null;
  return (
    <section class="hint" aria-label="What to do next">
      {welcome ? (
        <p class="welcome row soft">
          <span>
            This is a sandbox: the people are made up, the bot is real, and nothing leaves this machine.
          </span>
          <button type="button" class="icon-button" aria-label="Hide this" onClick={() => setWelcome(false)}>
            <Icon name="close" />
          </button>
        </p>
      ) : null}
      <div class="next row">
        <strong>Next</strong>
        <Mrkdwn source={hint.text} />
        <Shortcut hint={hint} />
      </div>
    </section>
  );
}
