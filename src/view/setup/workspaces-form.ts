import { z } from "zod";
import type { PersonId } from "../../domain/accounts/person.ts";
import type { Member } from "../../domain/members/member.ts";
import type { Mode } from "../../domain/mode.ts";
import {
  isSameName,
  lengthOf,
  type NamedWorkspace,
  needsCare,
  splitIcon,
  typedName,
  WORKSPACE_NAME_LENGTH,
  type Workspace,
  waitsForAdmin,
} from "../../domain/setup/workspace.ts";
import { choiceField, dialog, listField } from "../core/fields.ts";
import type { Reader } from "../core/reader.ts";
import { note, paragraph } from "../core/spans.ts";
import { LONGEST_TEXT, optionalId, wholeText } from "../core/values.ts";
import type { Field, Form } from "../core/view.ts";
import { workspaceWords } from "./workspace-words.ts";

const MOST = 20;

type Data = {
  readonly workspaces: readonly Workspace[];
  readonly mode: Mode;
  readonly owner: PersonId;
  /** Who may be chosen to administer them, and who would be; null: nothing to choose for this person. */
  readonly admins?: { readonly members: readonly Member[]; readonly chosen: string | null } | null;
};

/** Named Workspaces besides the default one. Names that were refused stand in it again. */
export function workspacesForm(reader: Reader, { workspaces, mode, owner, admins = null }: Data): Form {
  const { workspaces: words } = reader.strings.forms;
  const failed = workspaces.filter(needsCare);
  const names = failed.map(typedName).join("\n").slice(0, LONGEST_TEXT);
  const mayBeEmpty = failed.length > 0 || (admins !== null && workspaces.some(waitsForAdmin));
  return dialog(reader, { form: "workspaces" }, words, {
    intro: [
      // Where there are some, one was not enough, and that choice is no longer in the checklist.
      ...(workspaces.some(({ state }) => state === "created") ? [] : [paragraph(words.intro)]),
      ...workspaceWords(reader, workspaces, { owner, may: true }).map((sentence) => note(sentence)),
      note(mode === "automatic" ? words.automatic : words.guided()),
    ],
    fields: [
      listField("names", words.names, {
        hint: words.namesHint,
        placeholder: words.placeholder,
        initial: names || undefined,
        optional: mayBeEmpty || undefined,
      }),
      ...(admins === null ? [] : [adminField(reader, admins)]),
    ],
  });
}

function adminField({ strings }: Reader, { members, chosen }: NonNullable<Data["admins"]>): Field {
  const { admin, adminHint } = strings.forms.workspaces;
  return choiceField("admin", admin, {
    hint: adminHint,
    as: "menu",
    optional: true,
    options: members.map(({ mistralId, address, name }) => ({
      value: mistralId,
      label: name === null ? address : `${address} (${name})`,
    })),
    initial: chosen ?? undefined,
  });
}

export function workspacesSchema(reader: Reader) {
  const { errors } = reader.strings.forms;
  return z.object({
    names: wholeText(errors.full.names).transform((text, context) => {
      const named: NamedWorkspace[] = [];
      const refuse = (message: string) => context.addIssue({ code: "custom", message });
      for (const line of text.split(/\r?\n/).filter((one) => one.trim() !== "")) {
        const one = splitIcon(line);
        if (one === null) refuse(errors.iconLong(line.trim().slice(0, 40)));
        else if (lengthOf(one.name) > WORKSPACE_NAME_LENGTH) refuse(errors.nameLongAt(one.name.slice(0, 40)));
        else if (named.some((other) => isSameName(other.name, one.name)))
          refuse(errors.namesTwice(one.name.slice(0, 60)));
        else named.push(one);
      }
      if (named.length > MOST) refuse(errors.namesMany);
      return named;
    }),
    admin: optionalId,
  });
}
