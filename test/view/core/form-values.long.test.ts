import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Dialog } from "../../../src/view/core/fields.ts";
import { anyText } from "../../support/any/any-text.ts";
import { samples } from "../../support/reading/samples.ts";

/** Every form that is filled in, in one of its states. */
const forms = new Map(
  samples().flatMap(({ form }) =>
    form?.ref != null && "input" in form ? [[form.ref.form, form as Dialog<unknown>]] : [],
  ),
);

const value = fc.oneof(
  fc.constant(null),
  anyText({ maxLength: 40 }),
  fc.constantFrom("a@b.io", "admin", "member", "team", "card", "1", "new", "x".repeat(4000)),
  fc.array(fc.string({ maxLength: 8 }), { maxLength: 4 }),
);

describe("a submission", () => {
  it.each([...forms])("of the %s form is read or refused at its fields, in our words", (_, form) => {
    const names = form.fields.map(({ name }) => name);
    const submission = fc.record(Object.fromEntries(names.map((name) => [name, value])), {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(submission, (values) => {
        const result = form.input().safeParse(values);
        for (const { path, message } of result.success ? [] : result.error.issues) {
          expect(names).toContain(path[0]);
          expect(message).not.toMatch(/^(Invalid|Too|Expected|Required)/);
          expect(message.length).toBeLessThanOrEqual(150);
        }
      }),
      { numRuns: 200 },
    );
  });
});
