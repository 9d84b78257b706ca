import { problemIn } from "../../config/parts.ts";
import { type OwnVariable, WHERE } from "../../config/variables.ts";
import { type Print, plain } from "../answer.ts";
import type { Finding } from "../doctor/finding.ts";
import type { Ask, Question, Wrong } from "./ask.ts";

export type Session = {
  readonly ask: Ask;
  readonly print: Print;
  /** Whether somebody sits in front of it. */
  readonly isTerminal: boolean;
  /** What `.env` sets. */
  readonly known: Readonly<Record<string, string | undefined>>;
  /** What is to be written to it; null: the variable is to be set no more. */
  readonly entered: Record<string, string | null>;
  readonly slackApiUrl: string;
  /** Whether nobody may start the Setup unless SETUP_OWNERS names them. */
  readonly needsOwners: boolean;
};

const PLACES: Readonly<Partial<Record<OwnVariable, string>>> = {
  ...WHERE,
  TEAMS_DEVELOPER_URL:
    "a page of yours to which Teams links for what the bot does, its privacy and its terms",
  SETUP_OWNERS: "the e-mail addresses of those who may start the Setup, separated by commas",
};
const SECRETS: readonly OwnVariable[] = [
  ...(["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"] as const),
  "MICROSOFT_APP_PASSWORD",
];

/** What people paste in the place of something else. */
const KINDS: readonly (readonly [RegExp, what: string, belongs: readonly OwnVariable[]])[] = [
  [/^xoxb-/, "a bot token", ["SLACK_BOT_TOKEN"]],
  [/^xapp-/, "an app-level token", ["SLACK_APP_TOKEN"]],
  [/^xox/, "a token of another kind", []],
  [/^[\da-f]{32}$/i, "a secret or id of a Slack app", ["SLACK_SIGNING_SECRET"]],
  [/^[\da-f]{8}-[\da-f-]{27}$/i, "an id", ["MICROSOFT_APP_ID", "MICROSOFT_APP_TENANT_ID"]],
];

function misplaced(name: OwnVariable, answer: string): Wrong {
  const [, what, belongs] = KINDS.find(([pattern]) => pattern.test(answer)) ?? [];
  if (what === undefined || belongs?.includes(name)) return problemIn(name, answer);
  return `That is ${what}, and this is for ${name}.`;
}

/** Asks for a variable until it is right. Enter alone keeps what was entered before, or what `.env` sets. */
export async function askFor(
  { ask, print, known, entered }: Session,
  name: OwnVariable,
  check?: Question["check"],
): Promise<string> {
  print(`${name}: ${PLACES[name]}.`);
  const answer = await ask({
    ...{ text: name, isSecret: SECRETS.includes(name), before: entered[name] ?? known[name] },
    shape: (given) => misplaced(name, given),
    ...(check && { check }),
  });
  entered[name] = answer;
  return answer;
}

/** What the doctor would say of a value: what is well is printed, and what is wrong given. */
export function wrongIn(findings: readonly Finding[], print: Print): Wrong {
  const bad = findings.find(({ mark }) => mark === "fail");
  if (bad !== undefined) return `${bad.what} ${bad.mend}`;
  for (const { what } of findings) print(`✓ ${plain(what)}`);
  return null;
}
