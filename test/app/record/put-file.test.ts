import { describe, expect, it } from "vitest";
import { reviewText } from "../../../src/app/approvals/review-rows.ts";
import type { Messenger } from "../../../src/app/core/app.ts";
import { LIST_TEMPLATE, recordText } from "../../../src/app/record/files.ts";
import { onDeadLetter } from "../../../src/app/worker/run-job.ts";
import type { FileContent, FilePlace } from "../../../src/domain/file-offer.ts";
import { AppError } from "../../../src/lib/errors.ts";
import { saying } from "../../../src/view/core/spans.ts";
import { must } from "../../support/must.ts";
import { createBot, startedBot } from "../../support/world/bot.ts";
import { changeSettings } from "../../support/world/both.ts";
import { words } from "../../support/world/chat.ts";
import { claimNext } from "../../support/world/claim.ts";
import { HOUR, MINUTE } from "../../support/world/times.ts";

const PLACE = {
  ...{ address: "https://lumen.sharepoint.com/upload", link: "https://lumen.sharepoint.com/file" },
  ...{ id: "f-1", type: "csv", name: "list.csv" },
};

const busy = (retryAfterMs: number) => new AppError("rate_limited", "busy", { retryAfterMs });
const lost = () => new AppError("outcome_unknown", "connection lost");

/** Ben, who decides too, was offered a file in Teams; each of `tries` is what comes of an attempt to put it there. */
async function offered(what: FileContent["kind"], tries: readonly (AppError | null)[]) {
  const put: string[] = [];
  const left = [...tries];
  const putFile = async (address: string) => {
    put.push(address);
    const error = left.length > 1 ? left.shift() : left[0];
    if (error != null) throw error;
  };
  const through = (messenger: Messenger): Messenger =>
    messenger.platform === "slack" ? messenger : { ...messenger, putFile };
  const bot = await startedBot({ both: true, through });
  const ben = bot.personOf("ben");
  const record = await recordText(bot.store);
  const content: FileContent = what === "record" ? { kind: what, end: record.end } : { kind: what };
  const size = what === "record" ? record.text.length : LIST_TEMPLATE.length;
  const message = must(await bot.teams.messenger.post("dm-t-ben", saying("A file"), "k-offer"));
  const offer = bot.store.transact((tx) => {
    const { id } = tx.files.insert({
      ...({ person: ben.id, platform: "teams", content, name: "list.csv" } as const),
      ...({ size, state: "offered", place: null, createdAt: bot.now() } as const),
    });
    const place = { platform: "teams", channel: "dm-t-ben" } as const;
    tx.posted.insert({ ...place, message, subject: `file:${id}`, person: ben.id });
    return id;
  });
  const stored = () => must(bot.store.read((tx) => tx.files.get(offer)));
  async function answer(place: FilePlace | null): Promise<void> {
    const given = { offer, place };
    await bot.app.fileAnswered(bot.inTeams("ben").caller, given, crypto.randomUUID());
    await bot.settle();
  }
  return {
    bot,
    put,
    stored,
    said: () => words(must(bot.app.copy(bot.inTeams("ben").caller, "dm-t-ben", message))),
    accept: () => answer(PLACE),
    decline: () => answer(null),
    benLosesHisRight: () => changeSettings(bot, () => ({ approvers: [] })),
    benLeaves: () => {
      for (const one of [bot.chat.account("ben"), bot.teams.account("t-ben")])
        bot.store.transact((tx) => tx.people.upsert({ ...must(one), standing: "gone" }, bot.now()));
    },
    becomesSmaller: () => {
      const accepted = stored();
      bot.store.transact((tx) => tx.files.save({ ...accepted, size: 1 }));
    },
    job: () => {
      const rows = bot.store.read((tx) => Array.from({ length: 300 }, (_, n) => tx.jobs.get(n + 1)));
      return must(rows.find((row) => row?.job.kind === "put-file"));
    },
  };
}

type Offered = Awaited<ReturnType<typeof offered>>;

it("a file that was accepted is put once, whatever is answered afterwards, and its address is forgotten", async () => {
  const { put, stored, accept, decline } = await offered("template", [null]);
  await accept();
  await decline();
  await accept();
  expect([put, stored()]).toMatchObject([[PLACE.address], { state: "put", place: { address: null } }]);
});

it("a review is put as it is when it is accepted, also where somebody has answered since it was offered", async () => {
  const { bot, stored, said, accept } = await offered("review", [null]);
  const size = bot.store.read((tx) => Buffer.byteLength(reviewText({ tx, context: bot.context }, bot.now())));
  expect(stored().size).not.toBe(size);
  expect(said()).not.toContain("npx mistral-setup record");
  await accept();
  expect(stored().state).toBe("put");
  expect(said()).toMatch(/^Review of Members\n.*list\.csv is in your OneDrive/);
});

