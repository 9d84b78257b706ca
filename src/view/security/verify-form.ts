import { z } from "zod";
import type { Mode } from "../../domain/mode.ts";
import { dialog, tickField } from "../core/fields.ts";
import type { Reader } from "../core/reader.ts";
import { list, note, paragraph } from "../core/spans.ts";
import { ticked } from "../core/values.ts";
import type { Form } from "../core/view.ts";
import { keyWords, missing, type State } from "../setup/step-rows.ts";

type Data = State & { readonly mode: Mode };

/** What is still missing, and a person's word that a key works. */
export function verifyForm(reader: Reader, { setup, counts, mode, now }: Data): Form {
  const { forms, checklist } = reader.strings;
  const { verify } = forms;
  const lacking = missing(reader, { setup, counts });
  return dialog(reader, { form: "verify" }, verify, {
    intro: [
      lacking.length === 0 ? paragraph(verify.done) : list(lacking),
      ...keyWords(reader, setup, now).map((words) => note(words)),
      note(checklist.memberCounts(counts.active, counts.pending)),
      note(verify.expect, " ", mode === "automatic" ? verify.automatic : verify.guided),
    ],
    fields: [
      tickField(
        "keyWorks",
        verify.label,
        { label: verify.option, description: verify.optionAbout },
        setup.keyWorks !== null,
      ),
    ],
  });
}

export const verifySchema = (_reader: Reader) => z.object({ keyWorks: ticked });
