import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import type { FormName } from "../../../src/domain/action.ts";
import { languageSchema } from "../../../src/view/accounts/account-card.ts";
import { reasonSchema } from "../../../src/view/core/values.ts";
import { compareSchema, roleSchema } from "../../../src/view/members/members-list.ts";
import { changeSchema } from "../../../src/view/requests/decision-forms.ts";
import { inviteSchema } from "../../../src/view/requests/invite-form.ts";
import { domainSchema, securitySchema } from "../../../src/view/security/measures.ts";
import { settingsSchema } from "../../../src/view/setup/settings-form.ts";
import {
  billingSchema,
  handSchema,
  organizationSchema,
  startSchema,
  verifySchema,
  workspacesSchema,
} from "../../../src/view/setup/step-forms.ts";
import { anyText } from "../../support/any/any-text.ts";
import { samples } from "../../support/reading/samples.ts";
import { invitation, readerOf, request } from "../../support/samples/facts.ts";

const ana = readerOf("p_ana");

/** Every form with something to fill in. */
const SCHEMAS: Readonly<Record<Exclude<FormName, "review" | "compared" | "approve">, z.ZodType>> = {
  start: startSchema(ana),
  organization: organizationSchema(ana),
  billing: billingSchema(ana),
  workspaces: workspacesSchema(ana),
  invite: inviteSchema(ana),
  compare: compareSchema(ana),
  deny: reasonSchema(ana),
  change: changeSchema(ana, { request: request(), invitations: [invitation()] }),
  security: securitySchema(ana),
  domain: domainSchema(ana),
  verify: verifySchema(ana),
  hand: handSchema(ana),
  impossible: reasonSchema(ana),
  role: roleSchema(ana),
  settings: settingsSchema(ana),
  language: languageSchema(ana),
};

const value = fc.oneof(
  fc.constant(null),
  anyText({ maxLength: 40 }),
  fc.constantFrom("a@b.io", "admin", "member", "team", "card", "1", "new", "x".repeat(4000)),
  fc.array(fc.string({ maxLength: 8 }), { maxLength: 4 }),
);

function fieldsOf(form: string): string[] {
  const drawn = samples().find((sample) => sample.form?.ref?.form === form)?.form;
  // Left out where there is no Workspace to choose from.
  return [...(drawn?.fields.map(({ name }) => name) ?? []), ...(form === "invite" ? ["workspaces"] : [])];
}

describe("a submission", () => {
  it.each(Object.entries(SCHEMAS))(
    "of the %s form is read or refused at its fields, in our words",
    (form, schema) => {
      const names = fieldsOf(form);
      const submission = fc.record(Object.fromEntries(names.map((name) => [name, value])), {
        requiredKeys: [],
      });
      fc.assert(
        fc.property(submission, (values) => {
          const result = schema.safeParse(values);
          for (const { path, message } of result.success ? [] : result.error.issues) {
            expect(names).toContain(path[0]);
            expect(message).not.toMatch(/^(Invalid|Too|Expected|Required)/);
            expect(message.length).toBeLessThanOrEqual(150);
          }
        }),
        { numRuns: 200 },
      );
    },
  );
});
