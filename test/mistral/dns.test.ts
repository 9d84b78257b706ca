import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDns, createRecordLookup } from "../../src/mistral/dns.ts";
import { startDns } from "../support/servers/dns-server.ts";

const DOMAIN = "lumen.example";
const LABEL = `_mistral-verification.${DOMAIN}`;
const APEX = { domain: DOMAIN, record: { name: DOMAIN, value: "mistral-domain-verification=abc" } };
const ODD = { domain: DOMAIN, record: { name: `odd.${DOMAIN}`, value: "mistral-verify=abc" } };
const OTHER = { domain: DOMAIN, record: { name: LABEL, value: "mistral-verify=abc" } };

let server: Awaited<ReturnType<typeof startDns>>;
const dns = () => createDns({ servers: [server.server], timeoutMs: 50, tries: 1, deadlineMs: 2_000 });
const look = (watched = APEX) => createRecordLookup(dns())(watched);

beforeEach(async () => {
  server = await startDns();
});
afterEach(() => server.stop());

describe("the record in DNS", () => {
  it.each([
    ["on the domain itself, beside others' records", DOMAIN, [["v=spf1 -all"], [APEX.record.value]], APEX],
    ["in several pieces", DOMAIN, [["mistral-domain-", "verification=abc"]], APEX],
    ["in the other documented place", LABEL, [["mistral-verify=abc"]], APEX],
    ["where it was asked for there", LABEL, [["mistral-verify=abc"]], OTHER],
    ["at whatever name the panel states", ODD.record.name, [["mistral-verify=abc"]], ODD],
  ])("is found %s", async (_where, name, records, watched) => {
    server.zone.set(name, records);
    expect(await look(watched)).toEqual({ kind: "found", name });
  });

  it("with another code is something else, and so is one in quotes; records of others are nothing", async () => {
    const ours = ["mistral-domain-verification=abcd", '"mistral-verify=abc"'];
    server.zone.set(DOMAIN, [["v=spf1 -all"], ...ours.map((value) => [value])]);
    expect(await look()).toEqual({ kind: "other", values: ours });
    server.zone.set(DOMAIN, [["v=spf1 -all"]]);
    expect(await look()).toEqual({ kind: "nothing" });
    server.zone.set(LABEL, [["x".repeat(200)]]);
    expect(await look()).toEqual({ kind: "other", values: ["x".repeat(100)] });
  });

  it("below the domain a second time is misplaced", async () => {
    server.zone.set(`${LABEL}.${DOMAIN}`, [["mistral-verify=abc"]]);
    expect(await look(OTHER)).toEqual({ kind: "misplaced", name: `${LABEL}.${DOMAIN}` });
  });

  it("is not there when the name is unknown, or has no TXT record, and is asked for anew each time", async () => {
    const lookup = createRecordLookup(dns());
    expect(await lookup(APEX)).toEqual({ kind: "nothing" });
    server.zone.set(DOMAIN, []);
    expect(await lookup(APEX)).toEqual({ kind: "nothing" });
    server.zone.set(DOMAIN, [[APEX.record.value]]);
    expect(await lookup(APEX)).toMatchObject({ kind: "found" });
    server.zone.delete(DOMAIN);
    expect(await lookup(APEX)).toEqual({ kind: "nothing" });
    expect(server.asked).toContain(LABEL);
  });

  it.each(["servfail", "refused", "silent", "truncated"] as const)(
    "is not known when DNS answers: %s, but for the other place",
    async (answer) => {
      server.zone.set(DOMAIN, answer);
      expect(await look()).toEqual({ kind: "unknown" });
      server.zone.set(LABEL, [["mistral-verify=abc"]]);
      expect(await look()).toEqual({ kind: "found", name: LABEL });
    },
  );
});

it("a DNS answer that never comes is given up at the deadline, and so is a server that is not there", async () => {
  server.zone.set(DOMAIN, "silent");
  const slow = createDns({ servers: [server.server], timeoutMs: 60_000, tries: 4, deadlineMs: 50 });
  expect(await slow.txt(DOMAIN)).toBeNull();
  server.stop();
  expect(await dns().txt(DOMAIN)).toBeNull();
  server = await startDns();
});
