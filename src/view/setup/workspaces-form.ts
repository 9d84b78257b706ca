import { z } from "zod";
import type { PersonId } from "../../domain/accounts/person.ts";
import type { Mode } from "../../domain/mode.ts";
import {
  isSameName,
  needsCare,
  WORKSPACE_NAME_LENGTH,
  type Workspace,
  waitsForAdmin,
} from "../../domain/setup/workspace.ts";
import { dialog, listField } from "../core/fields.ts";
import { mention, type Reader } from "../core/reader.ts";
import { note, type Piece, paragraph } from "../core/spans.ts";
import { wholeText } from "../core/values.ts";
import type { Form } from "../core/view.ts";
import { failureWords } from "../invitations/invitation-words.ts";

const MOST = 20;

type Data = { readonly workspaces: readonly Workspace[]; readonly mode: Mode; readonly owner: PersonId };

/** Named Workspaces besides the default one. */
export function workspacesForm(reader: Reader, { workspaces, mode, owner }: Data): Form {
  const { workspaces: words } = reader.strings.forms;
  return dialog(reader, { form: "workspaces" }, words, {
    intro: [
      // Where there are some, one was not enough, and that choice is no longer in the checklist.
      ...(workspaces.some(({ state }) => state === "created") ? [] : [paragraph(words.intro)]),
      ...workspaceWords(reader, workspaces, { owner, may: true }).map((sentence) => note(sentence)),
      note(mode === "automatic" ? words.automatic : words.guided()),
    ],
    fields: [listField("names", words.names, { hint: words.namesHint, placeholder: words.placeholder })],
  });
}

export function workspacesSchema(reader: Reader) {
  const { errors } = reader.strings.forms;
  return z.object({
    names: wholeText(errors.full).transform((text, context) => {
      const refuse = (message: string) => context.addIssue({ code: "custom", message });
      const lines = text.split(/\r?\n/).map((line) => line.trim());
      const names = lines.filter((line) => line !== "");
      // Mistral counts code points.
      const long = names.find((name) => [...name].length > WORKSPACE_NAME_LENGTH);
      const twice = names.find((name, at) => names.findIndex((other) => isSameName(other, name)) < at);
      if (names.length === 0) refuse(errors.missing);
      if (long !== undefined) refuse(errors.nameLongAt(long.slice(0, 40)));
      if (twice !== undefined) refuse(errors.namesTwice(twice.slice(0, 60)));
      if (names.length > MOST) refuse(errors.namesMany);
      return names;
    }),
  });
}

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
  const namesOf = (which: (workspace: Workspace) => boolean) =>
    workspaces.filter(which).map(({ name }) => name);
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
      reader.strings.workspaces.failed(shortened(one.name), failureWords(reader, one.trouble ?? "")),
    );
