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
import { mention, type Reader, someNamed } from "../core/reader.ts";
import { note, type Piece, paragraph, text } from "../core/spans.ts";
import { wholeText } from "../core/values.ts";
import type { Form } from "../core/view.ts";
import { failureWords } from "../invitations/invitation-words.ts";

const MOST = 20;

type Data = { readonly workspaces: readonly Workspace[]; readonly mode: Mode; readonly owner: PersonId };

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

/** Where the named Workspaces stand, one sentence per state. `may`: this person can do something about it. */
export function workspaceWords(
  reader: Reader,
  workspaces: readonly Workspace[],
  { owner, may }: { readonly owner: PersonId; readonly may: boolean },
): Piece[] {
  const { workspaces: words } = reader.strings;
  const said = (which: (workspace: Workspace) => boolean, sentence: (names: Piece) => Piece) => {
    const names = workspaces.filter(which).map(({ name }) => text(shortened(name)));
    return names.length === 0 ? [] : [sentence(someNamed(reader, names, NAMED))];
  };
  const failed = may ? workspaces.filter(needsCare).slice(0, NAMED) : [];
  return [
    ...said(({ state }) => state === "created", words.made),
    ...said((one) => one.state === "waiting" && !waitsForAdmin(one), words.onTheirWay),
    ...said(waitsForAdmin, (names) => words.waitForAdmin(names, mention(reader, owner))),
    ...failed.map(({ name, trouble }) => words.failed(shortened(name), failureWords(reader, trouble ?? ""))),
  ];
}
