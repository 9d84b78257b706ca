import { subjectsAbout } from "../../domain/message.ts";
import { SHOWN_IN } from "../../domain/topic.ts";
import type { Caller } from "../core/app.ts";
import type { Context } from "../core/context.ts";
import { updateCopy } from "../core/outgoing.ts";

/** Stands for the id of a message that Teams took without telling it. */
export const UNTOLD = "";

const KINDS = ["request", "task"] as const;

/**
 * A press names the message that it stands on: where a card about the same Request or Task went into that conversation
 * without an id, this is that card, and it is kept up to date from now on.
 */
export function adoptCard(
  { store, now, wake }: Context,
  { platform, account, pressed }: Caller,
  about: Readonly<Record<(typeof KINDS)[number], number | null>>,
): void {
  if (pressed === undefined) return;
  const lost = store.read((tx) => {
    if (tx.posted.at({ platform, channel: pressed.channel }, pressed.message) !== null) return undefined;
    const person = tx.people.byAccount(platform, account)?.id;
    const subjectsOf = (of: (typeof KINDS)[number]) => {
      const id = about[of];
      return id === null ? [] : SHOWN_IN[of].map((kind) => subjectsAbout(kind, id));
    };
    return KINDS.flatMap(subjectsOf)
      .flatMap((subject) => tx.posted.ofSubject(subject))
      .filter((copy) => copy.platform === platform && copy.channel === pressed.channel)
      .find((copy) => copy.message === UNTOLD && (copy.person === null || copy.person === person));
  });
  if (lost === undefined) return;
  const { id, ...card } = lost;
  store.transact((tx) => {
    tx.posted.remove(id);
    const copy = tx.posted.insert({ ...card, message: pressed.message, drawn: null });
    updateCopy({ tx, now: now() }, copy);
  });
  wake();
}
