import { type Invitation, isOver, type Mode } from "../../domain/invitations/invitation.ts";
import type { KeyOwner } from "../../domain/key/key-owner.ts";
import { isKeyRefused, type KeyReading } from "../../domain/key/key-reading.ts";
import { isWarmingUp, type Setup } from "../../domain/setup/setup.ts";
import { problemWords } from "../alerts/drift.ts";
import { button, opens, ownButtons, page, toKey, toRefusal } from "../core/buttons.ts";
import { evidence, moment, type Reader, untilMinute } from "../core/reader.ts";
import { actions, card, joined, list, note, type Piece, paragraph } from "../core/spans.ts";
import type { Block, Button, View } from "../core/view.ts";
import { statusWord } from "../invitations/invitation-words.ts";

type Facts = { readonly setup: Setup | null; readonly mode: Mode; readonly now: number };

function refusalOf(setup: Setup, now: number): KeyReading | null {
  const { probe } = setup.observed;
  if (probe === null || isWarmingUp(setup.billing, now)) return null;
  return isKeyRefused(probe.outcome) ? probe : null;
}

const sinceOf = (reader: Reader, refusal: KeyReading, now: number): Piece =>
  moment(reader, refusal.failingSince ?? refusal.at, now);

export function refusalWords(reader: Reader, setup: Setup, now: number): Piece[] {
  const refusal = setup.steps.billing.state === "open" ? null : refusalOf(setup, now);
  if (refusal === null) return [];
  const { key } = reader.strings;
  return [joined([key.refused(sinceOf(reader, refusal, now)), key.outcomes[refusal.outcome]], " ")];
}

/** Whether keys work yet, as far as anybody knows, with what stands in the way first. */
function keyState(reader: Reader, { setup, mode, now }: Facts): [Piece, ...Piece[]] {
  const { key } = reader.strings;
  if (setup === null) return [key.noSetup];
  const { billing, keyWorks, observed, steps } = setup;
  const refusal = refusalOf(setup, now);
  // Without an Admin API what was read once is no news any more.
  const spending = mode === "automatic" ? observed.spending : null;
  const proof = evidence(reader, keyWorks, now);
  const warming = billing !== null && isWarmingUp(billing, now);
  const inTheWay = [
    ...(warming ? [key.warming(untilMinute(reader, billing.warmUntil))] : []),
    ...(spending === null ? [] : problemWords(reader, spending, now)),
  ];
  if (refusal !== null) {
    const since = sinceOf(reader, refusal, now);
    const refused = keyWorks?.kind === "verified" ? key.failing(proof, since) : key.refused(since);
    inTheWay.push(joined([refused]), joined([key.outcomes[refusal.outcome]]));
  }
  // A person's word stays: their key is another one than the bot's.
  const works = keyWorks?.kind === "confirmed" || (keyWorks !== null && refusal === null);
  const all = [...inTheWay, ...(works ? [(inTheWay.length > 0 ? key.worked : key.works)(proof)] : [])];
  const [first, ...others] = all;
  if (first !== undefined) return [first, ...others];
  if (billing === null || steps.billing.state === "open") return [key.noBilling];
  const paid = evidence(reader, steps.billing.evidence, now);
  return [billing.plan === "free" ? key.freeMode(paid) : key.shouldWork(paid)];
}

function ownKey(reader: Reader, { setup }: Pick<Facts, "setup">, probing: boolean): Block[] {
  const { key } = reader.strings;
  if (setup === null || setup.owner !== reader.person) return [];
  if (!probing) return [note(key.noProbe)];
  const { probe, keyOwner } = setup.observed;
  if (keyOwner?.belongs === "elsewhere") return [paragraph(key.foreign(placeOf(reader, keyOwner)))];
  // Where no Admin API can tell, the owner compares the names.
  const place = keyOwner === null ? "" : placeOf(reader, keyOwner);
  const whose = place === "" ? [] : [note(key.keyIsOf(place))];
  if (probe === null) return [note(key.notTried), ...whose];
  const saidAbove = probe.outcome === "works" || isKeyRefused(probe.outcome);
  return saidAbove ? whose : [note(key.ownKey(key.outcomes[probe.outcome])), ...whose];
}

const placeOf = ({ strings }: Reader, { workspace, organization }: KeyOwner): string =>
  [workspace, organization].flatMap((one) => one?.name ?? []).join(strings.comma);

/** To the owner: the bot's own key is another organization's. Edited when it is another key. */
export function foreignKeyCard(reader: Reader, { observed: { keyOwner } }: Setup, probing: boolean): View {
  const { key } = reader.strings;
  const foreign = probing && keyOwner?.belongs === "elsewhere";
  return card(foreign ? key.foreign(placeOf(reader, keyOwner)) : key.notForeign);
}

