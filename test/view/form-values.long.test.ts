import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import type { FormName } from "../../src/domain/action.ts";
import { billingSchema } from "../../src/view/forms/billing.ts";
import { changeSchema } from "../../src/view/forms/change.ts";
import { compareSchema } from "../../src/view/forms/compare.ts";
import { denySchema } from "../../src/view/forms/deny.ts";
import { domainSchema } from "../../src/view/forms/domain.ts";
import { findSchema } from "../../src/view/forms/find.ts";
import { handSchema } from "../../src/view/forms/hand.ts";
import { impossibleSchema } from "../../src/view/forms/impossible.ts";
import { inviteSchema } from "../../src/view/forms/invite.ts";
import { languageSchema } from "../../src/view/forms/language.ts";
import { organizationSchema } from "../../src/view/forms/organization.ts";
import { roleSchema } from "../../src/view/forms/role.ts";
import { securitySchema } from "../../src/view/forms/security.ts";
import { settingsSchema } from "../../src/view/forms/settings.ts";
import { startSchema } from "../../src/view/forms/start.ts";
import { verifySchema } from "../../src/view/forms/verify.ts";
import { workspacesSchema } from "../../src/view/forms/workspaces.ts";
import { anyText } from "../support/any-text.ts";
import { invitation, readerOf, request } from "../support/sample-facts.ts";
import { samples } from "../support/samples.ts";

const ana = readerOf("p_ana");

/** Every form with something to fill in. */
const SCHEMAS: Readonly<Record<Exclude<FormName, "review" | "compared" | "approve">, z.ZodType>> = {
  start: startSchema(ana),
  organization: organizationSchema(ana),
  billing: billingSchema(ana),
  workspaces: workspacesSchema(ana),
  invite: inviteSchema(ana),
  compare: compareSchema(ana),
  deny: denySchema(ana),
  change: changeSchema(ana, { request: request(), invitations: [invitation()] }),
  security: securitySchema(ana),
  domain: domainSchema(ana),
  verify: verifySchema(ana),
  hand: handSchema(ana),
  impossible: impossibleSchema(ana),
  role: roleSchema(ana),
  "member-role": roleSchema(ana),
  settings: settingsSchema(ana),
  language: languageSchema(ana),
  find: findSchema(ana),
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

  it.each(Object.entries(SCHEMAS))(
    "of the %s form says something about an empty one, or takes it",
    (_form, schema) => {
      const result = schema.safeParse({});
      for (const { message } of result.success ? [] : result.error.issues) expect(message).toMatch(/[.]$/);
    },
  );
});