describe("where an accepted file is to be put", () => {
  it("is forgotten after an hour, however long the other side asks us to wait", async () => {
    const { bot, put, stored, accept } = await offered("template", [busy(20 * HOUR)]);
    await accept();
    await bot.skip(59 * MINUTE);
    expect(stored()).toMatchObject({ state: "accepted", place: PLACE });
    await bot.skip(MINUTE + 1000);
    expect(stored()).toMatchObject({ state: "failed", place: { address: null } });
    expect(put).toHaveLength(1);
  });

  it("is forgotten where its platform is not connected any more, or takes no files", async () => {
    for (const both of [false, true]) {
      const { bot, stored, said, accept } = await offered("template", [busy(MINUTE)]);
      await accept();
      await bot.worker.stop(1000);
      const next = createBot({ store: bot.store, around: bot.around, both });
      await next.skip(2 * MINUTE);
      expect(stored()).toMatchObject({ state: "failed", place: { address: null } });
      expect(said()).toContain("ask again");
    }
  });

  it("is forgotten when the job is given up, and nobody can order it once more", async () => {
    const { bot, stored, accept, job } = await offered("template", [busy(20 * MINUTE)]);
    await accept();
    const row = job();
    bot.store.transact((tx) => {
      claimNext(tx.jobs, bot.now() + 30 * MINUTE);
      tx.jobs.bury(row.id, bot.now(), "a bug");
      onDeadLetter({ tx, now: bot.now(), context: bot.context }, row, "bug");
    });
    await bot.settle();
    expect(stored()).toMatchObject({ state: "failed", place: { address: null } });
    expect(bot.dead()).toEqual([]);
  });
});

it.each<[string, FileContent["kind"], AppError | null, (scene: Offered) => unknown]>([
  ["its reader has lost the right to it since", "record", null, (scene) => scene.benLosesHisRight()],
  ["it cannot be made any more as it was offered", "template", null, (scene) => scene.becomesSmaller()],
  ["there is no room for the next one", "template", new AppError("invalid", "full"), () => {}],
])("of a file whose first try had no answer nothing is claimed when %s", async (_, what, next, happens) => {
  const scene = await offered(what, [lost(), next]);
  await scene.accept();
  expect(scene.put).toHaveLength(1);
  await happens(scene);
  await scene.bot.skip(MINUTE);
  expect(scene.stored().state).toBe("failed");
  expect(scene.put).toHaveLength(next === null ? 1 : 2);
  expect(scene.said()).toMatch(/may not have reached|for the owner and approvers/);
});

describe("the Record", () => {
  it("goes to nobody who has left since they accepted it, though nobody has taken them off the approvers", async () => {
    const { bot, put, stored, said, accept, benLeaves } = await offered("record", [busy(MINUTE / 2), null]);
    await accept();
    expect(put).toHaveLength(1);
    benLeaves();
    await bot.skip(MINUTE);
    expect([put.length, stored()]).toMatchObject([1, { state: "failed", place: { address: null } }]);
    expect(said()).toBe("This file is for the owner and approvers.");
  });

  it("can be asked for again from an offer that was declined, and not without the right to it", async () => {
    const { said, decline, benLosesHisRight } = await offered("record", [null]);
    await decline();
    expect(said()).toMatch(/You declined[\s\S]*\[Send as a file\]/);
    benLosesHisRight();
    expect(said()).toMatch(/^[^[]*You declined[^[]*$/);
  });
});

it("files are taken one at a time, answered once, and kept for their sender", async () => {
  const bot = await startedBot({ both: true });
  const file = async () => new TextEncoder().encode("email\nzoe@lumen.example");
  const { caller } = bot.inTeams("tara");
  expect(await bot.app.list(caller, [file, file], "two")).toMatchObject({ kind: "errors" });
  expect(await bot.app.list(caller, [file, file], "two")).toEqual({ kind: "nothing", repeated: true });
  expect(await bot.app.list(caller, [file], "one")).toMatchObject({ kind: "show" });
  expect(await bot.app.list(caller, [file], "one")).toEqual({ kind: "nothing", repeated: true });
  const form = { form: "invite", list: 1 } as const;
  const typed = { addresses: null, role: "member" };
  expect(await bot.inTeams("chloe").submit(form, typed)).toMatchObject({ kind: "errors" });
  expect(await bot.inTeams("tara").submit(form, typed)).toMatchObject({ kind: "stack" });
});

it("what else stands in a file is kept nowhere", async () => {
  const readFile = async () => new TextEncoder().encode("email;salary\nzoe@lumen.example;123456");
  const through = (messenger: Messenger) => ({ ...messenger, mayReadFiles: () => true, readFile });
  const bot = await startedBot({ through });
  await bot.as("chloe").submit({ form: "invite" }, { file: ["F1"], role: "member" });
  const drafts = [1, 2].map((id) => bot.store.read((tx) => tx.drafts.get(id)));
  expect(JSON.stringify(drafts)).toContain("zoe@lumen.example");
  expect(JSON.stringify(drafts)).not.toContain("123456");
});