/** To the owner: warmed up, and the bot's own key is refused all the same. Edited when that changes. */
export function refusedCard(reader: Reader, setup: Setup, now: number): View {
  const { key } = reader.strings;
  const { probe } = setup.observed;
  const { billing } = setup;
  if (billing !== null && isWarmingUp(billing, now))
    return card(key.warming(untilMinute(reader, billing.warmUntil)));
  if (probe === null || !isKeyRefused(probe.outcome)) return card(key.acceptedNow);
  return card(
    key.stillRefused(key.outcomes[probe.outcome]),
    ...actions(page(reader, "billing"), toKey(reader)),
  );
}

const API = "https://api.mistral.ai/v1";
const AUTH = '-H "Authorization: Bearer $MISTRAL_API_KEY"';

/** Asks for one token, and prints nothing secret: the shell puts the key in. */
const CURL_LINE = `curl --fail-with-body ${AUTH} -H "Content-Type: application/json" -d '{"model":"mistral-small-latest","max_tokens":1,"messages":[{"role":"user","content":"Hi"}]}' ${API}/chat/completions`;

type KeyFacts = {
  readonly setup: Setup | null;
  readonly mine: Invitation | null;
  /** Whether Mistral's members list, as last read, has this person. */
  readonly listed: boolean;
  readonly probing: boolean;
  readonly mode: Mode;
  readonly now: number;
};

export function keyView(reader: Reader, facts: KeyFacts): View {
  const [first, ...others] = keyState(reader, facts);
  const blocks = [
    ...others.map((sentence) => paragraph(sentence)),
    ...ownKey(reader, facts, facts.probing),
    ...ownAccess(reader, facts),
    ...(mayMakeKeys(reader, facts) ? howTo(reader) : []),
    ...actions(...keyButtons(reader, facts)),
  ];
  return card(first, ...blocks);
}

const hasBillingRole = ({ mine }: KeyFacts): boolean => mine?.role === "billing";

/** Who was never invited here may be a Member all the same, and who is Pending may have accepted just now. */
const mayMakeKeys = (reader: Reader, facts: KeyFacts): boolean =>
  !hasBillingRole(facts) && (facts.mine === null || facts.mine.status === "pending" || isIn(reader, facts));

const isIn = (reader: Reader, { mine, setup, listed }: KeyFacts): boolean =>
  listed || mine?.status === "active" || (setup !== null && setup.owner === reader.person);

const mayAsk = (reader: Reader, facts: KeyFacts): boolean =>
  facts.setup !== null && !isIn(reader, facts) && (facts.mine === null || isOver(facts.mine));

function ownAccess(reader: Reader, facts: KeyFacts): Block[] {
  const { key } = reader.strings;
  const { mine, mode, listed } = facts;
  if (mine === null) {
    if (listed) return [note(key.listed)];
    return mayAsk(reader, facts) ? [note(key.notInvited)] : [];
  }
  const isOutside = !isIn(reader, facts);
  return [
    ...(mine.status === "active" ? [] : [note(key.invitation(statusWord(reader, mine.status, mode)))]),
    ...(isOutside && mine.status === "pending" ? [paragraph(key.accept)] : []),
    ...(isOutside && mine.status === "expired" ? [paragraph(key.expired)] : []),
    ...(mayAsk(reader, facts) ? [paragraph(key.notIn)] : []),
    ...(hasBillingRole(facts) ? [paragraph(key.billingRole)] : []),
  ];
}

const howTo = ({ strings: { key } }: Reader): Block[] => [
  list(key.steps()),
  { kind: "copy", text: CURL_LINE },
];

function keyButtons(reader: Reader, facts: KeyFacts): Button[] {
  const { mine } = facts;
  const { lists, key } = reader.strings;
  const makesKeys = mayMakeKeys(reader, facts);
  return [
    ...(makesKeys && mine?.status === "active"
      ? [button(key.buttons.works, { do: "key-works", invitation: mine.id }, { style: "primary" })]
      : []),
    ...(mine === null ? [] : ownButtons(reader, mine)),
    ...(makesKeys ? [page(reader, "keys")] : []),
    ...(hasBillingRole(facts) ? [page(reader, "billing")] : []),
    ...(makesKeys && isIn(reader, facts) ? [toRefusal(reader)] : []),
    ...(mayAsk(reader, facts)
      ? [opens(lists.homeAsk, { form: "invite" }, makesKeys ? {} : { style: "primary" })]
      : []),
  ];
}
