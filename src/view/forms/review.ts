import type { Verdict } from "../../domain/preflight.ts";
import type { Role } from "../../domain/role.ts";
import type { Reader } from "../reader.ts";
import { code, joined, note, paragraph } from "../spans.ts";
import type { Block, Form, Span } from "../view.ts";

type Data = {
  readonly verdicts: readonly Verdict[];
  /** How many rows can go on. */
  readonly good: number;
  readonly role: Role;
  readonly draft: number;
};

const SHOWN = 30;

/** A verdict per row, before anything is saved; the good rows can go on without the others. */
export function reviewForm(reader: Reader, { verdicts, good, role, draft }: Data): Form {
  const { forms, problems, roles } = reader.strings;
  const { review } = forms;
  const bad = verdicts.flatMap(({ address, problem }): Span[][] =>
    problem === null ? [] : [review.problem(address.slice(0, 254), problems[problem])],
  );
  const fine = verdicts.filter(({ problem }) => problem === null).map(({ address }) => [code(address)]);
  const strong = verdicts.some(({ problem, strongRole }) => problem === null && strongRole);
  return {
    ref: { form: "review", draft },
    title: review.title,
    submit: review.submit(good),
    close: review.close,
    intro: [
      paragraph(review.intro(bad.length, good)),
      ...someOf(reader, bad),
      ...(fine.length === 0 ? [] : [paragraph(review.goOn), ...someOf(reader, fine)]),
      ...(strong ? [paragraph(review.role(roles[role]))] : []),
      note(forms.invite.willEmail),
    ],
    fields: [],
  };
}

function someOf(reader: Reader, items: readonly Span[][]): Block[] {
  const rest = items.length - SHOWN;
  const more = rest > 0 ? [joined([reader.strings.andMore(rest)])] : [];
  return items.length === 0 ? [] : [{ kind: "list", items: [...items.slice(0, SHOWN), ...more] }];
}
