import { z } from "zod";
import type { Workspace } from "../../domain/workspace.ts";
import type { Reader } from "../reader.ts";
import { link, note, paragraph } from "../spans.ts";
import { LINKS } from "../steps.ts";
import type { Form } from "../view.ts";
import { requiredText } from "./values.ts";

const MOST = 20;
const LONGEST = 255;

type Data = { readonly workspaces: readonly Workspace[]; readonly mode: "automatic" | "guided" };

/** Named Workspaces besides the default one. */
export function workspacesForm(reader: Reader, { workspaces, mode }: Data): Form {
  const { workspaces: words, cancel } = reader.strings.forms;
  const names = workspaces.filter(({ state }) => state !== "failed").map(({ name }) => name);
  return {
    ref: { form: "workspaces" },
    title: words.title,
    submit: words.submit,
    close: cancel,
    intro: [
      paragraph(words.intro),
      ...(names.length === 0 ? [] : [note(words.existing(names.slice(0, 20)))]),
      note(mode === "automatic" ? words.automatic : words.guided(link(words.link, LINKS.workspaces))),
    ],
    fields: [
      {
        kind: "text",
        name: "names",
        label: words.names,
        hint: words.namesHint,
        placeholder: words.placeholder,
        multiline: true,
        maxLength: 3000,
      },
    ],
  };
}

export function workspacesSchema(reader: Reader) {
  const { errors } = reader.strings.forms;
  return z.object({
    names: requiredText(errors.names, 3000, errors.long(3000)).transform((text, context) => {
      const names = text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== "");
      const refuse = (message: string) => context.addIssue({ code: "custom", message });
      const twice = names.find((name, at) => names.slice(0, at).some((other) => sameName(other, name)));
      if (names.length > MOST) refuse(errors.namesMany);
      const long = names.find((name) => name.length > LONGEST);
      if (long !== undefined) refuse(errors.nameLongAt(long.slice(0, 40)));
      if (twice !== undefined) refuse(errors.namesTwice(twice.slice(0, 60)));
      return names;
    }),
  });
}

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
