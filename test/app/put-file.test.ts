import { describe, expect, it } from "vitest";
import { LIST_TEMPLATE, recordText } from "../../src/app/jobs/file-text.ts";
import { onDeadLetter } from "../../src/app/jobs/on-dead-letter.ts";
import type { Messenger } from "../../src/app/messenger.ts";
import type { FileContent, FilePlace } from "../../src/domain/file-offer.ts";
import { AppError } from "../../src/errors.ts";
import { saying } from "../../src/view/saying.ts";
import { createBot, startedBot } from "../support/bot.ts";
import { words } from "../support/chat.ts";
import { claimNext } from "../support/claim.ts";
import { must } from "../support/must.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
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
  const takesFiles = (messenger: Messenger): Messenger =>
    messenger.platform === "slack"
      ? messenger
      : {
          ...messenger,
          putFile: async (address) => {
            put.push(address);
            const error = left.length > 1 ? left.shift() : left[0];
            if (error != null) throw error;
          },
        };
  const bot = await startedBot({ both: true, through: takesFiles });
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
    tx.copies.insert({ ...place, message, subject: `file:${id}`, person: ben.id });
    return id;
  });
  const stored = () => must(bot.store.read((tx) => tx.files.get(offer)));
  async function answer(place: FilePlace | null): Promise<void> {
    await bot.app.fileAnswered(bot.inTeams("ben").caller, { offer, place, message: null }, "k-answer");
    await bot.settle();
  }
  return {
    bot,
    put,
    stored,
    said: () => words(must(bot.app.copy(bot.inTeams("ben").caller, "dm-t-ben", message))),
    accept: () => answer(PLACE),
    decline: () => answer(null),
    benLosesHisRight: () =>
      bot.store.transact((tx) => {
        const setup = must(tx.setup.load());
        tx.setup.save({ ...setup, settings: { ...setup.settings, approvers: [] } });
      }),
    benLeaves: () => {
      bot.store.transact((tx) => {
        for (const one of [must(bot.chat.account("ben")), must(bot.teams.account("t-ben"))])
          tx.people.upsert({ ...one, standing: "gone" }, bot.now());
      });
    },
    job: () =>
      must(
        bot.store.read((tx) =>
          Array.from({ length: 300 }, (_, n) => tx.jobs.get(n + 1)).find(
            (row) => row?.job.kind === "put-file",
          ),
        ),
      ),
  };
}

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

  it("is forgotten when the bot comes back later than that, and nothing is put there any more", async () => {
    const { bot, put, stored, accept } = await offered("template", [busy(MINUTE), null]);
    await accept();
    await bot.skip(5 * HOUR);
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
      expect(said()).toContain("Ask for it again");
    }
  });

  it.each([
    ["failed", null],
    ["unsure", 5],
  ] as const)(
    "is forgotten when the job is given up: %s, and nobody can order it once more",
    async (state, unknownSince) => {
      const { bot, stored, accept, job } = await offered("template", [busy(20 * MINUTE)]);
      await accept();
      const row = { ...job(), unknownSince };
      bot.store.transact((tx) => {
        claimNext(tx.jobs, bot.now() + 30 * MINUTE);
        tx.jobs.bury(row.id, bot.now(), "a bug");
        onDeadLetter({ tx, now: bot.now(), context: bot.context }, row, "bug");
      });
      await bot.settle();
      expect(stored()).toMatchObject({ state, place: { address: null } });
      expect(bot.store.read((tx) => tx.jobs.dead())).toEqual([]);
    },
  );
});

describe("a file whose first try had no answer", () => {
  it("may be there, though its reader has lost the right to it since", async () => {
    const { bot, put, stored, said, accept, benLosesHisRight } = await offered("record", [lost(), null]);
    await accept();
    expect(put).toHaveLength(1);
    benLosesHisRight();
    expect(said()).not.toMatch(/not put/);
    await bot.skip(MINUTE);
    expect(stored().state).toBe("unsure");
    expect(put).toHaveLength(1);
    expect(said()).toContain("nobody has said. Look there");
    expect(said()).not.toMatch(/\[|not put/);
  });

  it("may be there, though it cannot be made any more as it was offered", async () => {
    const { bot, stored, said, accept } = await offered("template", [lost(), null]);
    await accept();
    const accepted = stored();
    bot.store.transact((tx) => tx.files.save({ ...accepted, size: 1 }));
    await bot.skip(MINUTE);
    expect(stored().state).toBe("unsure");
    expect(said()).toContain("nobody has said. Look there");
  });

  it("may be there, though there is no room for the next one", async () => {
    const { bot, stored, accept } = await offered("template", [lost(), new AppError("invalid", "full")]);
    await accept();
    await bot.skip(MINUTE);
    expect(stored().state).toBe("unsure");
  });
});

describe("the Record", () => {
  it("goes to nobody who has left since they accepted it, though nobody has taken them off the approvers", async () => {
    const { bot, put, stored, said, accept, benLeaves } = await offered("record", [busy(MINUTE / 2), null]);
    await accept();
    expect(put).toHaveLength(1);
    benLeaves();
    await bot.skip(MINUTE);
    expect(put).toHaveLength(1);
    expect(stored()).toMatchObject({ state: "failed", place: { address: null } });
    expect(said()).toBe("The Record goes only to whoever decides in this Setup.");
  });

  it.each([true, false])(
    "cannot be asked for again from an offer that was declined, without the right to it: %s",
    async (right) => {
      const { said, decline, benLosesHisRight } = await offered("record", [null]);
      await decline();
      if (!right) benLosesHisRight();
      expect(said()).toContain("You declined");
      expect(said().includes("[Send it as a file]")).toBe(right);
    },
  );
});
