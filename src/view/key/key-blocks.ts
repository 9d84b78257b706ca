import type { Invitation } from "../../domain/invitations/invitation.ts";
import type { Mode } from "../../domain/mode.ts";
import { isWarmingUp } from "../../domain/setup/billing.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { button, opens, page, resendButton, waitingButtons } from "../core/buttons.ts";
import { type Reader, untilMinute } from "../core/reader.ts";
import { actions, heading, list, note, paragraph } from "../core/spans.ts";
import type { Block, Button, View } from "../core/view.ts";
import { statusWord } from "../invitations/invitation-words.ts";
import { keyState, ownKey } from "./key-state.ts";

const API = "https://api.mistral.ai/v1";
const AUTH = '-H "Authorization: Bearer $MISTRAL_API_KEY"';

/** Prints nothing secret: the shell puts the key in. */
const CURL_LINES = [
  `curl --fail-with-body ${AUTH} ${API}/models`,
  `curl --fail-with-body ${AUTH} -H "Content-Type: application/json" -d '{"model":"mistral-small-latest","max_tokens":1,"messages":[{"role":"user","content":"Hi"}]}' ${API}/chat/completions`,
].join("\n");

type KeyFacts = {
  readonly setup: Setup | null;
  readonly mine: Invitation | null;
  /** Whether Mistral's members list, as last read, has this person. */
  readonly listed: boolean;
  /** Whether the bot has a key of its own. */
  readonly probing: boolean;
  readonly mode: Mode;
  readonly now: number;
};

/** How to get a key, whether one works yet, and what else may be wrong. Never asks for a key. */
export function keyView(reader: Reader, facts: KeyFacts): View {
  const { summary, blocks } = keyState(reader, facts);
  return {
    summary,
    blocks: [
      heading(reader.strings.key.title),
      ...blocks,
      ...ownKey(reader, facts, facts.probing),
      ...ownAccess(reader, facts),
      ...(makesNoKeys(facts) ? [] : howTo(reader, facts)),
      ...actions(...keyButtons(reader, facts)),
    ],
  };
}

const makesNoKeys = ({ mine }: KeyFacts): boolean => mine?.role === "billing";

const isOwnerOf = (reader: Reader, setup: Setup | null): boolean =>
  setup !== null && setup.owner === reader.person;

/** Active, in the list, or the one who made the Organization. */
const isIn = (reader: Reader, { mine, setup, listed }: KeyFacts): boolean =>
  listed || mine?.status === "active" || isOwnerOf(reader, setup);

/** What this person's own standing has to do with it. */
function ownAccess(reader: Reader, facts: KeyFacts): Block[] {
  const { key } = reader.strings;
  const { mine, setup, listed } = facts;
  if (mine === null) {
    if (listed) return [note(key.listed)];
    if (isOwnerOf(reader, setup)) return [note(key.owner)];
    return setup === null ? [] : [note(key.notInvited)];
  }
  const blocks: Block[] = [note(key.invitation(statusWord(reader, mine.status, facts.mode)))];
  if (mine.status === "pending") blocks.push(paragraph(key.accept));
  else if (mine.status === "expired") blocks.push(paragraph(key.expired));
  else if (!isIn(reader, facts)) blocks.push(paragraph(key.notIn));
  if (makesNoKeys(facts)) blocks.push(paragraph(key.billingRole));
  return blocks;
}

function howTo(reader: Reader, facts: KeyFacts): Block[] {
  const { key } = reader.strings;
  const { setup, mine, now } = facts;
  const billing = setup?.billing ?? null;
  const until =
    billing !== null && isWarmingUp(billing, now)
      ? [key.refusedUntil(untilMinute(reader, billing.warmUntil))]
      : [];
  return [
    heading(mine === null || isIn(reader, facts) ? key.howTo : key.howToAfterwards),
    list(key.steps()),
    { kind: "copy", text: CURL_LINES },
    note(key.never),
    note(key.roles()),
    heading(key.refusedHeading),
    list([...until, ...key.refusedBecause()]),
  ];
}

function keyButtons(reader: Reader, facts: KeyFacts): Button[] {
  const { mine, setup } = facts;
  const { lists, key } = reader.strings;
  const { status } = mine ?? {};
  const asks = mine === null && setup !== null && !isIn(reader, facts);
  return [
    ...(mine !== null && status === "active"
      ? [button(key.buttons.works, { do: "key-works", invitation: mine.id }, { style: "primary" })]
      : []),
    ...(mine !== null && status === "pending" ? waitingButtons(reader, mine) : []),
    ...(mine !== null && status === "expired" ? [resendButton(reader, mine)] : []),
    page(reader, "keys"),
    ...(asks ? [opens(lists.homeAsk, { form: "invite" })] : []),
  ];
}
