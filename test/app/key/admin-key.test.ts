import { beforeEach, describe, expect, it } from "vitest";
import { sayWhetherAdminKeyIsLetIn } from "../../../src/app/key/admin-key.ts";
import { openStore } from "../../../src/store/store.ts";
import { must } from "../../support/must.ts";
import { type AutomaticBot, startAutomatic } from "../../support/world/automatic.ts";
import { PAUL, START, startedBot } from "../../support/world/bot.ts";
import { said, words } from "../../support/world/chat.ts";
import { MINUTE } from "../../support/world/times.ts";

let world: AutomaticBot;
beforeEach(async () => {
  world = await startAutomatic();
  await world.pay();
});

const refuse = (status: number, path = "/v1/admin") => world.down(status, path);

const OVER = /refused the Admin API key from .* until/;
const heard = () => world.bot.chat.told("ana", "alert:admin-key.");

describe("an Admin key that is refused", () => {
  it("holds Invitations back, is told to the owner once with what to do, and they go on when it is let in again", async () => {
    refuse(401);
    await world.approved("paul@lumen.example, zoe@lumen.example");
    await world.minutes(60, 15);
    expect(world.statuses()).toEqual(["approved", "approved"]);
    expect(world.mails()).toEqual([]);
    expect(world.bot.dead()).toEqual([]);
    expect(heard()).toEqual([
      expect.stringMatching(/ask Mistral for a new Admin API key[\s\S]*MISTRAL_ADMIN_API_KEY/),
    ]);
    expect(heard()[0]).toMatch(/Admin API key \(an ordinary key won't do\).*restart/);
    world.up();
    await world.minutes(20, 5);
    expect(world.statuses()).toEqual(["pending", "pending"]);
    expect(world.mails()).toEqual(["paul@lumen.example", "zoe@lumen.example"]);
    expect(world.section.get().doubleInvites).toBe(0);
  });

  it("is noticed while nothing is to be done, said to be over in the message that told of it, and told anew later", async () => {
    refuse(401);
    await world.minutes(15, 5);
    world.up();
    await world.minutes(15, 5);
    expect(heard()).toEqual([expect.stringMatching(OVER)]);
    refuse(401);
    await world.minutes(25, 5);
    expect(heard()).toEqual([expect.stringMatching(OVER), expect.stringMatching(/nothing is lost/)]);
  });

  it("is told no more often where it comes and goes, until it stays", async () => {
    for (let times = 0; times < 5; times += 1) {
      refuse(401);
      await world.minutes(11, 5);
      world.up();
      await world.minutes(11, 5);
    }
    expect(heard()).toHaveLength(1);
    refuse(401);
    await world.minutes(30, 5);
    expect(heard().slice(1)).toEqual([expect.stringMatching(/has refused the Admin API key/)]);
    world.up();
    await world.minutes(15, 5);
    expect(heard()).toHaveLength(2);
  });

  it("stands on the checklist, the status and the Home page of those who decide, while it lasts", async () => {
    const shown = async (who: string) => {
      const { as, chat } = world.bot;
      await as(who).home();
      const replies = [await as(who).command(""), await as(who).command("status")];
      const pages = [...replies.map(said), words(must(chat.homes.get(who)))];
      return pages.map((page) => page.includes("has refused the Admin API key since"));
    };
    refuse(401);
    await world.minutes(15, 5);
    expect(await shown("ana")).toEqual([true, true, true]);
    expect(await shown("ben")).toEqual([true, true, true]);
    expect(await shown("chloe")).toEqual([false, false, false]);
    world.up();
    await world.minutes(15, 5);
    expect(await shown("ana")).toEqual([false, false, false]);
  });
});

describe("a key that is refused for one call alone", () => {
  it("once, with a 401 that passes, holds back no Invitation and alarms nobody", async () => {
    world.refuses(401, { path: "/v1/admin/users-invite" });
    await world.approved(PAUL);
    expect(world.statuses()).toEqual(["pending"]);
    expect(world.mails()).toEqual([PAUL]);
    expect(heard()).toEqual([]);
  });

  it("with 401 is told once, and not over while that call is refused, though the members list can be read", async () => {
    refuse(401, "/v1/admin/users-invite");
    await world.approved("paul@lumen.example");
    await world.minutes(30, 1);
    expect(heard()).toEqual([expect.not.stringMatching(OVER)]);
    expect(world.bot.dead()).toEqual([]);
    world.up();
    await world.minutes(12, 1);
    expect(world.mails()).toEqual(["paul@lumen.example"]);
    expect(heard()).toEqual([expect.stringMatching(OVER)]);
  });
});

it("a bot that starts with a refused key tells of it once over restarts, until it is over", async () => {
  const store = openStore({ path: ":memory:", kind: "real", clock: () => START });
  refuse(401);
  const run = async (milliseconds: number) => {
    const bot = await startedBot({ store, mistral: must(world.bot.context.mistral) });
    await bot.skip(milliseconds);
    await bot.worker.stop(1_000);
    return [bot.chat.told("ana", "alert:admin-key.").length, bot.alerts().length];
  };
  expect(await run(20 * MINUTE)).toEqual([1, 1]);
  expect(await run(40 * MINUTE)).toEqual([0, 1]);
  world.up();
  expect(await run(60 * MINUTE)).toEqual([0, 0]);
});

describe("an Admin key that Mistral lets in and refuses everything", () => {
  it("is told to the owner as a key without rights, and the Invitations go out once it has them", async () => {
    refuse(403);
    await world.approved(PAUL);
    await world.minutes(15, 5);
    expect(world.statuses()).toEqual(["approved"]);
    const [card, ...others] = heard();
    expect(others).toEqual([]);
    expect(card).toMatch(/The Admin API key has no rights at Mistral/);
    expect(card).toMatch(/people, invitations, Workspaces and the spending limit/);
    expect(card).toMatch(/Backoffice or Admin Panel/);
    for (const person of ["ana", "ben", "chloe"])
      expect(world.bot.chat.told(person).join("\n")).not.toMatch(/but not for this|not sent/);
    world.up();
    await world.minutes(10);
    expect(world.statuses()).toEqual(["pending"]);
  });

  it("is told as such in the log of the next start", async () => {
    refuse(403);
    const said: string[] = [];
    const error = (_fields: object, message: string) => void said.push(message);
    const { context } = world.bot;
    await sayWhetherAdminKeyIsLetIn({ ...context, log: { ...context.log, error } });
    expect(said).toEqual([expect.stringMatching(/in, and allows it nothing: give it the rights/)]);
  });

  it("is not taken for one without rights while it may read anything", async () => {
    refuse(403, "/v1/admin/users");
    refuse(403, "/v1/admin/users-invite");
    await world.approved(PAUL);
    await world.minutes(15);
    expect(heard()).toEqual([]);
    expect(world.statuses()).toEqual(["failed"]);
  });
});
