import { problemIn } from "../../config/parts.ts";
import { FILE_VARIABLES } from "../../config/secret-files.ts";
import { type Env, type OwnVariable, WHERE } from "../../config/variables.ts";
import { type Print, plain } from "../answer.ts";
import type { Finding } from "../doctor/finding.ts";
import type { Ask, Question, Wrong } from "./ask.ts";

export type Session = {
  readonly ask: Ask;
  readonly print: Print;
  /** What is set by now, in `.env` or outside of it. */
  readonly environment: Env;
  /** What `.env` sets. */
  readonly known: Env;
  /** What is to be written to it; null: the variable is to be set no more. */
  readonly entered: Record<string, string | null>;
  readonly slackApiUrl: string;
};

const PLACES: Readonly<Partial<Record<OwnVariable, string>>> = {
  ...WHERE,
  TEAMS_DEVELOPER_URL:
    "a page of yours to which Teams links for what the bot does, its privacy and its terms",
  SETUP_OWNERS: "the e-mail addresses of those who may start the Setup, separated by commas",
};
const isSecret = (name: OwnVariable) => FILE_VARIABLES.some((variable) => variable === `${name}_FILE`);

/** Asks for a variable until it is right. Enter alone keeps what was entered before, or what `.env` sets. */
export async function askFor(
  { ask, print, known, entered }: Session,
  name: OwnVariable,
  check?: Question["check"],
): Promise<string> {
  print(`${name}: ${PLACES[name]}.`);
  const answer = await ask({
    ...{ text: name, isSecret: isSecret(name), before: entered[name] ?? known[name] },
    shape: (given) => problemIn(name, given),
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
