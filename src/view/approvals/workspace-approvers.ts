import type { PersonId } from "../../domain/accounts/person.ts";
import type { WorkspaceApprovers } from "../../domain/approvals/workspace-approvers.ts";
import type { Workspace } from "../../domain/setup/workspace.ts";
import { type Dialog, dialog, menuField, peopleField } from "../core/fields.ts";
import { mention, type Reader, someNamed } from "../core/reader.ts";
import { paragraph, text } from "../core/spans.ts";
import type { Block, Span } from "../core/view.ts";
import { endRow } from "./end-row.ts";

const NAMED = 10;

export const namesOf = (reader: Reader, people: readonly PersonId[]): Span[] =>
  someNamed(
    reader,
    people.map((person) => mention(reader, person)),
    NAMED,
  );

type Named = { readonly workspace: string | null; readonly approvers: string[] };

export function workspaceApproversForm(reader: Reader, workspaces: readonly Workspace[]): Dialog<Named> {
  const { workspaceApprovers: words, forms } = reader.strings;
  const options = workspaces.map(({ id, name }) => ({ value: `${id}`, label: name }));
  return dialog(
    reader,
    { form: "workspace-approvers" },
    { title: words.title, submit: forms.save },
    {
      intro: [paragraph(words.intro)],
      fields: {
        workspace: menuField(words.workspace, { options }),
        approvers: peopleField(words.title, { optional: undefined }),
      },
    },
  );
}

/** In the settings. */
export const workspaceApproversRow = (
  reader: Reader,
  { id, name }: Workspace,
  { people }: WorkspaceApprovers,
): Block =>
  endRow(reader, { of: "workspace-approvers", id }, name, sideWords(reader, { workspace: name, people }));

/** Who is asked for a Workspace, or (null) for all else. */
export function sideWords(
  reader: Reader,
  { workspace, people }: { readonly workspace: string | null; readonly people: readonly PersonId[] },
): Span[] {
  const { workspaceApprovers: words } = reader.strings;
  if (workspace === null) return [text(words.askedForRest)];
  return words.asked(workspace, namesOf(reader, people));
}
