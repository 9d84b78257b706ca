import type { Hint as NextStep } from "../../snapshot.ts";
import { keepDraft } from "../drafts.ts";
import { become, firstName } from "../frame/people.tsx";
import { type Platform, useSnapshot, useStore } from "../store.ts";
import { Mrkdwn } from "../text/spans.tsx";
import { composerDraft } from "./composer.tsx";
import { goTo, useOpenPlace } from "./nav.tsx";
import { openPlace } from "./places.ts";

/** The button that does what the hint says, where one click can. */
function Shortcut({ hint, platform }: { hint: NextStep; platform: Platform }) {
  const snapshot = useSnapshot();
  const here = useOpenPlace(platform);
  const person = snapshot.people.find(({ id }) => id === hint.switchTo);
  const command = /`([^`]+)`/.exec(hint.text)?.[1];
  if (person === undefined && command === undefined) return null;
  const type = (text: string): void => {
    // In Slack nobody can type into the bot's own messages, in Teams that is the place.
    const fits = (here?.kind === "direct") === (platform === "teams");
    const place = fits ? here : openPlace(platform, snapshot, platform === "teams" ? "direct" : "");
    if (place === undefined) return;
    keepDraft(composerDraft(snapshot.me.id, place.id), text);
    goTo(place);
    // The composer is only there once the place has been drawn.
    setTimeout(() => document.querySelector<HTMLElement>(`.${platform} .composer input`)?.focus());
  };
  return (
    <button
      type="button"
      class="button small"
      onClick={() => (person === undefined ? type(command ?? "") : become(person))}
    >
      {person === undefined ? "Type it for me" : `Switch to ${firstName(person)}`}
    </button>
  );
}

/** Leads a newcomer: what this page is, and what to do next. */
export function Hint({ platform }: { platform: Platform }) {
  const snapshot = useSnapshot();
  const { client } = useStore().route;
  const hint = platform === "teams" ? snapshot.teams.hint : snapshot.hint;
  if (hint === null) return null;
  const { messages, teams } = snapshot;
  const isNew = messages.length === 0 && teams.messages.every(({ author }) => author === null);
  return (
    <section class="hint box" aria-label="What to do next">
      {isNew ? (
        <p class="soft">
          This is a sandbox: the people are made up, the bot is real, and nothing leaves this machine.
          {client === "slack" ? " The same people are in Teams: switch at the top, or have both." : ""}
        </p>
      ) : null}
      <div class="next row">
        <strong>Next</strong>
        <Mrkdwn source={hint.text} />
        <Shortcut hint={hint} platform={platform} />
      </div>
    </section>
  );
}
