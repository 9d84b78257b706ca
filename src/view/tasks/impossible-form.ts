import type { Task } from "../../domain/tasks/task.ts";
import { dialog, reasonField } from "../core/fields.ts";
import type { Reader } from "../core/reader.ts";
import { reasonSchema } from "../core/values.ts";
import type { Form } from "../core/view.ts";

/** Why a Task cannot be done. */
export function impossibleForm(reader: Reader, { task }: { readonly task: Pick<Task, "id"> }): Form {
  const { impossible } = reader.strings.forms;
  return dialog(reader, { form: "impossible", task: task.id }, impossible, {
    fields: [reasonField(impossible.reason, impossible.reasonHint)],
  });
}

export const impossibleSchema = reasonSchema;
