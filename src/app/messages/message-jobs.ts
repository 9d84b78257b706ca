import { isSamePlace } from "../../domain/accounts/person.ts";
import type { UserAction } from "../../domain/action.ts";
import type { Target } from "../../domain/job.ts";
import { isNews, type Message, messageOf } from "../../domain/message.ts";
import type { Topic } from "../../domain/topic.ts";
import { AppError, orElse } from "../../lib/errors.ts";
import type { Tx } from "../../store/tx.ts";
import { outOfReachNow } from "../accounts/accounts.ts";
import { closedPlace, openAlerts, placeClosed, placeEdited } from "../alerts/alerts.ts";
import type { Caller } from "../core/app.ts";
import { type Context, messengerOf, reachable, type Unit } from "../core/context.ts";
import { hashOf } from "../core/drawing.ts";
import { recipientOf, tell, updateCopy } from "../core/effects.ts";
import { requireStarted } from "../core/rights.ts";
import { decidersOf } from "../requests/deciders.ts";
import { type JobHandler, NOTHING } from "../worker/job-handler.ts";
import { draw, isPersonal, isStale } from "./draw.ts";

/** Stands for the id of a message that Teams took without telling it. */
const UNTOLD = "";

export const postMessage: JobHandler<"post"> = async (context, job, row) => {
  const { subject, to } = job;
  const about = messageOf(subject);
  const tried = row.unknownSince === null ? null : row.lane;
  const { recipient, view } = context.store.read((tx) => {
    const isClosed = "place" in to && closedPlace({ tx }, to.place) !== undefined;
    const found = isClosed ? null : recipientOf({ tx, context }, to, tried);
    const isMuted = found?.person?.muted === true && about !== null && isNews(about);
    const isLeftOut = isMuted || isStale(tx, subject);
    return { recipient: found, view: found && !isLeftOut ? draw(context, tx, subject, found) : null };
  });
  if (recipient === null) return (unit) => inform(unit, about, to);
  if (view === null) return NOTHING;
  const { messenger, platform, person, account } = recipient;
  try {
    const channel = recipient.channel ?? (await messenger.openDirect(account ?? ""));
    const place = { platform, channel };
    const there = context.store.read((tx) => tx.posted.find(subject, place));
    if (there !== null) {
      // A person's own page is drawn where it was posted before, unless it is gone from there.
      if (about?.kind !== "home") return NOTHING;
      const edited = messenger.update(channel, there.message, view);
      if (await edited.then(() => true, orElse(false, ...FINAL)))
        return ({ tx }) => tx.posted.setDrawn(there.id, hashOf(view));
      context.store.transact((tx) => tx.posted.remove(there.id));
    }
    const key = `${subject}#${row.id}`;
    // After an unknown outcome it may be there. Where the platform cannot say, posting again beats losing it.
    const looked = row.unknownSince === null ? null : await messenger.lookFor(channel, key, row.createdAt);
    const found = looked === "unknowable" ? null : looked;
    const message = found ?? (await messenger.post(channel, view, key)) ?? UNTOLD;
    return (unit) => {
      // One that was found shows what was true when it was posted, and nobody knows what that was.
      const drawn = found === null ? hashOf(view) : null;
      const copy = unit.tx.posted.insert({ ...place, message, subject, person: person?.id ?? null, drawn });
      // What changed while the message was on its way had no copy to be drawn again.
      const current = draw(context, unit.tx, subject, recipient);
      if (current !== null && hashOf(current) !== drawn) unit.tx.changed(`copy:${copy.id}`);
    };
  } catch (error) {
    if (!isFinal(error)) throw error;
    const reason = error.detail ?? error.code;
    if ("place" in to)
      return (unit) => {
        placeClosed(unit, to.place, reason);
        inform(unit, about, to);
      };
    if (account === null) throw error;
    context.log.warn({ error, platform, account }, "a person cannot be reached");
    context.store.transact((tx) =>
      outOfReachNow({ tx, now: context.now(), context }, { platform, id: account }),
    );
    // To their other account at once: a new job would come after the messages that wait for them already.
    return postMessage(context, job, row);
  }
};

const FINAL = ["not_found", "forbidden"] as const;
const isFinal = (error: unknown): error is AppError =>
  error instanceof AppError && FINAL.some((code) => code === error.code);

