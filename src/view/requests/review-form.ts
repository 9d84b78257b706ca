import { type Preflight, requestsFor } from "../../domain/requests/preflight.ts";
import type { Role } from "../../domain/role.ts";
import type { Reader } from "../core/reader.ts";
import { someListed, someNamed } from "../core/reader.ts";
import { code, note, paragraph } from "../core/spans.ts";
import type { Form, Span } from "../core/view.ts";
import { markedAddress, outsideFirst, outsideSentence, standsOut, toBeRead } from "./asked-addresses.ts";

type Data = Preflight & {
  readonly role: Role;
  readonly draft: number;
  /** Domains of our own. */
  readonly own: readonly string[];
  /** Nobody else looks at them: they are invited as soon as this is submitted. */
  readonly isLastLook: boolean;
};

const SHOWN = 30;
const NAMED = 5;
/** How many that stand out a dialog takes. */
const MOST_READ = 40;

/** A verdict per row, before anything is saved; the good rows can go on without the others. */
export function reviewForm(reader: Reader, { verdicts, repeated, role, draft, own, isLastLook }: Data): Form {
  const { forms, problems, roles } = reader.strings;
  const { review } = forms;
  const bad = verdicts.flatMap(({ address, problem }): Span[][] =>
    problem === null ? [] : [review.problem(address.slice(0, 254), problems[problem])],
  );
  const fine = verdicts.filter(({ problem }) => problem === null);
  const isToRead = (one: (typeof fine)[number]) => role === "admin" || standsOut(one, own);
  const toRead = outsideFirst(fine.filter(isToRead), own);
  const good = [...toRead, ...fine.filter((one) => !isToRead(one))];
  const n = good.length;
  const isTooMuch = isLastLook && toRead.length > MOST_READ;
  const requests = requestsFor(good.map(({ address }) => address)).length;
  return {
    ref: { form: "review", draft },
    title: review.title,
    submit: isTooMuch ? null : review.submit(n),
    close: review.close,
    ...(isLastLook ? { beside: toBeRead(reader, toRead, []) } : {}),
    intro: [
      paragraph(review.intro(bad.length, n)),
      ...(isTooMuch ? [paragraph(review.tooMuch(toRead.length, MOST_READ))] : []),
      ...(repeated.length === 0
        ? []
        : [paragraph(...review.repeated(someNamed(reader, repeated.map(code), NAMED)))]),
      ...(requests > 1 ? [paragraph(review.requests(requests))] : []),
      ...someListed(reader, bad, SHOWN),
      ...(n === 0 ? [] : [paragraph(review.goOn(n))]),
      ...outsideSentence(reader, good, own).map((sentence) => paragraph(sentence)),
      ...someListed(
        reader,
        good.map((one) => markedAddress(reader, one, own)),
        Math.max(SHOWN, Math.min(toRead.length, MOST_READ)),
      ),
      ...(n > 0 && role !== "member" ? [paragraph(review.role(n, roles[role]))] : []),
      note(forms.invite.willEmail),
    ],
    fields: [],
  };
}
