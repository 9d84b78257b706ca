import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDns } from "../../../src/mistral/dns.ts";
import { must } from "../../support/must.ts";
import { startDns } from "../../support/servers/dns-server.ts";
import { type Bot, createBot, startedBot } from "../../support/world/bot.ts";
import { said } from "../../support/world/chat.ts";
import { DAY, HOUR, MINUTE } from "../../support/world/times.ts";

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

/** In steps, so that one look follows from the one before it. */
async function through(bot: Bot, milliseconds: number, step = HOUR): Promise<void> {
  for (let gone = 0; gone < milliseconds; gone += step) await bot.skip(step);
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
    expect(card(bot)).toMatch(
      /looking for the record[\s\S]*call that name @[\s\S]*abc[\s\S]*nothing is there/,
    );
  });

  it("that cannot be understood is refused at its field", async () => {
    const bot = await startedBot({ dns: dns() });
    const sent = (domain: string, record: string) =>
      bot.as("ana").submit({ form: "domain" }, { domain, record });
    expect(await sent("127.0.0.1", VALUE)).toMatchObject({ errors: { domain: /not a domain/ } });
    expect(await sent(DOMAIN, "TXT @ nothing of ours")).toMatchObject({ errors: { record: /No value/ } });
    expect(await sent(DOMAIN, `${VALUE} mistral-verify=b`)).toMatchObject({ errors: { record: /several/ } });
    expect(await sent(DOMAIN, `Name: other.example ${VALUE}`)).toMatchObject({
      errors: { record: /for other\.example/ },
    });
    expect(domains(bot)).toEqual([]);
    expect(server.asked).toEqual([]);
  });

  it("is for the owner and the helper of the security step", async () => {
    const bot = await startedBot({ dns: dns() });
    expect(JSON.stringify(await bot.as("kenji").submit({ form: "domain" }, PASTED))).toMatch(/not yours/);
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
    await through(bot, 5 * DAY, DAY);
    expect(news(bot)).toHaveLength(1);
    expect(news(bot)[0]).toMatch(/is there, verified in DNS[\s\S]*Now press Verify[\s\S]*only Mistral/);
    expect(news(bot)[0]).not.toContain("verified with Mistral");
    expect(card(bot)).toContain("is there, verified in DNS");
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
    expect(checklist).toMatch(/verified in DNS/i);
    expect(checklist).not.toMatch(/verified with Mistral/i);

    const other = await startedBot({ dns: dns() });
    await other.as("ana").press({ do: "confirm", step: "security" });
    await other.as("ana").submit({ form: "domain" }, PASTED);
    await other.skip(MINUTE);
    const kept = must(other.store.read((tx) => tx.setup.load())).steps.security;
    expect(kept.evidence).toMatchObject({ kind: "confirmed" });
  });
});

describe("a record that does not appear", () => {
  it("is told once after 48 hours, not before, and looked for daily from then on", async () => {
    const bot = await watching();
    await through(bot, 47 * HOUR);
    expect(news(bot)).toEqual([]);
    await through(bot, HOUR);
    expect(news(bot)).toEqual([
      expect.stringMatching(/not in DNS after 48 hours[\s\S]*Check the name and the value/),
    ]);
    await through(bot, 3 * DAY);
    expect(news(bot)).toHaveLength(1);
    publish();
    await bot.skip(DAY);
    expect(news(bot)).toHaveLength(2);
    for (const told of news(bot)) expect(told).toContain("is there, verified in DNS");
  });
});

describe("a record that was there", () => {
  it("is told as gone once, after two looks in a row that went well, also to the owner", async () => {
    const bot = await startedBot({ dns: dns() });
    await bot.hand("security", "kenji");
    publish();
    await bot.as("kenji").submit({ form: "domain" }, PASTED);
    server.zone.set(DOMAIN, "servfail");
    await through(bot, 3 * DAY);
    server.zone.delete(DOMAIN);
    await bot.skip(DAY);
    expect(news(bot, "kenji")).toHaveLength(1);
    await bot.skip(6 * HOUR);
    await through(bot, 3 * DAY);
    expect(news(bot, "kenji")).toHaveLength(2);
    expect(news(bot)).toEqual([expect.stringMatching(/gone from DNS[\s\S]*SSO stop working/)]);
    expect(domains(bot)).toMatchObject([{ domain: DOMAIN, state: "gone" }]);
    for (const name of ["b", "c", "d"]) {
      const record = `${name}.example TXT mistral-domain-verification=${name}bc`;
      await bot.as("kenji").submit({ form: "domain" }, { domain: `${name}.example`, record });
    }
    expect(said(await bot.as("ana").press({ do: "saml" }))).toContain(`the record of ${DOMAIN} is gone`);
    publish();
    await bot.skip(DAY);
    expect(news(bot, "kenji")).toHaveLength(3);
    expect(domains(bot).map(({ state }) => state)).not.toContain("gone");
  });
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

  it("that nobody wants to follow any more is left alone", async () => {
    const bot = await watching();
    await bot.as("ana").press({ do: "unwatch-domain", watch: 1 });
    const asked = server.asked.length;
    publish();
    await through(bot, 3 * DAY, DAY);
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
    await through(next, 3 * DAY, DAY);
    expect(news(next)).toHaveLength(1);
  });
});
