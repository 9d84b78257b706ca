import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { verified } from "../../../src/domain/evidence.ts";
import { createDns } from "../../../src/mistral/dns.ts";
import { must } from "../../support/must.ts";
import { startDns } from "../../support/servers/dns-server.ts";
import { startAutomatic } from "../../support/world/automatic.ts";
import { approvedBot, type Bot, createBot, startedBot } from "../../support/world/bot.ts";
import { said } from "../../support/world/chat.ts";
import { DAY, HOUR, MINUTE } from "../../support/world/times.ts";

const shown = (reply: unknown): string => JSON.stringify(reply);
const form = (done: readonly string[], change: object = {}) => ({ domains: "", done, ...change });

describe("the security step", () => {
  it("keeps who said what is in place, and lets it be taken back without opening again", async () => {
    const bot = await startedBot();
    const me = bot.personOf("ana").id;
    await bot.as("ana").submit({ form: "security" }, form(["saml", "audit"]));
    const word = { kind: "confirmed", by: me };
    expect(bot.setup().observed).toMatchObject({ saml: word, auditLogs: word, domainVerified: null });
    expect(bot.setup().steps.security.state).toBe("done");
    await bot.as("ana").submit({ form: "security" }, form(["saml"]));
    expect(bot.setup().observed.auditLogs).toBeNull();
    const reply = shown(await bot.as("ana").submit({ form: "security" }, form([])));
    expect(reply).not.toContain("stays open");
    expect(bot.setup()).toMatchObject({ steps: { security: { state: "done" } }, observed: { saml: null } });
  });

  it("lets nobody take back what Mistral has verified", async () => {
    const bot = await startedBot();
    const setup = bot.setup();
    const observed = { ...setup.observed, saml: verified("audit", 1) };
    bot.store.transact((tx) => tx.setup.save({ ...setup, observed }));
    await bot.as("ana").submit({ form: "security" }, form(["audit"]));
    expect(bot.setup().observed.saml).toEqual(verified("audit", 1));
  });

  it("stays open while nothing is entered or ticked, and tells nobody to choose what they may not", async () => {
    const bot = await startedBot();
    await bot.hand("security", "kenji");
    const reply = shown(await bot.as("kenji").submit({ form: "security" }, form([])));
    expect(reply).toContain("to close the step");
    expect(reply).not.toContain("Later");
    expect(bot.setup().steps.security.state).toBe("open");
    expect([...bot.recorded("security.confirmed"), ...bot.recorded("settings.changed")]).toEqual([]);
  });
});

