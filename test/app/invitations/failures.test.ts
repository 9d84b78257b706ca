import { beforeEach, describe, expect, it } from "vitest";
import { must } from "../../support/must.ts";
import { type AutomaticBot, startAutomatic } from "../../support/world/automatic.ts";
import { type Bot, invitation, PAUL, paidBot, ROSA } from "../../support/world/bot.ts";
import { labelsOf, words } from "../../support/world/chat.ts";
import { MINUTE } from "../../support/world/times.ts";

const INVITE = { method: "POST", path: "/v1/admin/users-invite" } as const;

let world: AutomaticBot;
beforeEach(async () => {
  world = await startAutomatic();
  await world.pay();
});

const refuse = (status: number, times = 1, detail = "no") =>
  world.mistral.faults.add({ fault: { kind: "answer", status, body: { detail } }, ...INVITE, times });
const outcomes = (bot: Bot, person: string) =>
  bot.chat.dm(person).flatMap(({ key, view }) => (key.includes(".failed.") ? [words(view)] : []));

describe("with an Admin API, what Mistral refuses", () => {
  const failures = () => world.rows().map(({ failure }) => failure);
  const posts = () => world.posts("/users-invite");

  it("for one address costs no other its Invitation, and nobody a second e-mail", async () => {
    refuse(422);
    await world.approved(`${PAUL}, ${ROSA}`);
    expect([world.statuses(), world.mails(), posts()]).toEqual([["pending", "pending"], [PAUL, ROSA], 3]);
  });

  it("is told row by row to the requester and the approver, with what to do", async () => {
    refuse(422, 2);
    await world.approved(`${PAUL}, ${ROSA}`);
    expect(world.statuses()).toEqual(["failed", "pending"]);
    expect(failures()).toEqual(["address_refused", null]);
    for (const person of ["chloe", "ben"]) {
      expect(outcomes(world.bot, person)).toEqual([
        expect.stringMatching(/paul@.*Mistral refused this address.*the domains on Mistral's Access page/),
      ]);
    }
    expect(outcomes(world.bot, "chloe")[0]).toMatch(/An approver can resend/);
    expect(outcomes(world.bot, "ben")[0]).toMatch(/\[Send again\]/);
    expect(outcomes(world.bot, "ana")).toEqual([]);
    expect(world.bot.chat.cards("dm-ana", "alert:trouble.")).toEqual([]);
  });

  it("for two people for two reasons is told in one message", async () => {
    refuse(422, 2);
    refuse(409);
    await world.approved(`${PAUL}, ${ROSA}`);
    expect(failures()).toEqual(["address_refused", "conflict"]);
    for (const person of ["chloe", "ben"]) expect(outcomes(world.bot, person)).toHaveLength(1);
  });

  it("does not mail anybody twice where a refusal was none", async () => {
    world.mistral.faults.add({ fault: { kind: "answer", status: 409, afterChange: true }, ...INVITE });
    await world.approved(`${PAUL}, ${ROSA}`);
    expect(world.statuses()).toEqual(["pending", "pending"]);
    expect(world.section.get().doubleInvites).toBe(0);
  });

  it.each([
    [403, "no", "no_right"],
    [403, "Inactive subscription or usage limit reached", "billing_needed"],
  ])("everybody with %i (%s) is tried once and told once", async (status, detail, failure) => {
    refuse(status, 1, detail);
    await world.approved(`${PAUL}, ${ROSA}`);
    expect(failures()).toEqual([failure, failure]);
    expect(posts()).toBe(1);
    for (const person of ["chloe", "ben", "ana"]) expect(outcomes(world.bot, person)).toHaveLength(1);
    expect(world.bot.chat.cards("dm-ana", "alert:trouble.")).toEqual([]);
  });

  it("with seats says that there may be none free", async () => {
    refuse(400, 9);
    await world.bot.as("chloe").submit({ form: "invite" }, { ...invitation(PAUL), seats: ["code"] });
    await world.bot.approve();
    expect(failures()).toEqual(["seats_refused"]);
    expect(outcomes(world.bot, "chloe")[0]).toMatch(/may have no free seats/);
  });

  it("because a Workspace was archived says so", async () => {
    await world.bot.as("ana").submit({ form: "workspaces" }, { names: "Lab" });
    world.section.change((draft) => Object.assign(must(draft.workspaces.at(-1)), { archived: true }));
    refuse(404, 9);
    const values = { ...invitation(`${PAUL}, ${ROSA}`), workspaces: ["1"] };
    await world.bot.as("chloe").submit({ form: "invite" }, values);
    await world.bot.approve();
    expect(failures()).toEqual(["workspace_gone", "workspace_gone"]);
    expect(posts()).toBe(1);
  });
});

describe("without an Admin API, what is not possible", () => {
  async function approved(addresses: string): Promise<Bot> {
    const bot = await paidBot();
    await bot.hand("members", "kenji");
    await bot.approved(addresses);
    return bot;
  }
  const impossible = (bot: Bot) =>
    bot.as("kenji").submit({ form: "impossible", task: 1 }, { reason: "no *free* seat <!here>" });

  it("is heard by the requester and the approver, with the reason as it was written", async () => {
    const bot = await approved(`${PAUL}, ${ROSA}`);
    await impossible(bot);
    for (const person of ["chloe", "ben"]) {
      expect(outcomes(bot, person)).toEqual([
        expect.stringMatching(/not sent[\s\S]*paul@[\s\S]*rosa@[\s\S]*no \*free\* seat <!here>/),
      ]);
    }
    expect(outcomes(bot, "kenji")).toEqual([]);
    expect(bot.chat.told("kenji", "task:")[0]).toMatch(/Not possible, says @kenji[\s\S]*paul@/);
  });

  it("can be sent again, and then the message shows that it goes on", async () => {
    const bot = await approved(PAUL);
    await impossible(bot);
    expect(outcomes(bot, "ben")[0]).toMatch(/not sent[\s\S]*\[Send again\]/);
    await bot.as("ben").press({ do: "resend", invitation: 1 });
    expect(bot.tasks()).toHaveLength(1);
    for (const person of ["ben", "chloe"])
      expect(outcomes(bot, person)[0]).toMatch(
        /Nothing left to do about this[\s\S]*approved, to be sent by hand/,
      );
  });

  it("changes nothing for a revocation, leaves the Home page, and the owner hears of it", async () => {
    const bot = await approved(PAUL);
    await bot.done(1, 1, "kenji");
    await bot.as("ben").press({ do: "revoke", invitation: 1 });
    await bot.as("kenji").home();
    await bot.skip(MINUTE);
    const home = () => words(must(bot.chat.homes.get("kenji")));
    expect(home()).toContain("My tasks");
    await bot.as("kenji").submit({ form: "impossible", task: 2 }, { reason: "it is not there" });
    await bot.skip(MINUTE);
    expect(home()).not.toContain("My tasks");
    expect(bot.store.read((tx) => tx.invitations.get(1)?.status)).toBe("pending");
    const [card] = bot.chat.told("ana", "task:");
    expect(card).toMatch(/Not possible, says @kenji[\s\S]*paul@[\s\S]*it is not there/);
  });
});

const labels = (person: string) =>
  world.bot.chat.cards(`dm-${person}`, "outcome:").flatMap(({ view }) => labelsOf(view));

it("a refused Invitation that is tried again is in no two messages of the requester's that say the same, whatever comes of it", async () => {
  refuse(403, 2);
  await world.approved(PAUL);
  const read = () => world.bot.chat.told("chloe");
  for (const outcome of ["failed", "pending"]) {
    await world.bot.as("ben").press({ do: "resend", invitation: 1 });
    expect(world.statuses()).toEqual([outcome]);
    expect(new Set(read()).size).toBe(read().length);
  }
  expect(read().filter((text) => text.includes("not sent"))).toEqual([]);
  expect(read().filter((text) => text.includes("Your request was approved"))).toHaveLength(1);
});

it("an Invitation that Mistral refuses for everybody is one message with one button for all who may send it again, and without one for who may not", async () => {
  refuse(403);
  await world.approved(PAUL);
  expect(labels("ana")).toEqual(["Send again"]);
  expect(labels("ben")).toEqual(["Send again"]);
  expect(labels("chloe")).toEqual([]);
  expect(world.bot.chat.cards("dm-ana", "alert:trouble.")).toEqual([]);
  expect(world.bot.dead()).toEqual([]);
  await world.bot.as("ana").press({ do: "resend", invitation: 1 });
  expect(world.statuses()).toEqual(["pending"]);
  for (const person of ["ana", "ben", "chloe"]) expect(labels(person)).toEqual([]);
});

/** Mistral says that there is no such Invitation, and keeps it. */
const denyIt = () => world.refuses(404, { method: "DELETE" });
const doubles = () => world.section.get().doubleInvites;

describe("an Invitation that Mistral calls gone and still lists", () => {
  beforeEach(() => world.approved(PAUL));

  it("is not sent a second time until it is really revoked", async () => {
    denyIt();
    await world.bot.as("ben").press({ do: "resend", invitation: 1 });
    expect([world.statuses(), world.mails().length]).toEqual([["sending"], 1]);
    await world.skip(MINUTE);
    expect([world.statuses(), world.mails().length, doubles()]).toEqual([["pending"], 2, 0]);
  });

  it("does not count as revoked", async () => {
    denyIt();
    await world.bot.as("ben").press({ do: "revoke", invitation: 1 });
    expect(world.statuses()).toEqual(["pending"]);
    await world.skip(MINUTE);
    expect(world.statuses()).toEqual(["revoked"]);
    expect(world.mistral.mails()[0]?.state).toBe("revoked");
  });
});

it("an Invitation that somebody revoked meanwhile is sent again at once", async () => {
  await world.approved(PAUL);
  world.losesAnswer({ method: "DELETE" });
  await world.bot.as("ben").press({ do: "resend", invitation: 1 });
  await world.skip(MINUTE);
  expect([world.statuses(), world.mails().length, doubles()]).toEqual([["pending"], 2, 0]);
});
