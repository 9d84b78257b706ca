import { z } from "zod";
import type { Mode } from "../../domain/mode.ts";
import type { Reader } from "../reader.ts";
import { joined, note, type Piece, paragraph } from "../spans.ts";
import { keyWords, type State } from "../step-rows.ts";
import type { Form } from "../view.ts";
import { ticked } from "./values.ts";

type Data = State & { readonly mode: Mode };

/** What is still missing, and a person's word that a key works. */
export function verifyForm(reader: Reader, { setup, counts, mode, now }: Data): Form {
  const { forms, checklist } = reader.strings;
  const { verify, cancel } = forms;
  const { keyWorks } = setup;
  const missing: Piece[] = [
    ...(counts.active > 0 ? [] : [checklist.missingActive]),
    ...(keyWorks === null ? [checklist.missingKey] : []),
  ];
  return {
    ref: { form: "verify" },
    title: verify.title,
    submit: verify.submit,
    close: cancel,
    intro: [
      ...(missing.length === 0
        ? [paragraph(verify.done)]
        : [{ kind: "list" as const, items: missing.map((piece) => joined([piece])) }]),
      ...keyWords(reader, setup, now).map((words) => note(words)),
      note(checklist.memberCounts(counts.active, counts.pending)),
      note(verify.expect, " ", mode === "automatic" ? verify.automatic : verify.guided),
    ],
    fields: [
      {
        kind: "choices",
        name: "keyWorks",
        label: verify.label,
        as: "boxes",
        optional: true,
        options: [{ value: "yes", label: verify.option, description: verify.optionAbout }],
        ...(keyWorks === null ? {} : { initial: ["yes"] }),
      },
    ],
  };
}

export const verifySchema = (_reader: Reader) => z.object({ keyWorks: ticked });
