import { describe, expect, it } from "vitest";
import type { Reply } from "../../src/app/app.ts";
import { type Bot, invitation, startedBot } from "../support/bot.ts";
import { bothBot, changeSettings } from "../support/both.ts";
import { words } from "../support/chat.ts";
import { must } from "../support/must.ts";

const [ANA, BEN, PAUL] = ["ana@lumen.example", "ben@lumen.example", "paul@lumen.example"];
const OWN = /You would become Admin by this Request, so another approver has to approve it/;

const said = (reply: Reply): string => (reply.kind === "show" ? words(reply.view) : reply.kind);
const state = (bot: Bot) => must(bot.store.read((tx) => tx.requests.get(1))).state;
const approve = (bot: Bot, who: string) => bot.as(who).press({ do: "approve", request: 1 });

const settings = (change: object) => ({
  ...{ approvals: "approvals", news: "news", level: "everything", approvers: ["ben"], domains: "" },
  ...{ seats: [], reminders: ["on"], second: [], ...change },
});

/** The owner Ana and the approver Ben decide; somebody else asks. */
async function asked(addresses: string, by = "kenji", role = "admin", change: object = {}): Promise<Bot> {
  const bot = await startedBot();
  await bot.as("ana").submit({ form: "settings" }, settings(change));
  await bot.as(by).submit({ form: "invite" }, invitation(addresses, role));
  return bot;
}

describe("a Request for Admin that names an approver", () => {
  it("is not approved by that approver, who hears what to do instead", async () => {
    const bot = await asked(BEN);
    expect(said(await approve(bot, "ben"))).toMatch(OWN);
    expect(state(bot)).toBe("open");
    await approve(bot, "ana");
    expect(state(bot)).toBe("approved");
  });

  it("is not approved by that approver among many others either, until they have taken themselves out", async () => {
    const bot = await asked(`${PAUL}, ${BEN}, rosa@lumen.example`);
    expect(said(await approve(bot, "ben"))).toMatch(OWN);
    await bot.as("ben").submit({ form: "change", request: 1 }, { keep: ["1", "3"], role: "admin" });
    await approve(bot, "ben");
    const rows = bot.store.read((tx) => tx.invitations.ofRequest(1).map(({ status }) => status));
    expect(rows).toEqual(["approved", "denied", "approved"]);
  });

  it("is left to nobody when it names every approver, and each may still take themselves out", async () => {
    const bot = await asked(`${ANA}, ${BEN}`);
    for (const who of ["ana", "ben"]) expect(said(await approve(bot, who))).toMatch(OWN);
    await bot.as("ben").submit({ form: "change", request: 1 }, { keep: ["1"], role: "admin" });
    await approve(bot, "ben");
    expect(state(bot)).toBe("approved");
  });

  it("is denied by that approver like by any other", async () => {
    const bot = await asked(BEN);
    await bot.as("ben").submit({ form: "deny", request: 1 }, { reason: "no need" });
    expect(state(bot)).toBe("denied");
  });

  it("is approved by the only approver there is, and the card says that there is only one", async () => {
    const bot = await asked(ANA, "kenji", "admin", { approvers: [] });
    expect(words(must(bot.chat.in("approvals").at(-1)).view)).toContain("There is only one approver.");
    await approve(bot, "ana");
    expect(state(bot)).toBe("approved");
  });

  it("is approved by that approver where the only other one is who asks for it", async () => {
    const bot = await asked(BEN, "ana");
    expect(state(bot)).toBe("open");
    await approve(bot, "ben");
    expect(state(bot)).toBe("approved");
  });

  it("is left to a third approver when another one asks for it", async () => {
    const bot = await asked(BEN, "ana", "admin", { approvers: ["ben", "kenji"] });
    expect(said(await approve(bot, "ben"))).toMatch(OWN);
    await approve(bot, "kenji");
    expect(state(bot)).toBe("approved");
  });

  it("does not wait for that approver as the second of two", async () => {
    const bot = await asked(BEN, "kenji", "admin", { second: ["on"] });
    await approve(bot, "ana");
    expect(state(bot)).toBe("approved");
  });

  it("asks and reminds the other approvers alone", async () => {
    const bot = await asked(BEN, "kenji", "admin", { approvals: null });
    const cards = (who: string) => bot.chat.dm(who).filter(({ key }) => key.startsWith("request:1")).length;
    expect([cards("ana"), cards("ben")]).toEqual([1, 0]);
  });

  it("is not approved from their account on the other platform either, whether it is one with the first or not", async () => {
    for (const one of [true, false]) {
      const bot = await bothBot({ apart: true });
      const ben = bot.personOf("ben").id;
      changeSettings(bot, () => ({ approvers: [ben] }));
      await bot.confirm("ben", one);
      await bot.as("kenji").submit({ form: "invite" }, invitation(BEN, "admin"));
      for (const account of [bot.as("ben"), bot.inTeams("ben")])
        await account.press({ do: "approve", request: 1 });
      expect(state(bot)).toBe("open");
    }
  });

  it("counts them by the address of their other account, too", async () => {
    const bot = await bothBot();
    await bot.as("ben").command("help");
    bot.store.transact(({ people }) => {
      const account = must(must(people.byAccount("slack", "ben")).accounts.find(({ id }) => id === "ben"));
      people.upsert({ ...account, address: "b.smith@lumen.example" }, bot.now());
    });
    await bot.as("kenji").submit({ form: "invite" }, invitation("b.smith@lumen.example", "admin"));
    expect(said(await bot.inTeams("ben").press({ do: "approve", request: 1 }))).toMatch(OWN);
    expect(state(bot)).toBe("open");
  });
});

describe("a Request for another role that names an approver", () => {
  it.each(["member", "billing"])(
    "is approved by them, who could invite themselves as %s alone",
    async (role) => {
      const bot = await asked(BEN, "kenji", role);
      await approve(bot, "ben");
      expect(state(bot)).toBe("approved");
    },
  );
});
