import { answered, ended, type FileOffer } from "../../domain/file-offer.ts";
import { subjectOf } from "../../domain/message.ts";
import { refuse } from "../../domain/refusal.ts";
import { isApprover } from "../../domain/setup/setup.ts";
import type { FileAnswer, Reply } from "../core/app.ts";
import type { ActorUnit, Unit, Where } from "../core/context.ts";
import { enqueue, post } from "../core/outgoing.ts";
import { isMember } from "../requests/deciders.ts";

/** The Record is for whoever decides and is still there, at the moment at which it goes to them. */
export function mayHave(where: Where, { content, person }: FileOffer): boolean {
  if (content.kind === "template") return true;
  const setup = where.tx.setup.load();
  return setup !== null && isApprover(setup, person) && isMember(where, person);
}

export function answerOffer(unit: ActorUnit, { offer: id, place, message }: FileAnswer): Reply {
  const { tx, actor } = unit;
  const offer = tx.files.get(id);
  const { person, account } = actor;
  if (offer?.person !== person.id || offer.platform !== account.platform) throw refuse("gone");
  if (message !== null) keep(unit, offer, message);
  // In any case: whoever could answer saw an offer, and it is none any more.
  tx.changed(`file:${id}`);
  const next = place === null || mayHave(unit, offer) ? answered(offer, place) : null;
  if (next === null) return { kind: "nothing" };
  tx.files.save(next);
  const job = { kind: "put-file", offer: id, person: person.id, on: offer.platform } as const;
  if (next.state === "accepted") enqueue(unit, job, `put-file:${id}`);
  return { kind: "nothing" };
}

/** Some messages are accepted by their platform without telling their id: then the answer tells it. */
function keep({ tx }: Unit, { id, platform, person }: FileOffer, message: { channel: string; id: string }) {
  const place = { platform, channel: message.channel };
  if (tx.posted.at(place, message.id) !== null) return;
  tx.posted.insert({ ...place, message: message.id, subject: subjectOf({ kind: "file", file: id }), person });
}

export function endOffer(unit: Unit, id: number, state: "put" | "failed"): void {
  const offer = unit.tx.files.get(id);
  const next = offer && ended(offer, state);
  if (next === null) return;
  unit.tx.files.save(next);
  if (state === "put") post(unit, { kind: "put-file", file: id }, { person: next.person, on: next.platform });
}
