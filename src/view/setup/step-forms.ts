import type { PersonId } from "../../domain/accounts/person.ts";
import type { Mode } from "../../domain/invitations/invitation.ts";
import { PAYMENT_MEANS, PLANS, type Setup, type StepName } from "../../domain/setup/setup.ts";
import { isSameName, WORKSPACE_NAME_LENGTH, type Workspace } from "../../domain/setup/workspace.ts";
import {
  channelField,
  choiceField,
  dialog,
  listField,
  numberField,
  optionsOf,
  peopleField,
  personField,
  textField,
  tickField,
} from "../core/fields.ts";
import { ownIds, type Reader } from "../core/reader.ts";
import { list, note, paragraph } from "../core/spans.ts";
import { requiredText, typed, wholeText } from "../core/values.ts";
import { keyWords, missing, type State, workspaceWords } from "./step-rows.ts";

export function startForm(reader: Reader) {
  const { start } = reader.strings.forms;
  return dialog(reader, { form: "start" }, start, {
    intro: [paragraph(start.intro), list(start.needs()), note(start.channelNote)],
    fields: {
      approvals: channelField(start.approvals, start.approvalsHint),
      news: channelField(start.news, start.newsHint),
      approvers: peopleField(start.approvers, { hint: start.approversHint, without: ownIds(reader) }),
    },
  });
}

export function organizationForm(reader: Reader, { setup }: { readonly setup: Setup }) {
  const { forms, steps } = reader.strings;
  const { organization: words, errors } = forms;
  const todo = steps.organization.todo();
  return dialog(reader, { form: "organization" }, words, {
    intro: [list(todo.slice(0, -1)), paragraph("⚠️ ", todo.at(-1) ?? "")],
    fields: {
      name: textField(
        words.name,
        { hint: words.nameHint, maxLength: 255, initial: setup.organization ?? undefined },
        requiredText(errors.missing, 255, errors.long(255)),
      ),
    },
  });
}

type BillingData = { readonly setup: Setup; readonly warmupMinutes: number };

export function billingForm(reader: Reader, { setup: { billing }, warmupMinutes }: BillingData) {
  const { forms, means, plans, minutes, steps } = reader.strings;
  const { billing: words } = forms;
  return dialog(reader, { form: "billing" }, words, {
    intro: [list(steps.billing.todo()), paragraph(words.warmup(minutes(warmupMinutes)))],
    fields: {
      means: choiceField(reader, words.means, {
        options: optionsOf(PAYMENT_MEANS, means),
        initial: billing?.means ?? "card",
      }),
      plan: choiceField(reader, words.plan, {
        options: PLANS.map((value) => ({ value, label: plans[value], description: words.plans[value] })),
        initial: billing?.plan ?? undefined,
      }),
      monthlyLimit: numberField(
        words.limit,
        {
          ...{ hint: words.limitHint, optional: true, min: 1, max: MAX_LIMIT },
          initial: billing?.monthlyLimit ?? undefined,
        },
        typed
          .transform((value) => (value === "" ? null : Number(value)))
          .refine((value) => value === null || isLimit(value), forms.errors.whole),
      ),
    },
  });
}

const MAX_LIMIT = 100_000_000;

const isLimit = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= MAX_LIMIT;

export function verifyForm(reader: Reader, facts: State & { readonly mode: Mode }) {
  const { setup, counts, mode, now } = facts;
  const { forms, checklist } = reader.strings;
  const { verify } = forms;
  const lacking = missing(reader, { setup, counts });
  return dialog(reader, { form: "verify" }, verify, {
    intro: [
      lacking.length === 0 ? paragraph(verify.done) : list(lacking),
      ...keyWords(reader, setup, now).map((words) => note(words)),
      note(checklist.memberCounts(counts.active, counts.pending)),
      ...(mode === "guided" ? [note(verify.guided)] : []),
    ],
    fields: {
      keyWorks: tickField(
        verify.label,
        { label: verify.option, description: verify.optionAbout },
        setup.keyWorks !== null,
      ),
    },
  });
}

export function handForm(reader: Reader, { step }: { readonly step: StepName }) {
  const { forms, steps } = reader.strings;
  const { hand } = forms;
  return dialog(reader, { form: "hand", step }, hand, {
    intro: [paragraph(hand.intro(steps[step].title))],
    fields: { person: personField(reader, hand.person, { without: ownIds(reader) }) },
  });
}

const MOST_WORKSPACES = 20;

type WorkspacesData = {
  readonly workspaces: readonly Workspace[];
  readonly mode: Mode;
  readonly owner: PersonId;
};

export function workspacesForm(reader: Reader, { workspaces, mode, owner }: WorkspacesData) {
  const { workspaces: words, errors } = reader.strings.forms;
  return dialog(reader, { form: "workspaces" }, words, {
    intro: [
      // Where there are some, one was not enough, and that choice is no longer in the checklist.
      ...(workspaces.some(({ state }) => state === "created") ? [] : [paragraph(words.intro)]),
      ...workspaceWords(reader, workspaces, { owner, may: true }).map((sentence) => note(sentence)),
      note(mode === "automatic" ? words.automatic : words.guided()),
    ],
    fields: {
      names: listField(
        words.names,
        { hint: words.namesHint, placeholder: words.placeholder },
        wholeText(errors.full).transform((text, context) => {
          const refuse = (message: string) => context.addIssue({ code: "custom", message });
          const lines = text.split(/\r?\n/).map((line) => line.trim());
          const names = lines.filter((line) => line !== "");
          // Mistral counts code points.
          const long = names.find((name) => [...name].length > WORKSPACE_NAME_LENGTH);
          const twice = names.find((name, at) => names.findIndex((other) => isSameName(other, name)) < at);
          if (names.length === 0) refuse(errors.missing);
          if (long !== undefined) refuse(errors.nameLongAt(long.slice(0, 40)));
          if (twice !== undefined) refuse(errors.namesTwice(twice.slice(0, 60)));
          if (names.length > MOST_WORKSPACES) refuse(errors.namesMany);
          return names;
        }),
      ),
    },
  });
}
