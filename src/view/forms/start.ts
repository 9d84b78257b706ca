import { z } from "zod";
import { ownIds, type Reader } from "../reader.ts";
import { link, note, paragraph } from "../spans.ts";
import { LINKS } from "../steps.ts";
import type { Form } from "../view.ts";
import { chosen, optionalId } from "./values.ts";

/** Starts the Setup, with the quickstart's prerequisites. */
export function startForm(reader: Reader, _data: object = {}): Form {
  const { start, cancel } = reader.strings.forms;
  return {
    ref: { form: "start" },
    title: start.title,
    submit: start.submit,
    close: cancel,
    intro: [
      paragraph(start.intro),
      { kind: "list", items: start.needs(link(start.createAccount, LINKS.account)) },
      note(start.channelNote),
    ],
    fields: [
      {
        kind: "channel",
        name: "approvals",
        label: start.approvals,
        hint: start.approvalsHint,
        optional: true,
      },
      { kind: "channel", name: "news", label: start.news, hint: start.newsHint, optional: true },
      {
        kind: "people",
        name: "approvers",
        label: start.approvers,
        hint: start.approversHint,
        optional: true,
        without: ownIds(reader),
      },
    ],
  };
}

export const startSchema = (_reader: Reader) =>
  z.object({ approvals: optionalId, news: optionalId, approvers: chosen });
