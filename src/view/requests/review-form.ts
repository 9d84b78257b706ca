import { type Preflight, requestsFor } from "../../domain/requests/preflight.ts";
import type { Role } from "../../domain/role.ts";
import type { Reader } from "../core/reader.ts";
import { someListed, someNamed } from "../core/reader.ts";
import { code, note, paragraph } from "../core/spans.ts";
import type { Form, Span } from "../core/view.ts";

type Data = Preflight & { readonly role: Role; readonly draft: number };

const SHOWN = 30;
const NAMED = 5;

/** A verdict per row, before anything is saved; the good rows can go on without the others. */
export function reviewForm(reader: Reader, { verdicts, repeated, role, draft }: Data): Form {
  const { forms, problems, roles } = reader.strings;
  const { review } = forms;
  const bad = verdicts.flatMap(({ address, problem }): Span[][] =>
    problem === null ? [] : [review.problem(address.slice(0, 254), problems[problem])],
  );
  const good = verdicts.flatMap(({ address, problem }) => (problem === null ? [address] : []));
  const n = good.length;
  const requests = requestsFor(good).length;
  return {
    ref: { form: "review", draft },
    title: review.title,
    submit: review.submit(n),
    close: review.close,
    intro: [
      paragraph(review.intro(bad.length, n)),
      ...(repeated.length === 0
        ? []
        : [paragraph(...review.repeated(someNamed(reader, repeated.map(code), NAMED)))]),
      ...(requests > 1 ? [paragraph(review.requests(requests))] : []),
      ...someListed(reader, bad, SHOWN),
      ...(n === 0 ? [] : [paragraph(review.goOn(n))]),
      ...someListed(
        reader,
        good.map((address) => [code(address)]),
        SHOWN,
      ),
      ...(n > 0 && role !== "member" ? [paragraph(review.role(n, roles[role]))] : []),
      note(forms.invite.willEmail),
    ],
    fields: [],
  };
}
