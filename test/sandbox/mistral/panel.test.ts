import { beforeEach, expect, test } from "vitest";
import type { EmbeddedMistral } from "../../../src/sandbox/mistral/embedded-mistral.ts";
import { createEmbeddedMistral } from "../../../src/sandbox/mistral/embedded-mistral.ts";
import type { MistralState } from "../../../src/sandbox/mistral/state.ts";
import { initialMistralState } from "../../../src/sandbox/mistral/state.ts";
import type { Section } from "../../../src/sandbox/world.ts";
import {
  ADMIN_KEY,
  KEY,
  listenEmbeddedMistral,
  memorySection,
  START,
} from "../../support/servers/mistral.ts";

const DAY = 24 * 60 * 60 * 1000;

let now: number;
let section: Section<MistralState>;
let mistral: EmbeddedMistral;

const build = (): EmbeddedMistral =>
  createEmbeddedMistral({ section, now: () => now, adminKey: ADMIN_KEY, key: KEY });

beforeEach(() => {
  now = START;
  section = memorySection(initialMistralState(START));
  mistral = build();
});

const invite = (emails: string, role = "Member") => mistral.change({ kind: "invite", emails, role });
const states = () => mistral.mails().map((mail) => mail.state);

test("the panel starts with the owner, the default Workspace and no payment method", () => {
  expect(mistral.panel()).toMatchObject({
    organization: "Atelier Lumen",
    paymentMethod: false,
    payAsYouGo: true,
    monthlyLimit: null,
    keysWorkAt: null,
    workspaces: [{ name: "Default Workspace", isDefault: true }],
    members: [{ email: "ana@lumen.example", name: "Ana Duarte", role: "Admin", status: "Active" }],
  });
});

test("a payment method makes keys work three minutes later, and adding it twice does not prolong that", () => {
  mistral.change({ kind: "payment", on: true });
  now += 60_000;
  mistral.change({ kind: "payment", on: true });
  expect(mistral.panel()).toMatchObject({ paymentMethod: true, keysWorkAt: START + 180_000 });
  mistral.change({ kind: "payment", on: false });
  expect(mistral.panel().keysWorkAt).toBeNull();
});

test("a limit can be reached, a payment fail and the Admin API key be refused, each until it is over", async () => {
  const world = await listenEmbeddedMistral();
  const { admin, mistral: there } = world;
  there.change({ kind: "limitReached", on: true });
  there.change({ kind: "paymentFailure", on: true });
  expect(there.panel()).toMatchObject({ monthlyLimit: 100, limitReached: true, paymentFailure: true });
  expect(await admin.spendLimit()).toMatchObject({ limit: 100, reached: true, paymentFailure: true });
  there.change({ kind: "refuseKey", on: true });
  await expect(admin.spendLimit()).rejects.toMatchObject({ code: "unauthorized" });
  for (const kind of ["limitReached", "paymentFailure", "refuseKey"] as const)
    there.change({ kind, on: false });
  expect(await admin.spendLimit()).toMatchObject({ reached: false, paymentFailure: false });
  await world.close();
});

test("an invitation by hand writes an e-mail that says what it is for and until when", () => {
  expect(invite("ben@lumen.example", "Billing")).toBeNull();
  const [mail] = mistral.mails();
  expect(mail).toMatchObject({
    to: "ben@lumen.example",
    subject: "Join Atelier Lumen on Mistral",
    sentAt: START,
    state: "open",
  });
  expect(mail?.body).toContain("as Billing");
  expect(mail?.body).toContain("2026-09-08 09:00 UTC");
});

test("accepting makes an Active Member, once, under a name that is known or made from the address", () => {
  invite("ben.okoro@lumen.example");
  const id = mistral.mails()[0]?.id ?? "";
  expect(mistral.panel().members[1]).toMatchObject({ name: "", status: "Pending" });
  expect(mistral.accept(id)).toBeNull();
  expect(mistral.panel().members[1]).toMatchObject({ name: "Ben Okoro", role: "Member", status: "Active" });
  expect(mistral.accept(id)).toMatch(/already/);
  expect(mistral.accept("unknown")).toMatch(/does not exist/);
  invite("b@lumen.example");
  mistral.accept(mistral.mails()[1]?.id ?? "", "Beatriz Sa");
  expect(mistral.panel().members.map(({ name }) => name)).toEqual(["Ana Duarte", "Ben Okoro", "Beatriz Sa"]);
});

