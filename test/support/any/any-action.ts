import fc from "fast-check";
import { PLATFORMS } from "../../../src/domain/accounts/person.ts";
import { type FormRef, formRef, type UserAction, userAction } from "../../../src/domain/action.ts";
import { MEASURES } from "../../../src/domain/setup/observed.ts";
import { STEP_NAMES } from "../../../src/domain/setup/setup.ts";

type Shape = {
  shape: Record<string, { def: { type: string; values?: string[]; entries?: Record<string, string> } }>;
};

const id = fc.oneof(fc.integer({ min: 1, max: 1e6 }), fc.constant(Number.MAX_SAFE_INTEGER));

/** Any value of one member of a union, read off its schema, so that a new action is tested by being there. */
export function anyOf(option: Shape): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(
    Object.fromEntries(
      Object.entries(option.shape)
        .filter(([name]) => name !== "seen")
        .map(([name, field]) => {
          if (name === "to") return [name, fc.oneof(...formOptions.map(anyOf))];
          if (["member", "account", "person"].includes(name)) return [name, fc.uuid()];
          if (name === "after") return [name, fc.emailAddress()];
          if (name === "find") return [name, fc.string({ maxLength: 60 })];
          if (field.def.type === "enum")
            return [name, fc.constantFrom(...Object.values(field.def.entries ?? {}))];
          if (name === "of") return [name, fc.string({ maxLength: 60 })];
          if (name === "platform") return [name, fc.constantFrom(...PLATFORMS)];
          if (name === "step") return [name, fc.constantFrom(...STEP_NAMES)];
          if (name === "ask") return [name, fc.constantFrom("a1", "b100")];
          if (name === "page") return [name, fc.integer({ min: 0, max: 9999 })];
          if (name === "for") return [name, fc.constantFrom("self", "others")];
          if (name === "back") return [name, fc.constant("status")];
          if (name === "measure") return [name, fc.constantFrom(...MEASURES)];
          if (name === "rows") return [name, fc.integer({ min: 0, max: 100 })];
          if (field.def.type === "boolean") return [name, fc.boolean()];
          if (field.def.type === "literal") return [name, fc.constantFrom(...(field.def.values ?? []))];
          return [name, id];
        }),
    ),
  );
}

const formOptions = formRef.options as unknown as Shape[];
export const actionOptions = userAction.options as unknown as (Shape & {
  shape: { do: { def: { values: string[] } } };
})[];

/** What an open form remembers of its fields. No button holds that. */
const remembering = fc.record({
  form: fc.constantFrom("settings", "security"),
  seen: fc.dictionary(fc.string({ maxLength: 20 }), fc.base64String({ maxLength: 8 }), { maxKeys: 10 }),
});

export const anyForm: fc.Arbitrary<FormRef> = fc
  .oneof(...formOptions.map(anyOf), remembering)
  .map((raw) => formRef.parse(raw));
export const anyAction: fc.Arbitrary<UserAction> = fc
  .oneof(...actionOptions.map(anyOf))
  .map((raw) => userAction.parse(raw));
