import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDns } from "../../src/mistral/dns.ts";
import { createRecordLookup } from "../../src/mistral/domain-record.ts";
import { startDns } from "../support/servers/dns-server.ts";

const DOMAIN = "lumen.example";
const LABEL = `_mistral-verification.${DOMAIN}`;
const APEX = { domain: DOMAIN, record: { name: DOMAIN, value: "mistral-domain-verification=abc" } };
const OTHER = { domain: DOMAIN, record: { name: LABEL, value: "mistral-verify=abc" } };

let server: Awaited<ReturnType<typeof startDns>>;
const dns = () => createDns({ servers: [server.server], timeoutMs: 50, tries: 1, deadlineMs: 2_000 });
const look = (watched = APEX) => createRecordLookup(dns())(watched);

beforeEach(async () => {
  server = await startDns();
});
afterEach(() => server.stop());

describe("the record in DNS", () => {
  it("is found on the domain itself, among the records of others", async () => {
    server.zone.set(DOMAIN, [["v=spf1 -all"], ["mistral-domain-verification=abc"]]);
    expect(await look()).toEqual({ kind: "found", name: DOMAIN });
  });

  it("is found in the other documented place", async () => {
    server.zone.set(LABEL, [["mistral-verify=abc"]]);
    expect(await look(OTHER)).toEqual({ kind: "found", name: LABEL });
    expect(await look(APEX)).toEqual({ kind: "found", name: LABEL });
  });

  it("is found at the name that the panel states, whatever that is", async () => {
    server.zone.set(`odd.${DOMAIN}`, [["mistral-verify=abc"]]);
    const odd = { domain: DOMAIN, record: { name: `odd.${DOMAIN}`, value: "mistral-verify=abc" } };
    expect(await look(odd)).toEqual({ kind: "found", name: `odd.${DOMAIN}` });
  });

  it("is found when it comes in several pieces", async () => {
    server.zone.set(DOMAIN, [["mistral-domain-", "verification=abc"]]);
    expect(await look()).toEqual({ kind: "found", name: DOMAIN });
  });

  it("with another code is something else, and so is one in quotes; records of others are nothing", async () => {
    server.zone.set(DOMAIN, [
      ["v=spf1 -all"],
      ["mistral-domain-verification=abcd"],
      ['"mistral-verify=abc"'],
    ]);
    expect(await look()).toEqual({
      kind: "other",
      values: ["mistral-domain-verification=abcd", '"mistral-verify=abc"'],
    });
    server.zone.set(DOMAIN, [["v=spf1 -all"]]);
    expect(await look()).toEqual({ kind: "nothing" });
    server.zone.set(LABEL, [["x".repeat(200)]]);
    expect(await look()).toEqual({ kind: "other", values: ["x".repeat(100)] });
  });

  it("below the domain a second time is misplaced", async () => {
    server.zone.set(`${LABEL}.${DOMAIN}`, [["mistral-verify=abc"]]);
    expect(await look(OTHER)).toEqual({ kind: "misplaced", name: `${LABEL}.${DOMAIN}` });
  });

  it("is not there when the name is unknown, or has no TXT record", async () => {
    expect(await look()).toEqual({ kind: "nothing" });
    server.zone.set(DOMAIN, []);
    expect(await look()).toEqual({ kind: "nothing" });
    expect(server.asked).toContain(LABEL);
  });

  it.each(["servfail", "refused", "silent", "truncated"] as const)(
    "is not known when DNS answers: %s",
    async (answer) => {
      server.zone.set(DOMAIN, answer);
      expect(await look()).toEqual({ kind: "unknown" });
    },
  );

  it("is found in one place also when the other cannot be asked", async () => {
    server.zone.set(DOMAIN, "servfail");
    server.zone.set(LABEL, [["mistral-verify=abc"]]);
    expect(await look()).toEqual({ kind: "found", name: LABEL });
  });

  it("is asked for anew each time, not taken from memory", async () => {
    server.zone.set(DOMAIN, [["mistral-domain-verification=abc"]]);
    const lookup = createRecordLookup(dns());
    expect(await lookup(APEX)).toMatchObject({ kind: "found" });
    server.zone.delete(DOMAIN);
    expect(await lookup(APEX)).toEqual({ kind: "nothing" });
  });
});

describe("a DNS answer", () => {
  it("that is too long for one packet is fetched whole over TCP", async () => {
    server.stop();
    server = await startDns({ tcp: true });
    server.zone.set(DOMAIN, "truncated");
    server.full.set(DOMAIN, [["x".repeat(255)], ["mistral-domain-verification=abc"]]);
    expect(await look()).toEqual({ kind: "found", name: DOMAIN });
  });

  it("that never comes is given up at the deadline", async () => {
    server.zone.set(DOMAIN, "silent");
    const slow = createDns({ servers: [server.server], timeoutMs: 60_000, tries: 4, deadlineMs: 50 });
    expect(await slow.txt(DOMAIN)).toEqual({ kind: "unknown", reason: "ECANCELLED" });
  });

  it("of a server that is not there is not known", async () => {
    const away = server.server;
    server.stop();
    const dead = createDns({ servers: [away], timeoutMs: 50, tries: 1 });
    expect(await dead.txt(DOMAIN)).toMatchObject({ kind: "unknown" });
    server = await startDns();
  });
});
