import type { Task } from "../../domain/task.ts";
import type { Reader } from "../reader.ts";
import type { Form } from "../view.ts";
import { dialog, reasonField } from "./fields.ts";
import { reasonSchema } from "./values.ts";

/** Why a Task cannot be done. */
export function impossibleForm(reader: Reader, { task }: { readonly task: Pick<Task, "id"> }): Form {
  const { impossible } = reader.strings.forms;
  return dialog(reader, { form: "impossible", task: task.id }, impossible, {
    fields: [reasonField(impossible.reason, impossible.reasonHint)],
  });
}

export const impossibleSchema = reasonSchema;
