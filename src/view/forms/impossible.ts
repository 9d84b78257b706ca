import { z } from "zod";
import type { Task } from "../../domain/task.ts";
import type { Reader } from "../reader.ts";
import type { Form } from "../view.ts";
import { requiredText } from "./values.ts";

const REASON = 500;

/** Why a Task cannot be done. */
export function impossibleForm(reader: Reader, { task }: { readonly task: Pick<Task, "id"> }): Form {
  const { impossible, cancel } = reader.strings.forms;
  return {
    ref: { form: "impossible", task: task.id },
    title: impossible.title,
    submit: impossible.submit,
    close: cancel,
    intro: [],
    fields: [
      {
        kind: "text",
        name: "reason",
        label: impossible.reason,
        hint: impossible.reasonHint,
        multiline: true,
        maxLength: REASON,
      },
    ],
  };
}

export function impossibleSchema(reader: Reader) {
  const { errors } = reader.strings.forms;
  return z.object({ reason: requiredText(errors.reason, REASON, errors.long(REASON)) });
}