test("after seven days an invitation has run out, and another one by hand kills the old link", () => {
  invite("ben@lumen.example");
  now += 7 * DAY;
  expect(states()).toEqual(["expired"]);
  expect(mistral.panel().members[1]?.status).toBe("Expired");
  expect(mistral.accept(mistral.mails()[0]?.id ?? "")).toMatch(/7 days/);
  invite("Ben@lumen.example");
  expect(states()).toEqual(["revoked", "open"]);
  expect(mistral.accept(mistral.mails()[0]?.id ?? "")).toMatch(/replaced/);
  expect(mistral.accept(mistral.mails()[1]?.id ?? "")).toBeNull();
  expect(section.get().doubleInvites).toBe(0);
});

test("a revoked invitation cannot be accepted", () => {
  invite("ben@lumen.example");
  expect(mistral.change({ kind: "revoke", email: "BEN@lumen.example" })).toBeNull();
  expect(states()).toEqual(["revoked"]);
  expect(mistral.accept(mistral.mails()[0]?.id ?? "")).toMatch(/withdrawn/);
  expect(mistral.change({ kind: "revoke", email: "ben@lumen.example" })).toMatch(/Nobody/);
});

test("a role is changed and a Member removed by hand, but for the last Admin", () => {
  const [ana] = mistral.panel().members;
  expect(mistral.change({ kind: "role", email: "ana@lumen.example", role: "Member" })).toMatch(/last Admin/);
  expect(mistral.change({ kind: "remove", email: "ana@lumen.example" })).toMatch(/last Admin/);
  expect(mistral.panel().members).toEqual([ana]);
  invite("ben@lumen.example");
  mistral.accept(mistral.mails()[0]?.id ?? "", "Ben Okoro");
  expect(mistral.change({ kind: "role", email: "BEN@lumen.example", role: "Admin" })).toBeNull();
  expect(mistral.panel().members[1]).toMatchObject({ role: "Admin", status: "Active" });
  expect(mistral.change({ kind: "remove", email: "ana@lumen.example" })).toBeNull();
  expect(mistral.panel().members).toMatchObject([{ email: "ben@lumen.example" }]);
  expect(mistral.change({ kind: "remove", email: "ana@lumen.example" })).toMatch(/Nobody/);
});

test("what does not work by hand is said in one sentence, and the rest is done", () => {
  expect(invite("")).toMatch(/at least one/);
  const problem = invite("ana@lumen.example, nonsense, ben@lumen.example");
  expect(problem).toMatch(/nonsense.*ana@lumen\.example/);
  expect(mistral.panel().members).toHaveLength(2);
  mistral.change({ kind: "payAsYouGo", on: false });
  expect(invite("cleo@lumen.example")).toMatch(/pay-as-you-go/);
});

test("the organization is renamed and Workspaces are added, each name once", () => {
  expect(mistral.change({ kind: "organization", name: " Lumen Labs " })).toBeNull();
  expect(mistral.change({ kind: "organization", name: " " })).toMatch(/name/);
  expect(mistral.change({ kind: "workspace", name: "Production" })).toBeNull();
  expect(mistral.change({ kind: "workspace", name: "production" })).toMatch(/taken/);
  expect(mistral.panel()).toMatchObject({
    organization: "Lumen Labs",
    workspaces: [{}, { name: "Production" }],
  });
});

test("all of it is in the section, as plain data", () => {
  mistral.change({ kind: "payment", on: true });
  invite("ben@lumen.example");
  const before = [mistral.panel(), mistral.mails()];
  section = memorySection(JSON.parse(JSON.stringify(section.get())) as MistralState);
  mistral = build();
  expect([mistral.panel(), mistral.mails()]).toEqual(before);
});
