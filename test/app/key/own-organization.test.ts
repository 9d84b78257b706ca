import { beforeEach, describe, expect, it } from "vitest";
import { requireOurs } from "../../../src/app/key/admin-key.ts";
import { AppError } from "../../../src/lib/errors.ts";
import type { MistralAdmin } from "../../../src/mistral/admin/admin.ts";
import { must } from "../../support/must.ts";
import { type Bot, createBot, invitation, PAUL, ROSA, START, startedBot } from "../../support/world/bot.ts";
import { said } from "../../support/world/chat.ts";
import { createMemoryMistral } from "../../support/world/memory-mistral.ts";
import { MINUTE, SECOND } from "../../support/world/times.ts";

type Mistral = ReturnType<typeof createMemoryMistral>;

let ours: Mistral;
let bot: Bot;
let errors: string[];
const log = { info() {}, warn() {}, error: (_about: object, text: string) => void errors.push(text) };

/** Another Organization: nobody of ours is in it, unless they are named. */
function stranger({ also = [], id = null }: { also?: string[]; id?: string | null } = {}): Mistral {
  const other = createMemoryMistral(() => bot.now());
  const member = must(other.state.members[0]);
  const emails = ["eve@other.example", ...also];
  other.state.members = emails.map((email) => ({ ...member, id: `other-${email}`, email }));
  return named(other, id);
}

function named(mistral: Mistral, id: string | null): Mistral {
  const audit: MistralAdmin["audit"] = { ...mistral.admin.audit, organization: async () => id };
  Object.assign(mistral.admin, { audit });
  return mistral;
}

/** The operator has started it anew with this key. */
async function restarted({ admin }: Mistral): Promise<Bot> {
  await bot.worker.stop(SECOND);
  const next = createBot({ store: bot.store, around: bot.around, mistral: admin, log });
  await next.settle();
  return next;
}

const minutes = (count: number) => bot.live(count * MINUTE, MINUTE);

const cards = () => bot.chat.told("ana", "alert:other-organization.");
const card = () => cards().at(-1);
const statuses = () =>
  bot.store.read((tx) => tx.invitations.ofRequest(1).map(({ address, status }) => `${address} ${status}`));

beforeEach(async () => {
  errors = [];
  ours = createMemoryMistral(() => START);
  bot = await startedBot({ mistral: ours.admin, log });
  await bot.pay();
  await bot.approved(`${PAUL}, ${ROSA}`);
  const [paul] = ours.state.invites.splice(0, 1);
  ours.state.members.push({ ...must(ours.state.members[0]), id: must(paul).id, email: PAUL });
  await minutes(12);
  expect(statuses()).toEqual([`${PAUL} active`, `${ROSA} pending`]);
});

