import type { Verdict } from "../../domain/preflight.ts";
import type { Role } from "../../domain/role.ts";
import type { Reader } from "../reader.ts";
import { someListed } from "../some.ts";
import { code, note, paragraph } from "../spans.ts";
import type { Form, Span } from "../view.ts";

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
      ...someListed(reader, bad, SHOWN),
      ...(fine.length === 0 ? [] : [paragraph(review.goOn), ...someListed(reader, fine, SHOWN)]),
      ...(strong ? [paragraph(review.role(roles[role]))] : []),
      note(forms.invite.willEmail),
    ],
    fields: [],
  };
}
