import { beforeEach, describe, expect, it } from "vitest";
import { fileFor, nextOf, opened, refused, rowsAbout } from "../../../support/approvals/reviews.ts";
import { must } from "../../../support/must.ts";
import { type AutomaticBot, startAutomatic } from "../../../support/world/automatic.ts";
import { said } from "../../../support/world/chat.ts";
import { DAY } from "../../../support/world/times.ts";

describe("a review with an Admin API", () => {
  let world: AutomaticBot;
  beforeEach(async () => {
    world = await startAutomatic();
    await world.pay();
    await world.live(DAY / 4);
  });
  const ID = { old: crypto.randomUUID(), zed: crypto.randomUUID() };
  const join = (name: keyof typeof ID, ...roles: ("organization_admin" | "member")[]) =>
    world.section.change(({ members }) => {
      const email = `${name}@lumen.example`;
      members.push({ ...must(members[0]), id: ID[name], name, email, roles });
    });

  it("shows whom nobody invited here, and releases them through the API", async () => {
    join("old", "member");
    await world.live(DAY / 4);
    const { reads, asks, answer } = await opened(world.bot.as("ben"));
    expect(reads).toMatch(/old@lumen\.example \(Member\), not invited here, verified with Mistral/);
    expect(asks).toEqual(["ana@lumen.example", "old@lumen.example"]);
    expect(said(await answer("release", ID.old))).toMatch(/^Removal requested/);
    expect(world.bot.recorded("removal.ordered")).toMatchObject([{ subject: `member:${ID.old}` }]);
    expect(world.bot.recorded("member.removed")).toHaveLength(1);
    expect((await opened(world.bot.as("ben"))).reads).not.toContain("old@");
    expect(fileFor(world.bot)).toMatch(/"\(left\)","","removed".*"removal ordered","ben@/);
    expect(fileFor(world.bot)).not.toContain(ID.old);
  });

  it("releases no Admin who would be the last one, also not both at once", async () => {
    join("old", "organization_admin");
    join("zed", "organization_admin");
    world.section.change(({ members }) => members.splice(0, 1));
    await world.live(DAY / 4);
    const { asks, answer } = await opened(world.bot.as("ben"));
    expect(asks).toEqual(["old@lumen.example", "zed@lumen.example"]);
    expect(await answer("release", ID.old, ID.zed)).toEqual(
      refused(/^zed@lumen\.example: This is the only Admin at Mistral/),
    );
    expect(world.bot.recorded("removal.ordered")).toEqual([]);
    expect(said(await answer("release", ID.old))).toMatch(/^Removal requested/);
  });

  it("counts no Admin whose removal is ordered already", async () => {
    join("old", "organization_admin");
    join("zed", "organization_admin");
    world.section.change(({ members }) => members.splice(0, 1));
    await world.live(DAY / 4);
    world.refuses(429, { method: "DELETE", times: 99 });
    const { answer } = await opened(world.bot.as("ben"));
    expect(said(await answer("release", ID.old))).toMatch(/^Removal requested/);
    expect(await answer("release", ID.zed)).toEqual(refused(/^zed@lumen\.example: This is the only Admin/));
    expect(said(await world.bot.as("ana").press({ do: "remove", member: ID.zed }))).toMatch(/only Admin/);
  });

  it("asks again about whom Mistral did not remove, and about whoever is back", async () => {
    join("old", "member");
    await world.live(DAY / 4);
    world.refuses(409, { method: "DELETE" });
    await (await opened(world.bot.as("ben"))).answer("release", ID.old);
    expect((await opened(world.bot.as("ben"))).asks).toContain("old@lumen.example");
    await (await opened(world.bot.as("ben"))).answer("release", ID.old);
    expect((await opened(world.bot.as("ben"))).asks).not.toContain("old@lumen.example");
    join("old", "member");
    await world.live(DAY / 4);
    await (await opened(world.bot.as("ben"))).answer("keep", ID.old);
    expect(rowsAbout(world.bot, "old@lumen.example")[0]).toContain('"kept","ben@');
  });

  it("passes nobody over where people are released on the page before", async () => {
    const many = Array.from({ length: 14 }, (_, at) => `p${10 + at}@lumen.example`);
    const ids = many.map(() => crypto.randomUUID());
    world.section.change(({ members }) => {
      const one = { ...must(members[0]), roles: ["member" as const] };
      members.push(...many.map((email, at) => ({ ...one, id: must(ids[at]), name: email, email })));
    });
    await world.live(DAY / 4);
    const { asks, answer } = await opened(world.bot.as("ben"));
    expect(asks).toEqual(["ana@lumen.example", ...many.slice(0, 9)]);
    const reply = await answer("release", ...ids.slice(0, 9));
    if (reply.kind !== "show") throw new Error(said(reply));
    const next = await opened(world.bot.as("ben"), must(nextOf({ intro: reply.view.blocks })).after);
    expect(next.asks).toEqual(many.slice(9));
  });
});