describe("an Admin API key of another Organization", () => {
  it("announces nobody as removed or joined, and the owner and the log hear of it once", async () => {
    const before = bot.chat.messages.length;
    const other = stranger();
    for (let starts = 0; starts < 3; starts += 1) bot = await restarted(other);
    await minutes(90);
    expect(statuses()).toEqual([`${PAUL} active`, `${ROSA} pending`]);
    expect(bot.store.read((tx) => tx.members.byAddress("eve@other.example"))).toBeNull();
    expect(cards()).toHaveLength(1);
    expect(card()).toMatch(/Admin API key shows another organization.*Nobody is invited/);
    expect(bot.chat.messages.length - before).toBe(1);
    expect(errors).toHaveLength(1);
  });

  it("is used for nothing: what has to be done waits, and goes on with the right key", async () => {
    const other = stranger();
    bot = await restarted(other);
    await bot.as("chloe").submit({ form: "invite" }, invitation("zoe@lumen.example"), "later 1");
    await bot.as("ben").press({ do: "approve", request: 2 }, "later 2");
    await bot.as("ben").press({ do: "remove", invitation: 1, page: 0 }, "later 3");
    await minutes(30);
    expect(other.state.invites).toEqual([]);
    expect(other.state.members.map(({ email }) => email)).toEqual(["eve@other.example"]);
    expect(bot.dead()).toEqual([]);

    bot = await restarted(ours);
    await minutes(12);
    expect(ours.state.invites.map(({ email }) => email)).toContain("zoe@lumen.example");
    expect(ours.state.members.map(({ email }) => email)).not.toContain(PAUL);
    expect(cards()).toHaveLength(1);
    expect(card()).toMatch(/was another organization's .* until .*goes on now/);
  });

  it("is not taken in the place of ours, and is noticed all the same where that was not seen before", async () => {
    await expect(requireOurs(bot.store, stranger().admin)).rejects.toThrow(/of another Organization/);
    await expect(requireOurs(bot.store, ours.admin)).resolves.toBeUndefined();
    await bot.restart(stranger().admin);
    await minutes(30);
    expect(statuses()).toEqual([`${PAUL} active`, `${ROSA} pending`]);
    expect(cards()).toHaveLength(1);
  });

  it("is taken when the owner says that it is right, and by nobody else", async () => {
    const other = stranger();
    bot = await restarted(other);
    expect(card()).toContain("[It's our organization]");
    await bot.as("ben").press({ do: "confirm-organization", of: null }, "later 1");
    await minutes(3);
    expect(statuses()).toEqual([`${PAUL} active`, `${ROSA} pending`]);
    const answer = await bot.as("ana").press({ do: "confirm-organization", of: null }, "later 2");
    expect(said(answer)).toContain("is reading Mistral's members list");
    await minutes(30);
    expect(statuses()).toEqual([`${PAUL} removed`, `${ROSA} revoked`]);
    expect(bot.store.read((tx) => tx.members.byAddress("eve@other.example"))).not.toBeNull();
    expect(card()).toMatch(/until/);
    expect(bot.recorded("organization.accepted")).toHaveLength(1);
  });
});

it("of two other Organizations one after the other is confirmed as the one that the card asks about, and as no third", async () => {
  bot = await restarted(named(ours, "organization-1"));
  await minutes(12);
  for (const id of ["organization-2", null, "organization-3"]) {
    bot = await restarted(stranger({ id }));
    await minutes(3);
  }
  expect(cards()).toHaveLength(1);
  const press = (of: string) => bot.as("ana").press({ do: "confirm-organization", of }, `of ${of}`);
  expect(said(await press("organization-2"))).not.toContain("is reading Mistral's members list");
  expect(said(await press("organization-3"))).toContain("is reading Mistral's members list");
  bot = await restarted(stranger({ id: "organization-4" }));
  await minutes(3);
  expect(cards()).toHaveLength(2);
});

describe("an Admin API key of the same Organization", () => {
  it("that may not read the members list does all else", async () => {
    const limits: (number | null)[] = [];
    Object.assign(ours.admin, {
      people: () => Promise.reject(new AppError("forbidden", "no", { detail: "no_right" })),
      setSpendLimit: async (amount: number | null) => void limits.push(amount),
    });
    bot = await restarted(ours);
    bot.store.transact(({ jobs }) =>
      jobs.enqueue({ kind: "set-limit" }, { key: "limit", group: "limit", dueAt: bot.now() }),
    );
    await minutes(2);
    expect(limits).toEqual([null]);
    expect(statuses()).toEqual([`${PAUL} active`, `${ROSA} pending`]);
  });

  it("is taken where somebody is in both lists, and who is not there counts as removed", async () => {
    bot = await restarted(stranger({ also: [must(ours.state.members[0]).email] }));
    await minutes(30);
    expect(statuses()).toEqual([`${PAUL} removed`, `${ROSA} revoked`]);
    expect(cards()).toEqual([]);
  });

  it("is taken where nobody is in both lists but a person who is Pending", async () => {
    const replaced = stranger();
    replaced.state.invites = ours.state.invites.map((invite) => ({ ...invite, id: `other-${invite.id}` }));
    bot = await restarted(replaced);
    await minutes(30);
    expect(statuses()).toEqual([`${PAUL} removed`, `${ROSA} pending`]);
  });

  it("is told by what the audit log calls it, whoever is in both lists", async () => {
    bot = await restarted(named(ours, "organization-1"));
    await minutes(12);
    const owner = must(ours.state.members[0]).email;
    bot = await restarted(stranger({ also: [owner], id: "organization-2" }));
    await minutes(3);
    expect(statuses()).toEqual([`${PAUL} active`, `${ROSA} pending`]);
    expect(cards()).toHaveLength(1);
    bot = await restarted(stranger({ id: "organization-1" }));
    await minutes(30);
    expect(statuses()).toEqual([`${PAUL} removed`, `${ROSA} revoked`]);
  });
});
