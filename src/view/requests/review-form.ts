import type { AddressFile } from "../../domain/requests/address-file.ts";
import { MAX_ADDRESSES, type Preflight } from "../../domain/requests/preflight.ts";
import type { Role } from "../../domain/role.ts";
import type { Reader } from "../core/reader.ts";
import { someListed, someNamed } from "../core/reader.ts";
import { code, note, paragraph } from "../core/spans.ts";
import type { Block, Form, Span } from "../core/view.ts";

type Data = Preflight & {
  /** How many rows can go on. */
  readonly good: number;
  readonly role: Role;
  readonly draft: number;
  /** Of a file: what in it is no address. */
  readonly list: Pick<AddressFile, "ignored" | "without"> | null;
};

const SHOWN = 30;
const NAMED = 5;

/** A verdict per row, before anything is saved; the good rows can go on without the others. */
export function reviewForm(reader: Reader, { verdicts, repeated, good, role, draft, list }: Data): Form {
  const { addressFile, forms, problems, roles } = reader.strings;
  const { review } = forms;
  const bad = verdicts.flatMap(({ address, problem }): Span[][] =>
    problem === null ? [] : [review.problem(address.slice(0, 254), problems[problem])],
  );
  const fine = verdicts.filter(({ problem }) => problem === null).map(({ address }) => [code(address)]);
  const parts = Math.ceil(good / MAX_ADDRESSES);
  const strong = verdicts.some(({ problem, strongRole }) => problem === null && strongRole);
  return {
    ref: { form: "review", draft },
    title: list === null ? review.title : addressFile.review.title,
    submit: review.submit(good),
    close: review.close,
    intro: [
      paragraph(bad.length === 0 ? addressFile.review.fine(good) : review.intro(bad.length, good)),
      ...(repeated.length === 0
        ? []
        : [paragraph(...review.repeated(someNamed(reader, repeated.map(code), NAMED)))]),
      ...(list === null ? [] : besidesAddresses(reader, list)),
      ...(parts > 1 ? [paragraph(addressFile.review.requests(parts, MAX_ADDRESSES))] : []),
      ...someListed(reader, bad, SHOWN),
      ...(fine.length === 0 ? [] : [paragraph(review.goOn(good)), ...someListed(reader, fine, SHOWN)]),
      ...(strong ? [paragraph(review.role(good, roles[role]))] : []),
      note(forms.invite.willEmail),
    ],
    fields: [],
  };
}

/** What in a file is no address. */
export function besidesAddresses(reader: Reader, { ignored, without }: NonNullable<Data["list"]>): Block[] {
  const { review } = reader.strings.addressFile;
  const columns = someNamed(reader, ignored.map(code), NAMED);
  return [
    ...(ignored.length === 0 ? [] : [paragraph(...review.ignored(columns))]),
    ...(without === 0 ? [] : [paragraph(review.without(without))]),
  ];
}