it("the SAML checklist is for the people who work on the step, warns about the Pending, and keeps the word that SSO is on", async () => {
  const bot = await approvedBot("paul@lumen.example");
  await bot.done();
  expect(shown(await bot.as("kenji").press({ do: "saml" }))).toMatch(/isn't yours/);
  expect(shown(await bot.as("kenji").press({ do: "confirm-measure", measure: "saml" }))).toMatch(
    /isn't yours/,
  );
  await bot.hand("security", "kenji");
  expect(bot.chat.first("dm-kenji")).toMatch(/\[Verify a domain\] \[SAML checklist\]/);
  expect(shown(await bot.as("kenji").press({ do: "saml" }))).toContain("Pending: 1.");
  const reply = await bot.as("kenji").press({ do: "confirm-measure", measure: "saml" });
  expect(shown(reply)).toContain("SSO is on");
  expect(bot.setup().observed.saml).toMatchObject({ kind: "confirmed", by: bot.personOf("kenji").id });
  expect(bot.setup().steps.security).toMatchObject({ state: "done", evidence: { kind: "confirmed" } });
});

describe("Mistral's word in the audit log", () => {
  const automatic = async () => {
    const world = await startAutomatic();
    return { world, step: () => world.bot.setup().steps.security };
  };

  it.each(["domain", "saml"] as const)("about %s closes the step, open or left out", async (kind) => {
    const { world, step } = await automatic();
    await world.bot.as("ana").press({ do: "skip", step: "security" });
    expect(step().state).toBe("skipped");
    world.mistral.change({ kind: "record", on: true });
    world.mistral.change({ kind, on: true });
    await world.skip(15 * 60_000);
    expect(step()).toMatchObject({ state: "done", evidence: { kind: "verified", source: "audit" } });
  });

  it("does not take the place of a person's, and closes no step that was reopened since", async () => {
    const { world, step } = await automatic();
    await world.bot.as("ana").submit({ form: "security" }, form([], { domains: "lumen.example" }));
    world.mistral.change({ kind: "saml", on: true });
    await world.skip(15 * 60_000);
    expect(step()).toMatchObject({ state: "done", evidence: { kind: "confirmed" } });
    await world.bot.as("ana").press({ do: "reopen", step: "security" });
    await world.skip(15 * 60_000);
    expect(step().state).toBe("open");
  });
});

const DOMAIN = "lumen.example";
const VALUE = "mistral-domain-verification=abc";
const PASTED = { domain: DOMAIN, record: `TXT\t@\t${VALUE}` };

let server: Awaited<ReturnType<typeof startDns>>;
const dns = () => createDns({ servers: [server.server], timeoutMs: 500, tries: 1 });

beforeEach(async () => {
  server = await startDns();
});
afterEach(() => server.stop());

async function watching(by = "ana"): Promise<Bot> {
  const bot = await startedBot({ dns: dns() });
  await bot.as(by).submit({ form: "domain" }, PASTED);
  return bot;
}

const card = (bot: Bot, person = "ana") => must(bot.chat.told(person, "domain:")[0]);
/** The card once more, each time that there was news of the record. */
const news = (bot: Bot, person = "ana") => bot.chat.told(person, "domain:1.");
const publish = () => server.zone.set(DOMAIN, [[VALUE]]);
const domains = (bot: Bot) => bot.setup().observed.domains;

describe("a pasted record", () => {
  it("is repeated as it was understood, with where it belongs and what DNS has now", async () => {
    const bot = await startedBot({ dns: dns() });
    const reply = await bot.as("ana").submit({ form: "domain" }, PASTED);
    expect(said(reply)).toContain(`a TXT record at ${DOMAIN} with the value ${VALUE}`);
    expect(card(bot)).toMatch(/looking in DNS.*often called @.*abc.*nothing there/s);
  });

  it("that cannot be understood is refused at its field", async () => {
    const bot = await startedBot({ dns: dns() });
    const sent = (domain: string, record: string) =>
      bot.as("ana").submit({ form: "domain" }, { domain, record });
    expect(await sent("127.0.0.1", VALUE)).toMatchObject({ errors: { domain: /isn't a public domain/ } });
    expect(await sent(DOMAIN, "TXT @ nothing of ours")).toMatchObject({
      errors: { record: /value is missing/ },
    });
    expect(await sent(DOMAIN, `${VALUE} mistral-verify=b`)).toMatchObject({
      errors: { record: /more than one/ },
    });
    expect(await sent(DOMAIN, `Name: other.example ${VALUE}`)).toMatchObject({
      errors: { record: /for other\.example/ },
    });
    expect(domains(bot)).toEqual([]);
    expect(server.asked).toEqual([]);
  });

  it("is for the owner and the helper of the security step", async () => {
    const bot = await startedBot({ dns: dns() });
    expect(JSON.stringify(await bot.as("kenji").submit({ form: "domain" }, PASTED))).toMatch(/isn't yours/);
    await bot.hand("security", "kenji");
    await bot.as("kenji").submit({ form: "domain" }, PASTED);
    publish();
    await bot.skip(MINUTE);
    expect(news(bot, "kenji")).toHaveLength(1);
    expect(news(bot)).toHaveLength(0);
  });
});

describe("a record that appears", () => {
  it("is told once, as DNS's word, with the next step at Mistral", async () => {
    const bot = await watching();
    await bot.skip(MINUTE);
    expect(news(bot)).toEqual([]);
    publish();
    await bot.skip(MINUTE);
    await bot.live(5 * DAY, DAY);
    expect(news(bot)).toHaveLength(1);
    expect(news(bot)[0]).toMatch(/record seen in DNS[\s\S]*Now press Verify[\s\S]*only Mistral/);
    expect(news(bot)[0]).not.toContain("verified with Mistral");
    expect(card(bot)).toContain("record seen in DNS");
  });

  it("closes the step with DNS's word, which is not Mistral's, and leaves a person's word alone", async () => {
    const bot = await watching();
    const security = () => bot.setup().steps.security;
    const closed = () => bot.recorded("step.closed");
    publish();
    await bot.skip(MINUTE);
    expect(security()).toMatchObject({ state: "done", evidence: { kind: "verified", source: "dns" } });
    expect(closed()).toMatchObject([{ actor: "bot", subject: "step:security" }]);
    const checklist = said(await bot.as("ana").command(""));
    expect(checklist).toMatch(/seen in DNS/i);
    expect(checklist).not.toMatch(/verified with Mistral/i);

    const other = await startedBot({ dns: dns() });
    await other.as("ana").press({ do: "confirm", step: "security" });
    await other.as("ana").submit({ form: "domain" }, PASTED);
    await other.skip(MINUTE);
    expect(other.setup().steps.security.evidence).toMatchObject({ kind: "confirmed" });
  });
});

it("a record that does not appear is told once after 48 hours, not before, and looked for daily from then on", async () => {
  const bot = await watching();
  await bot.live(47 * HOUR, HOUR);
  expect(news(bot)).toEqual([]);
  await bot.live(HOUR, HOUR);
  expect(news(bot)).toEqual([
    expect.stringMatching(/no record in DNS after 48 hours[\s\S]*Compare your DNS with what Mistral shows/),
  ]);
  await bot.live(3 * DAY, HOUR);
  expect(news(bot)).toHaveLength(1);
  publish();
  await bot.skip(DAY);
  expect(news(bot)).toHaveLength(2);
  for (const told of news(bot)) expect(told).toContain("record seen in DNS");
});

it("a record that was there is told as gone once, after two looks in a row that went well, also to the owner", async () => {
  const bot = await startedBot({ dns: dns() });
  await bot.hand("security", "kenji");
  publish();
  await bot.as("kenji").submit({ form: "domain" }, PASTED);
  server.zone.set(DOMAIN, "servfail");
  await bot.live(3 * DAY, HOUR);
  server.zone.delete(DOMAIN);
  await bot.skip(DAY);
  expect(news(bot, "kenji")).toHaveLength(1);
  await bot.skip(6 * HOUR);
  await bot.live(3 * DAY, HOUR);
  expect(news(bot, "kenji")).toHaveLength(2);
  expect(news(bot)).toEqual([
    expect.stringMatching(/gone from DNS[\s\S]*SSO and logins by e-mail domain need it/),
  ]);
  expect(domains(bot)).toMatchObject([{ domain: DOMAIN, state: "gone" }]);
  for (const name of ["b", "c", "d"]) {
    const record = `${name}.example TXT mistral-domain-verification=${name}bc`;
    await bot.as("kenji").submit({ form: "domain" }, { domain: `${name}.example`, record });
  }
  expect(said(await bot.as("ana").press({ do: "saml" }))).toContain(`record of ${DOMAIN} gone`);
  publish();
  await bot.skip(DAY);
  expect(news(bot, "kenji")).toHaveLength(3);
  expect(domains(bot).map(({ state }) => state)).not.toContain("gone");
});

describe("a domain", () => {
  it("has one card, also when its record is pasted anew", async () => {
    const bot = await watching();
    const record = "Name: _mistral-verification\nValue: mistral-verify=new";
    await bot.as("ana").submit({ form: "domain" }, { domain: DOMAIN.toUpperCase(), record });
    expect(bot.chat.cards("dm-ana", "domain:")).toHaveLength(1);
    expect(card(bot)).toContain("mistral-verify=new");
    expect(domains(bot)).toHaveLength(1);
  });

  it("is not taken for seen by a look for the record before", async () => {
    const record = `TXT\t@\t${VALUE}-anew`;
    const txt = async () => {
      bot.around.clock.now += MINUTE;
      await bot.app.submit(bot.as("ana").caller, { form: "domain" }, { domain: DOMAIN, record }, "anew");
      return [VALUE];
    };
    const bot: Bot = await startedBot({ dns: { txt } });
    await bot.as("ana").submit({ form: "domain" }, PASTED);
    expect(bot.setup().steps.security.state).toBe("open");
    expect(news(bot)).toEqual([]);
  });

  it("that nobody wants to follow any more is left alone", async () => {
    const bot = await watching();
    await bot.as("ana").press({ do: "unwatch-domain", watch: 1 });
    const asked = server.asked.length;
    publish();
    await bot.live(3 * DAY, DAY);
    expect(server.asked).toHaveLength(asked);
    expect(card(bot)).toContain("stopped looking");
    expect(news(bot)).toEqual([]);
  });

  it("is still followed by the next process, and nothing is told twice", async () => {
    const bot = await watching();
    await bot.worker.stop(1000);
    publish();
    const next = createBot({ dns: dns(), store: bot.store });
    await next.settle();
    await next.skip(MINUTE);
    expect(news(next)).toHaveLength(1);
    await next.live(3 * DAY, DAY);
    expect(news(next)).toHaveLength(1);
  });
});
