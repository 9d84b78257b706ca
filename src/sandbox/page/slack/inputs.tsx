import type { JSX } from "preact";
import { useId } from "preact/hooks";
import type { Block } from "../../snapshot.ts";
import { chosenFrom } from "../files.ts";
import { stateField, valueIn } from "../input-state.ts";
import { asObject, asString, plainText } from "../wire.ts";
import { Boxes, type FieldProps, Select } from "./choices.tsx";
import type { Surface } from "./surface.ts";

function TextField({ element, value, set, named }: FieldProps) {
  const max = element["max_length"];
  const common = {
    ...named,
    value: asString(value),
    placeholder: plainText(element["placeholder"]),
    ...(typeof max === "number" ? { maxLength: max } : {}),
    onInput: (event: { currentTarget: { value: string } }) => set(event.currentTarget.value || null),
  };
  if (element["multiline"] === true) return <textarea rows={4} {...common} />;
  // A "number" input hides what it cannot parse; the form checks and says it instead.
  return (
    <input type="text" inputMode={element["type"] === "number_input" ? "decimal" : "text"} {...common} />
  );
}

function FileField({ element, value, set, named }: FieldProps) {
  const names = [value].flat().map((each) => asString(asObject(each)?.["name"]));
  const types = [element["filetypes"] ?? []].flat().map((type) => `.${asString(type)}`);
  const take = async ({ files }: HTMLInputElement): Promise<void> =>
    set(await Promise.all([...(files ?? [])].map(chosenFrom)));
  return (
    <div class="row">
      <input
        type="file"
        {...named}
        accept={types.join(",")}
        multiple={element["max_files"] !== 1}
        onChange={(event) => void take(event.currentTarget)}
      />
      <small>{names.join(", ")}</small>
    </div>
  );
}

const FIELDS: Record<string, (props: FieldProps) => JSX.Element> = {
  plain_text_input: TextField,
  number_input: TextField,
  radio_buttons: Boxes,
  checkboxes: Boxes,
  multi_static_select: Boxes,
  multi_users_select: Boxes,
  file_input: FileField,
};

export function Input({ block, surface }: { block: Block; surface: Surface }) {
  const { entered, enter, errors } = surface;
  const id = useId();
  const element = asObject(block["element"]) ?? {};
  const blockId = block.block_id ?? "";
  const actionId = asString(element["action_id"]);
  const optional = block["optional"] === true;
  const hint = plainText(block["hint"]);
  const error = errors[blockId];
  const below = [error === undefined ? "" : `${id}-error`, hint === "" ? "" : `${id}-hint`];
  const Field = FIELDS[asString(element["type"])] ?? Select;
  return (
    <div class="field">
      <label for={id} id={`${id}-label`}>
        {plainText(block["label"])}
        {optional ? <span class="soft"> (optional)</span> : null}
      </label>
      <Field
        element={element}
        value={valueIn(element, entered(blockId, actionId))}
        set={(value) => enter(blockId, actionId, { [stateField(element) ?? ""]: value })}
        optional={optional}
        named={{
          id,
          "aria-labelledby": `${id}-label`,
          "aria-describedby": below.join(" ").trim() || undefined,
          "aria-invalid": error !== undefined,
        }}
      />
      {error === undefined ? null : (
        <p class="error soft" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
      {hint === "" ? null : (
        <p class="soft" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
