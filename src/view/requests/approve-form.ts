import { dialog } from "../core/fields.ts";
import { mention, type Reader } from "../core/reader.ts";
import { list, note, paragraph } from "../core/spans.ts";
import type { Form } from "../core/view.ts";
import { outsideSentence, toBeRead } from "./asked-addresses.ts";
import { askedInOrder, beforeDecision, decision, type RequestFacts, requestPages } from "./request-parts.ts";

type Shown = {
  /** From 0. */
  readonly page: number;
  /** Others changed the Request since this reader began to read it. */
  readonly changed?: boolean;
};

/** All that is asked for, page by page; Approve stands at the end of the last. */
export function approveForm(reader: Reader, facts: RequestFacts, { page, changed = false }: Shown): Form {
  const { requests, roles, buttons, lists } = reader.strings;
  const { request, ownDomains = [] } = facts;
  const all = askedInOrder(facts);
  const pages = requestPages(reader, facts);
  const first = pages.slice(0, page).flat().length;
  const items = pages[page] ?? [];
  const isLast = page + 1 >= pages.length;
  const outside = outsideSentence(reader, all, ownDomains);
  const submit = isLast ? requests.buttons.approve : buttons.next;
  const form = dialog(
    reader,
    { form: "approve", request: request.id },
    { title: requests.approveTitle, submit },
    {
      intro: [
        ...(changed ? [paragraph(requests.changedMeanwhile)] : []),
        paragraph(requests.asks(mention(reader, request.requester), all.length, roles[request.role])),
        ...outside.map((sentence) => paragraph(sentence)),
        list(items),
        ...(pages.length > 1 ? [note(lists.page(page + 1, pages.length))] : []),
        ...(isLast ? [...beforeDecision(reader, facts), ...decision(reader, facts)] : []),
      ],
      fields: [],
    },
  );
  return { ...form, beside: [...outside, ...toBeRead(reader, all.slice(first, first + items.length), [])] };
}
