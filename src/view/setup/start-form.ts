import { z } from "zod";
import { channelField, dialog, peopleField } from "../core/fields.ts";
import { ownIds, type Reader } from "../core/reader.ts";
import { list, note, paragraph } from "../core/spans.ts";
import { chosen, optionalId } from "../core/values.ts";
import type { Form } from "../core/view.ts";

/** Starts the Setup, with the quickstart's prerequisites. */
export function startForm(reader: Reader, _data: object = {}): Form {
  const { start } = reader.strings.forms;
  return dialog(reader, { form: "start" }, start, {
    intro: [paragraph(start.intro), list(start.needs()), note(start.channelNote)],
    fields: [
      channelField("approvals", start.approvals, start.approvalsHint),
      channelField("news", start.news, start.newsHint),
      peopleField("approvers", start.approvers, { hint: start.approversHint, without: ownIds(reader) }),
    ],
  });
}

export const startSchema = (_reader: Reader) =>
  z.object({ approvals: optionalId, news: optionalId, approvers: chosen });
