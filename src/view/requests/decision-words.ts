import { deciderOf } from "../approvals/away.ts";
import { mention, moment, type Reader } from "../core/reader.ts";
import { joined, note, paragraph, quote } from "../core/spans.ts";
import type { Block, Span } from "../core/view.ts";
import type { RequestFacts } from "./request-parts.ts";

/** The approvals so far, and that Admin takes another one. */
export function agreedLines(reader: Reader, { agreed, sides, now }: RequestFacts): Span[][] {
  const { requests } = reader.strings;
  const takesSecond = sides.some(({ missing, given }) => missing * given === 1);
  return agreed.map((one, at) => {
    const words = requests.agreedBy(deciderOf(reader, one), moment(reader, one.at, now));
    return takesSecond && at === agreed.length - 1 ? joined([words, requests.takesSecond], " ") : words;
  });
}

export function decision(reader: Reader, facts: RequestFacts): Block[] {
  const { request, sides, alternates, now } = facts;
  const { requests } = reader.strings;
  const { state, requester, approvals, decision: ended, held } = request;
  const at = (when: number) => moment(reader, when, now);
  const isNobodyThere = sides.some(({ people }) => people.length === 0);
  if (state === "open" || ended === null)
    return [
      ...(held === null ? [] : [note(reader.strings.groups.held(mention(reader, held.by), at(held.at)))]),
      ...agreedLines(reader, facts).map((line) => paragraph(line)),
      ...(isNobodyThere && alternates.length === 0 ? [note(requests.nobodyElse)] : []),
    ];
  const earlier = approvals.filter(({ by }) => state === "approved" && by !== ended.by);
  const how = state === "approved" && ended.by === requester ? "alone" : state;
  return [
    ...earlier.map((one) => paragraph(requests.ended.approved(deciderOf(reader, one), at(one.at)))),
    paragraph(requests.ended[how](deciderOf(reader, ended), at(ended.at))),
    ...(state === "denied" && ended.reason ? [quote(requests.reasonDenied, ended.reason)] : []),
  ];
}
