import { type AccountRef, isSameHuman, type Person, type Standing } from "../../domain/accounts/person.ts";
import { messageOf, subjectOf } from "../../domain/message.ts";
import { type Request, stillAsked } from "../../domain/requests/request.ts";
import { isApprover, type Setup } from "../../domain/setup/setup.ts";
import type { PostedMessage, Tx } from "../../store/tx.ts";
import type { Reader } from "../../view/core/reader.ts";
import type { View } from "../../view/core/view.ts";
import { MOST_REQUESTS } from "../../view/requests/request-rows.ts";
import { checklistView, homeBeforeSetup, homeView } from "../../view/setup/home.ts";
import { givenElsewhere } from "../accounts/own-accounts.ts";
import type { Answer } from "../core/app.ts";
import { type Context, messengerOf, modeOf, type Unit } from "../core/context.ts";
import { digest, enqueue, updateCopy, updateKey } from "../core/outgoing.ts";
import { mayStartAs } from "../core/rights.ts";
import { invitationOf, requestReader, rightsOf } from "../core/view-data.ts";
import { decidersOf, decidingOn, isMember } from "../requests/deciders.ts";

const MY_REQUESTS = 5;

const factsFor = (context: Context, tx: Tx, setup: Setup, person: Person) => ({
  setup,
  alerts: tx.alerts.open(),
  counts: tx.invitations.count(),
  workspaces: tx.workspaces.all(),
  now: context.now(),
  rights: rightsOf(setup, person),
  mode: modeOf(context),
  elsewhere: givenElsewhere({ tx, context }, person)?.account.platform ?? null,
  ownerLeft: !isMember({ context, tx }, setup.owner),
});

/** The checklist as this person sees it now; null before the Setup. */
export function drawChecklist(context: Context, tx: Tx, reader: Reader, person: Person): View | null {
  const setup = tx.setup.load();
  return setup && checklistView(reader, factsFor(context, tx, setup, person));
}

/** A person's own page: what they may see and do, and nothing else. `standing`: theirs where it is shown. */
export function drawHome(context: Context, tx: Tx, reader: Reader, person: Person, standing: Standing): View {
  const setup = tx.setup.load();
  if (setup === null) return homeBeforeSetup(reader, mayStartAs(context, person));
  const decides = isApprover(setup, person.id);
  const deciders = decides ? decidersOf({ context, tx }, setup) : [];
  const isAsked = (request: Request) =>
    stillAsked(setup, request, decidingOn({ context, tx }, setup, request, deciders)).some((other) =>
      isSameHuman(other, person),
    );
  const open = decides ? tx.requests.open().filter(isAsked) : [];
  const factsOf = requestReader(context, tx);
  return homeView(reader, {
    ...factsFor(context, tx, setup, person),
    tasks: tx.tasks.open().filter(({ assignee }) => assignee === person.id),
    requestsToDecide: open.slice(0, MOST_REQUESTS).map(factsOf),
    toDecide: open.length,
    myRequests: tx.requests.ofRequester(person.id, MY_REQUESTS).map(factsOf),
    mine: invitationOf(tx, person),
    standing,
  });
}

/** Publishes or posts somebody's own page where they opened it, and keeps it up to date from then on. */
export function openHome(unit: Unit, person: Person, { platform, id }: AccountRef): void {
  const { tx, context } = unit;
  const subject = subjectOf({ kind: "home", person: person.id });
  if (messengerOf(context, platform)?.home === "message") {
    const job = { kind: "post", subject, to: { person: person.id, on: platform } } as const;
    const there = tx.posted
      .ofSubject(subject)
      .find((copy) => copy.subject === subject && copy.platform === platform);
    // One edit of a message after the other: an older one that arrives last would stay.
    const group = there === undefined ? `to:${person.id}` : updateKey(there);
    enqueue(unit, job, `post:${subject}>${platform}`, { group, collapse: true });
    return;
  }
  const mine = tx.posted.ofSubject(subject).find((copy) => copy.message === id);
  const place = { platform, channel: "home" };
  const copy = mine ?? tx.posted.insert({ ...place, message: id, subject, person: person.id });
  tx.posted.setOpened(copy.id, unit.now);
  updateCopy(unit, copy);
}

/** From now on the message is kept up to date, in place of the last such answer in this chat. */
export function keepAnswer(
  unit: Unit,
  person: Person,
  place: Pick<PostedMessage, "platform" | "channel" | "message">,
  { subject, view }: Answer,
): void {
  const { posted } = unit.tx;
  // A press only claims what it was about.
  const claimed = subject === undefined ? null : messageOf(subject);
  const isTheirs = claimed?.kind === "home" && claimed.person === person.id && claimed.page !== undefined;
  if (subject === undefined || !isTheirs || posted.at(place, place.message) !== null) return;
  for (const { id, channel } of posted.ofSubject(subject)) if (channel === place.channel) posted.remove(id);
  const copy = posted.insert({
    ...place,
    subject,
    person: person.id,
    drawn: view === null ? null : digest(view),
  });
  // What changed while the message was on its way had no copy to refresh.
  updateCopy(unit, copy);
}
