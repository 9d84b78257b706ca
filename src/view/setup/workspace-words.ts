import type { PersonId } from "../../domain/accounts/person.ts";
import { needsCare, typedName, type Workspace, waitsForAdmin } from "../../domain/setup/workspace.ts";
import { mention, type Reader } from "../core/reader.ts";
import type { Piece } from "../core/spans.ts";
import { failureWords } from "../invitations/invitation-words.ts";

const NAMED = 3;
const LONGEST = 40;

const shortened = (name: string): string => (name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name);

/** The first few, so that a row stays one line, and how many more there are. */
export const named = (names: readonly string[]): [string[], number] => [
  names.slice(0, NAMED).map(shortened),
  Math.max(0, names.length - NAMED),
];

/** Where the named Workspaces stand, one sentence per state. `may`: this person can do something about it. */
export function workspaceWords(
  reader: Reader,
  workspaces: readonly Workspace[],
  { owner, may }: { readonly owner: PersonId; readonly may: boolean },
): Piece[] {
  const { workspaces: words } = reader.strings;
  const namesOf = (which: (workspace: Workspace) => boolean) => workspaces.filter(which).map(typedName);
  const made = namesOf(({ state }) => state === "created");
  const waiting = namesOf(waitsForAdmin);
  const coming = namesOf((one) => one.state === "waiting" && !waitsForAdmin(one));
  return [
    ...(made.length === 0 ? [] : [words.made(...named(made))]),
    ...(coming.length === 0 ? [] : [words.onTheirWay(...named(coming))]),
    ...(waiting.length === 0 ? [] : [words.waitForAdmin(...named(waiting), mention(reader, owner))]),
    ...(may ? failures(reader, workspaces.filter(needsCare)) : []),
  ];
}

/** One sentence each: what, why, and what to do. */
const failures = (reader: Reader, failed: readonly Workspace[]): string[] =>
  failed
    .slice(0, NAMED)
    .map((one) =>
      reader.strings.workspaces.failed(shortened(typedName(one)), failureWords(reader, one.trouble ?? "")),
    );
