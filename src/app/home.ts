import { type AccountRef, isSameHuman, type Person } from "../domain/person.ts";
import { decidersFor, type Request } from "../domain/request.ts";
import { isApprover } from "../domain/setup.ts";
import type { Tx } from "../store/tx.ts";
import { homeBeforeSetup, homeView } from "../view/home.ts";
import type { Reader } from "../view/reader.ts";
import type { View } from "../view/view.ts";
import { type Context, messengerOf, modeOf, type Unit } from "./context.ts";
import { decidersOf } from "./deciders.ts";
import { invitationOf, requestReader, rightsOf } from "./facts.ts";
import { enqueue, updateCopy } from "./outgoing.ts";
import { givenElsewhere } from "./own-accounts.ts";
import { mayStartAs } from "./rights.ts";

const MY_REQUESTS = 5;

/** A person's own page: what they may see and do, and nothing else. */
export function drawHome(context: Context, tx: Tx, reader: Reader, person: Person): View {
  const setup = tx.setup.load();
  if (setup === null) return homeBeforeSetup(reader, mayStartAs(context, person));
  const decides = isApprover(setup, person.id);
  const deciders = decides ? decidersOf({ context, tx }, setup) : [];
  const isAsked = ({ requester }: Request) =>
    decidersFor(tx.people.get(requester), deciders).some((other) => isSameHuman(other, person));
  const open = decides ? tx.requests.open().filter(isAsked) : [];
  const factsOf = requestReader(context, tx);
  return homeView(reader, {
    setup,
    counts: tx.invitations.count(),
    workspaces: tx.workspaces.all(),
    now: context.now(),
    rights: rightsOf(setup, person),
    mode: modeOf(context),
    tasks: tx.tasks.open().filter(({ assignee }) => assignee === person.id),
    requestsToDecide: open.map((request) => factsOf(request)),
    myRequests: tx.requests.ofRequester(person.id, MY_REQUESTS).map((request) => factsOf(request)),
    mine: invitationOf(tx, person),
    elsewhere: givenElsewhere({ tx, context }, person)?.account.platform ?? null,
    standing: person.accounts.some(({ standing }) => standing === "member") ? "member" : "guest",
  });
}

/** Publishes or posts somebody's own page where they opened it, and keeps it up to date from then on. */
export function openHome(unit: Unit, person: Person, { platform, id }: AccountRef): void {
  const { tx, context } = unit;
  const subject = `home:${person.id}` as const;
  if (messengerOf(context, platform)?.home === "message") {
    const job = { kind: "post", subject, to: { person: person.id, on: platform } } as const;
    enqueue(unit, job, `post:${subject}>${platform}`, { group: `to:${person.id}`, collapse: true });
    return;
  }
  const mine = tx.copies.ofSubject(subject).find((copy) => copy.message === id);
  const place = { platform, channel: "home" };
  const copy = mine ?? tx.copies.insert({ ...place, message: id, subject, person: person.id });
  // Whoever opens it gets it anew, whatever was published before.
  tx.copies.setDrawn(copy.id, null);
  updateCopy(unit, copy);
}
