import { z } from "zod";
import type { Alert } from "../../domain/alert.ts";
import { FIND_LIMIT, LIST_PARTS, type Narrowed } from "../../domain/members/members-list.ts";
import type { Mode } from "../../domain/mode.ts";
import type { Page } from "../../domain/page.ts";
import { reachNotes } from "../alerts/reach.ts";
import { button, compareButtons, opens, pageNote, pageSummary, turnButtons } from "../core/buttons.ts";
import { choiceField, dialog, textField } from "../core/fields.ts";
import type { Reader } from "../core/reader.ts";
import { actions, code, heading, paragraph } from "../core/spans.ts";
import { typed } from "../core/values.ts";
import type { Block, Form, View } from "../core/view.ts";
import { partWord } from "../invitations/invitation-words.ts";
import { type MemberRow, memberRow, waitsToHear } from "./member-rows.ts";

export const MEMBERS_PER_PAGE = 10;

type MembersFacts = {
  readonly list: Page<MemberRow>;
  /** What was looked for. */
  readonly which?: Narrowed;
  readonly mode: Mode;
  readonly now: number;
  readonly alerts?: readonly Alert[];
  /** What is said to a press in the list. */
  readonly answer?: View | undefined;
};

/** Everyone invited or seen at Mistral, with a menu per row. */
export function membersView(reader: Reader, facts: MembersFacts): View {
  const { list, which = {}, mode, now, alerts = [], answer } = facts;
  const { rows, page } = list;
  const at = { ...which, page };
  const { lists } = reader.strings;
  return {
    summary: answer?.summary ?? pageSummary(reader, lists.membersTitle, list),
    blocks: [
      ...(answer?.blocks ?? []),
      heading(lists.membersTitle),
      ...lookedFor(reader, facts),
      ...looking(reader, facts),
      ...rows.map((row) => memberRow(reader, row, { mode, now, at, alerts })),
      ...reachNotes(reader, rows.map(waitsToHear)),
      ...pageNote(reader, list),
      ...actions(
        ...turnButtons(reader, list, (page) => ({ do: "members", ...at, page })),
        opens(lists.homeInvite, { form: "invite" }),
        ...compareButtons(reader, mode),
      ),
    ],
  };
}

const isNarrowed = ({ find = "", only }: Narrowed): boolean => find !== "" || only !== undefined;

function lookedFor(reader: Reader, { list, which = {} }: MembersFacts): Block[] {
  const { lists } = reader.strings;
  if (!isNarrowed(which)) return list.total === 0 ? [paragraph(lists.noPeople)] : [];
  const { find = "", only } = which;
  const part = only === undefined ? null : partWord(reader, only);
  return [paragraph(lists.narrowed(find === "" ? null : code(find), part, list.total))];
}

/** Above the rows, because whoever looks for one of many does not read to the end. */
function looking(reader: Reader, { list, which = {} }: MembersFacts): Block[] {
  const { buttons } = reader.strings.lists;
  if (list.total === 0 && !isNarrowed(which)) return [];
  const everybody = button(buttons.everybody, { do: "members", page: 0 });
  return actions(opens(buttons.find, { form: "find", ...which }), ...(isNarrowed(which) ? [everybody] : []));
}

const ALL = "all";

/** Whom to look for in the members list. It begins with what was looked for last. */
export function findForm(reader: Reader, { find, only }: Narrowed): Form {
  const { find: words } = reader.strings.forms;
  const parts = LIST_PARTS.map((part) => ({ value: part, label: partWord(reader, part) }));
  return dialog(reader, { form: "find" }, words, {
    fields: [
      textField("find", words.find, {
        hint: words.findHint,
        optional: true,
        maxLength: FIND_LIMIT,
        initial: find,
      }),
      choiceField("only", words.only, {
        options: [{ value: ALL, label: words.all }, ...parts],
        initial: only ?? ALL,
      }),
    ],
  });
}

export function findSchema({ strings }: Reader) {
  const { choose } = strings.forms.errors;
  return z.object({
    find: typed.transform((text) => text.slice(0, FIND_LIMIT)),
    only: z
      .enum([ALL, ...LIST_PARTS], { error: choose })
      .transform((part) => (part === ALL ? undefined : part)),
  });
}
