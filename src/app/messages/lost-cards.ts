import type { UserAction } from "../../domain/action.ts";
import { subjectsAbout } from "../../domain/message.ts";
import { SHOWN_IN } from "../../domain/topic.ts";
import type { Tx } from "../../store/tx.ts";
import { openAlerts } from "../alerts/alerts.ts";
import type { Caller } from "../core/app.ts";
import type { Context } from "../core/context.ts";
import { updateCopy } from "../core/outgoing.ts";

/** Stands for the id of a message that Teams took without telling it. */
export const UNTOLD = "";

type About = { readonly request: number | null; readonly task: number | null };

/** How the subjects of the cards begin on which an action stands, but for lists. */
function subjectsOf(tx: Tx, action: UserAction, about: About) {
  const alert =
    "job" in action ? openAlerts(tx, "trouble").find(({ job }) => job === action.job)?.id : undefined;
  const ids = {
    ...about,
    invitation: "invitation" in action && !("page" in action) ? action.invitation : null,
    domain: "watch" in action ? action.watch : null,
    account: action.do === "account" ? `${action.platform}.${action.account}` : null,
    alert: alert === undefined ? null : `trouble.${alert}`,
  };
  return Object.entries(ids).flatMap(([topic, id]) =>
    id == null ? [] : SHOWN_IN[topic as keyof typeof ids].map((kind) => subjectsAbout(kind, id)),
  );
}

/**
 * A press names the message that it stands on: where a card about the same thing went into that conversation without an
 * id, this is that card, and it is kept up to date from now on.
 */
export function adoptCard(
  { store, now, wake }: Context,
  { platform, account, pressed }: Caller,
  action: UserAction,
  about: About,
): void {
  if (pressed === undefined) return;
  const lost = store.read((tx) => {
    if (tx.posted.at({ platform, channel: pressed.channel }, pressed.message) !== null) return undefined;
    const person = tx.people.byAccount(platform, account)?.id;
    return subjectsOf(tx, action, about)
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
