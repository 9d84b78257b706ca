import { useState } from "preact/hooks";
import type { Channel, Hint as NextStep, TeamsChat } from "../snapshot.ts";
import { typeInComposer } from "./composer.tsx";
import { Icon } from "./icons.tsx";
import { become, firstName } from "./people.tsx";
import { go, useSnapshot, useStore } from "./store.ts";
import { Mrkdwn } from "./text.tsx";

/** In the chat with the bot. */
function typeInTeams(command: string, chats: TeamsChat[]): void {
  const place = chats.find(({ kind }) => kind === "personal");
  if (place === undefined) return;
  go({ chat: place.id });
  setTimeout(() => typeInComposer("teams", command));
}

/** In the channel that is open, or in one with the bot: nobody can type into its own messages. */
function typeInSlack(command: string, channels: Channel[], open: string): void {
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
  const { people, channels, teams } = useSnapshot();
  const { route } = useStore();
  const person = people.find((one) => one.id === hint.switchTo);
  const command = /`([^`]+)`/.exec(hint.text)?.[1];
  if (person === undefined && command === undefined) return null;
  const act = (): void => {
    if (person !== undefined) become(person);
    else if (route.client === "teams") typeInTeams(command ?? "", teams.chats);
    else typeInSlack(command ?? "", channels, route.channel);
  };
  return (
    <button type="button" class="button small" onClick={act}>
      {person === undefined ? "Type it for me" : `Switch to ${firstName(person)}`}
    </button>
  );
}

/** Leads a newcomer: what this page is, and what to do next. */
export function Hint() {
  const snapshot = useSnapshot();
  const { client } = useStore().route;
  const hint = client === "teams" ? snapshot.teams.hint : snapshot.hint;
  const [welcome, setWelcome] = useState(true);
  if (hint === null) return null;
  return (
    <section class="hint" aria-label="What to do next">
      {welcome ? (
        <p class="welcome row soft">
          <span>
            This is a sandbox: the people are made up, the bot is real, and nothing leaves this machine.
            {client === "slack" ? " The same people are in Teams: switch at the top, or have both." : ""}
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
