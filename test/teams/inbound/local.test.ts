import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { readConfig } from "../../../src/config/config.ts";
import { start } from "../../../src/start.ts";
import { must } from "../../support/must.ts";
import { type Asked, fakeConnector } from "../stand-ins/fake-connector.ts";
import { activities, BOT } from "../stand-ins/fake-teams.ts";

type Json = Record<string, unknown>;
// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
type Card = any;

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** A local client with its connector, as plain as one can be: it posts what people do, and keeps what it is told. */
async function client() {
  const connector = await fakeConnector();
  const asTeams = connector.answer;
  const member = (name: string) => ({
    id: `29:${name}`,
    name,
    aadObjectId: `object-of-${name}`,
    email: `${name}@lumen.example`,
    tenantId: "local-tenant",
    userRole: "user",
  });
  const ids = new Map<Asked, string>();
  connector.answer = (asked: Asked) => {
    const [, name] = /\/members\/(?:29:|object-of-)(\w+)$/.exec(asked.path) ?? [];
    if (name !== undefined) return { body: member(name) };
    const answer = asTeams(asked) as { body: { id: string } };
    ids.set(asked, answer.body.id);
    return answer;
  };
  const folder = mkdtempSync(join(tmpdir(), "teams-local-"));
  const config = readConfig({
    TEAMS_LOCAL: "1",
    PORT: "0",
    SETUP_OWNERS: "ana@lumen.example",
    DATABASE_PATH: join(folder, "bot.db"),
  });
  if (!config.ok) throw new Error(config.problems.join());
  const running = await start(config.config, quiet, { graceMs: 0 });
  onTestFinished(async () => {
    await running.stop();
    rmSync(folder, { recursive: true });
  });

  const does = activities(connector.serviceUrl);
  const as = (name: string, extra: Json = {}) => {
    const { id, aadObjectId } = member(name);
    const chat = `a:chat-of-29:${name}`;
    const from = {
      from: { id, name, aadObjectId },
      channelId: "emulator",
      channelData: { tenant: { id: "local-tenant" } },
      conversation: { id: chat, conversationType: "personal" },
    };
    const post = async (activity: Json) => {
      const body = JSON.stringify({ ...activity, ...from, recipient: BOT, ...extra });
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`${running.url}/api/messages`, { method: "POST", headers, body });
      expect(answer.status).toBe(200);
      const text = await answer.text();
      return text === "" ? null : JSON.parse(text);
    };
    type Message = { readonly id: string; readonly card: Card };
    const mine = ({ path, method }: Asked) => method !== "GET" && path.includes(`/${chat}/activities`);
    /** As they are now: what was sent, and in place of it what it was changed to. */
    const messages = (): Message[] => {
      const shown = new Map<string, Card>();
      for (const one of connector.asked.filter(mine)) {
        const id = one.path.split("/activities/")[1] ?? must(ids.get(one));
        shown.set(id, one.body.attachments?.[0].content ?? one.body.text);
      }
      return [...shown].map(([id, card]) => ({ id, card }));
    };
    return {
      says: (text: string) => post(does.message(text)),
      reads: () => textOf(messages()),
      now: (id: string) => textOf(messages().find((message) => message.id === id)?.card),
      /** The newest message in which this can be read. */
      sees: async (words: string | RegExp): Promise<Message> => {
        const found = () => messages().findLast(({ card }) => textOf(card).match(words) !== null);
        await expect.poll(found, { timeout: 20_000, message: `${name} sees ${words}` }).toBeDefined();
        return must(found());
      },
      presses: ({ id, card }: Message, label: string, typed: Json = {}) => {
        const button = must(buttons(card).find(({ title }) => title === label));
        return post(does.press({ ...button.data, ...typed }, { replyToId: id }));
      },
    };
  };
  return { connector, as };
}

const textOf = (card: Card): string => JSON.stringify(card);

function buttons(node: Card): { title: string; data: Json }[] {
  if (Array.isArray(node)) return node.flatMap(buttons);
  if (typeof node !== "object" || node === null) return [];
  const { fallback: _, ...rest } = node;
  const own = typeof node.data === "object" ? [node] : [];
  return [...own, ...Object.values(rest).flatMap(buttons)];
}

it("a local client can start the Setup, ask for an invitation, and see it approved", async () => {
  const { as } = await client();
  const ana = as("ana");
  const chloe = as("chloe");

  await ana.says("setup");
  const form = await ana.sees("Start the Mistral Setup");
  const started = await ana.presses(form, "Start", { approvals: "", news: "", approvers: "" });
  expect(textOf(started.value)).toMatch("0 of 6 steps done");
  // Whoever opens the chat anew sees the same.
  await expect.poll(() => ana.now(form.id)).toMatch("0 of 6 steps done");

  await chloe.says("invite");
  const ask = await chloe.sees("Ask for invitations");
  const typed = { addresses: "no address", role: "member", seats: "", reason: "for the <b>team</b>" };
  const refused = await chloe.presses(ask, "Ask", typed);
  expect(textOf(refused.value)).toMatch(/no address.*for the <b>team/s);
  const asked = await chloe.presses({ ...ask, card: refused.value }, "Ask", {
    ...typed,
    addresses: "chloe@lumen.example",
  });
  expect(textOf(asked.value)).toMatch("Your Request for one person is with the approvers");

  const request = await ana.sees(/@chloe.*asks|asks for/s);
  // Pressed in the moment in which it is posted, the card changes a moment later.
  await ana.presses(request, "Approve");
  await expect.poll(() => ana.now(request.id)).not.toContain('"title":"Approve"');
  expect(ana.now(request.id)).toMatch("approved");
  await expect.poll(() => chloe.reads()).toMatch(/approved/);
});

it("a local client that names no tenant and knows no members is served as well", async () => {
  const { as, connector } = await client();
  const { answer } = connector;
  connector.answer = (asked) => (asked.path.includes("/members/") ? { status: 404 } : answer(asked));
  const ben = as("ben", { channelData: undefined });
  await ben.says("help");
  await ben.sees("ask for an invitation for yourself");
  const chloe = as("chloe", { channelData: undefined, from: { id: "user-1", name: "Chloe" } });
  await chloe.says("setup");
  await chloe.sees("SETUP_OWNERS");
});

it("everybody is known and answered when more come at once than Teams lets a bot ask and write for in a second", async () => {
  const { as } = await client();
  const people = Array.from({ length: 40 }, (_, at) => as(`person${at}`));
  await Promise.all(people.map((one) => one.says("help")));
  for (const one of people)
    await expect.poll(one.reads, { timeout: 15_000 }).toMatch("ask for an invitation for yourself");
});
