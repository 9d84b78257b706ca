import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { parseAddresses } from "../../../src/domain/requests/address.ts";
import { compareSchema } from "../../../src/view/members/members-list.ts";
import { inviteForm, inviteSchema } from "../../../src/view/requests/invite-form.ts";
import { domainSchema, securitySchema } from "../../../src/view/security/measures.ts";
import { settingsSchema } from "../../../src/view/setup/settings-form.ts";
import { workspacesSchema } from "../../../src/view/setup/step-forms.ts";
import * as sample from "../../support/samples/facts.ts";
import { settingsSample } from "../../support/samples/forms.ts";

const ana = sample.readerOf("p_ana");
const MOST = 3000;

/** What a client sends of text that is too long for its field. */
const CUTS: readonly (readonly [string, (text: string) => string])[] = [
  ["at its 3,000th character", (text) => text.slice(0, MOST)],
  [
    "and trims it",
    (text) =>
      `${text
        .slice(0, MOST - 1)
        .trim()
        .padEnd(MOST - 1, "x")} `.trim(),
  ],
  ["and counts a line break as two", (text) => withCrlf(text).slice(0, MOST).replaceAll("\r", "")],
  ["and sends a line break as two", (text) => withCrlf(text.slice(0, MOST))],
];

const withCrlf = (text: string): string => text.replaceAll("\n", "\r\n");
const addresses = (n: number): string[] =>
  Array.from({ length: n }, (_, at) => `somebody.number.${at + 100}@lumen.example`);
const list = addresses(95).join("\n");
const RECORD = "mistral-domain-verification=abc123";

const FIELDS: readonly (readonly [field: string, schema: z.ZodType, others: object, text: string])[] = [
  ["addresses", inviteSchema(ana), { role: "member" }, list],
  ["more", inviteSchema(ana), { role: "member", addresses: "ana@lumen.example" }, list],
  ["list", compareSchema(ana), { from: "written" }, list],
  ["names", workspacesSchema(ana), {}, list],
  ["domains", settingsSchema(ana), { level: "everything" }, list.replaceAll("@", ".")],
  ["domains", securitySchema(ana), {}, list.replaceAll("@", ".")],
  [
    "record",
    domainSchema(ana),
    { domain: "lumen.example" },
    `${"Add this to the DNS of your domain.\n".repeat(90)}${RECORD}`,
  ],
];

const saidAt = (schema: z.ZodType, field: string, values: object): string[] => {
  const { error } = schema.safeParse(values);
  return (error?.issues ?? []).filter(({ path }) => path[0] === field).map(({ message }) => message);
};

describe.each(FIELDS)("the field %s", (field, schema, others, text) => {
  it.each(CUTS)("is refused when the client cuts it off %s", (_how, cut) => {
    expect(saidAt(schema, field, { ...others, [field]: cut(text) })).toEqual([
      expect.stringMatching(/^This field is full, so the end of .+ may be missing\. .+\.$/),
    ]);
  });

  it("is not called full when it is not", () => {
    const said = saidAt(schema, field, { ...others, [field]: text.slice(0, 2800) });
    expect(said.join()).not.toContain("full");
  });
});

describe("what a form is filled in with", () => {
  it.each([90, 95, 96, 200])("can be sent as it is, with a list of %i", (n) => {
    const form = inviteForm(ana, {
      initial: { addresses: addresses(n).join("\n"), role: "member", seats: [] },
      ...{ workspaces: [], maySkipApproval: false, billingAllows: true, ssoIsOn: false },
      ...{ takesFile: false, sendsTemplate: false, listed: 0 },
    });
    const filled = Object.fromEntries(
      form.fields.flatMap((field) => (field.kind === "text" ? [[field.name, field.initial]] : [])),
    );
    for (const field of ["addresses", "more"])
      expect(saidAt(inviteSchema(ana), field, { ...filled, role: "member" }).join()).not.toContain("full");
    const whole = parseAddresses(`${filled["addresses"]}\n${filled["more"] ?? ""}`);
    for (const { address } of whole) expect(address).toMatch(/^somebody\.number\.\d{3}@lumen\.example$/);
  });

  it("has the whole list of domains", () => {
    const typed = Array.from({ length: 50 }, (_, at) => `${"x".repeat(49)}${at + 10}.example`);
    const said = (domains: string) =>
      saidAt(settingsSchema(ana), "domains", { level: "everything", domains }).join();
    expect(said(typed.join(" "))).toContain("full");
    const some = typed.map((each) => each.slice(1));
    const setup = { ...sample.fresh, settings: { ...sample.fresh.settings, domains: some } };
    const { fields } = settingsSample(setup);
    expect(fields).toContainEqual(expect.objectContaining({ name: "domains", initial: some.join("\n") }));
    expect(said(some.join("\n"))).toBe("");
  });
});