/** What is not personal must not wait for a channel or person that the bot cannot reach: the owner gets it, or an approver. */
function inform(unit: Unit, message: Message | null, to: Target): void {
  if (message === null) return;
  if ("place" in to) {
    // Open Requests went to whoever decides as the channel was closed.
    if (message.kind !== "request" && closedPlace(unit, to.place) !== undefined)
      tell(unit, requireStarted(unit).owner, message);
    return;
  }
  if (isPersonal(message)) return;
  // Each of the others is reminded of a Request in working hours of their own.
  if (message.kind === "reminder" && message.of === "request") return;
  const others = decidersOf(unit).filter((person) => person.id !== to.person);
  const first = others.find((person) => reachable(unit, person) !== null);
  if (first !== undefined) tell(unit, first.id, message);
}

export const updateMessage: JobHandler<"update"> = async (context, { copy: id }, row) => {
  const { copy, view } = context.store.read((tx) => {
    const found = tx.posted.get(id);
    const person = found?.person == null ? null : tx.people.get(found.person);
    const view = found && draw(context, tx, found.subject, { person, platform: found.platform });
    return { copy: found, view };
  });
  const messenger = copy && messengerOf(context, copy.platform);
  const about = copy && messageOf(copy.subject);
  if (copy === null || view === null || copy.message === UNTOLD) return NOTHING;
  if (messenger === null) return ({ tx }) => tx.posted.setMissed(id);
  const drawn = hashOf(view);
  // A try that failed or was cut off may have come through all the same, and then it shows something else.
  const certain = row.unknownSince === null && row.lastError === null;
  if (certain && drawn === copy.drawn) return NOTHING;
  try {
    if (copy.channel === "home") await messenger.publishHome(copy.message, view);
    else await (messenger.updateAnswer?.(copy, view) ?? messenger.update(copy.channel, copy.message, view));
    const isOver = about?.kind === "home" && about.page === "moved";
    return (unit) => {
      if (isOver) unit.tx.posted.remove(copy.id);
      else unit.tx.posted.setDrawn(copy.id, drawn);
      placeEdited(unit, copy);
    };
  } catch (error) {
    if (!isFinal(error)) {
      // It may show the new state or the old one now: neither counts as drawn.
      context.store.transact((tx) => tx.posted.setDrawn(copy.id, null));
      throw error;
    }
    const { platform, channel, person } = copy;
    const reason = error.detail ?? error.code;
    if (person === null && error.code === "forbidden")
      return (unit) => {
        placeClosed(unit, { platform, channel }, reason);
        unit.tx.posted.setMissed(id);
      };
    context.log.info({ copy: copy.id, subject: copy.subject }, "a posted message is gone");
    return ({ tx }) => tx.posted.remove(copy.id);
  }
};

/** Slack draws a Home page when its tab is opened: so long after that somebody may still be looking at it. */
const LOOKED_AT_MS = 3_600_000;

export function updateHomes(unit: Unit): void {
  for (const copy of unit.tx.posted.homes(unit.now - LOOKED_AT_MS)) updateCopy(unit, copy);
}

type About = { readonly request?: number; readonly task?: number };

/** What the card shows that offers this action. */
export function topicsOf(tx: Tx, action: UserAction, about: About): Topic[] {
  const alert =
    "job" in action ? openAlerts(tx, "trouble").find(({ job }) => job === action.job)?.id : undefined;
  const ids = {
    ...about,
    invitation: "invitation" in action && !("page" in action) ? action.invitation : null,
    domain: "watch" in action ? action.watch : null,
    account: action.do === "account" ? `${action.platform}.${action.account}` : null,
    alert: alert === undefined ? null : `trouble.${alert}`,
  };
  return Object.entries(ids).flatMap(([kind, id]) => (id == null ? [] : [`${kind}:${id}` as Topic]));
}

/** A card about the same thing that went into that conversation without an id is the one that a press stands on. */
export function adoptCard(
  { store, now, wake }: Context,
  { platform, account, pressed }: Caller,
  topics: (tx: Tx) => readonly Topic[],
): void {
  if (pressed === undefined) return;
  const { channel, message } = pressed;
  const lost = store.read((tx) => {
    if (tx.posted.at({ platform, channel }, message) !== null) return undefined;
    const me = tx.people.byAccount(platform, account)?.id;
    const copies = topics(tx).flatMap((topic) => tx.posted.showing(topic));
    const untold = copies.filter(
      (copy) => copy.message === UNTOLD && isSamePlace(copy)({ platform, channel }),
    );
    return untold.find(({ person }) => person === null || person === me);
  });
  if (lost === undefined) return;
  const { id, ...card } = lost;
  store.transact((tx) => {
    tx.posted.remove(id);
    updateCopy({ tx, now: now() }, tx.posted.insert({ ...card, message, drawn: null }));
  });
  wake();
}
