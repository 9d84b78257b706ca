import { z } from "zod";
import { ownIds, type Reader } from "../reader.ts";
import { list, note, paragraph } from "../spans.ts";
import type { Form } from "../view.ts";
import { channelField, dialog, peopleField } from "./fields.ts";
import { chosen, optionalId } from "./values.ts";

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
