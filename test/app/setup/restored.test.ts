import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "../../../src/store/store.ts";
import type { Store } from "../../../src/store/tx.ts";
import { must } from "../../support/must.ts";
import { type Around, type Bot, createAround, createBot, invitation } from "../../support/world/bot.ts";
import { said } from "../../support/world/chat.ts";

/** Closed and removed after all tests, in the reverse order. */
const cleanups: (() => void)[] = [];
afterAll(() => {
  for (const cleanup of cleanups.reverse()) cleanup();
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "mistral-setup-"));
  cleanups.push(() => rmSync(folder, { recursive: true }));
  return folder;
}

function open(path: string, around: Around): Store {
  const store = openStore({ path, kind: "real", clock: () => around.clock.now });
  cleanups.push(() => store.close());
  return store;
}

const START = { approvals: "approvals", news: null, approvers: ["ben"] };
const PANEL = "Name/Host: _mistral\nValue: mistral-domain-verification=";

const started = async (bot: Bot) => {
  await bot.as("ana").submit({ form: "start" }, START);
  for (const id of ["ana", "ben", "chloe"]) await bot.confirm(id);
  await bot.pay();
};

/** A Request that waits, a Task with one address, a domain that is looked for; all of this name. */
async function fill(bot: Bot, name: string): Promise<void> {
  await bot.as("chloe").submit({ form: "invite" }, invitation(`${name}-asked@lumen.example`), key());
  await bot.as("ben").submit({ form: "invite" }, invitation(`${name}-sent@lumen.example`), key());
  const domain = { domain: `${name}.lumen.example`, record: `${PANEL}restored9876543210` };
  const watched = await bot.as("ana").submit({ form: "domain" }, domain, key());
  expect(said(watched)).toContain(domain.domain);
}

const stateOf = ({ store }: Bot) =>
  store.read((tx) => ({
    requests: tx.requests.open().map(({ id }) => id),
    tasks: tx.tasks.open().map(({ id }) => id),
    invitations: tx.invitations.count(),
    watches: must(tx.setup.load()).observed.domains,
  }));

/** Each bot of these tests counts its requests anew, and the copy knows those of the first. */
const key = () => crypto.randomUUID();

const GONE = /no longer there/;

/** None of the tests but the last one changes anything. */
describe("once an old copy of the database is put back", () => {
  let life: Awaited<ReturnType<typeof lives>>;
  beforeAll(async () => {
    life = await lives();
  });

  async function lives() {
    const folder = newFolder();
    const around = createAround();
    const path = join(folder, "setup.db");
    const store = open(path, around);
    const first = createBot({ store, around, both: true });
    await started(first);
    await fill(first, "kept");
    await first.worker.stop(0);
    const copy = join(folder, "copy.db");
    replicate(path, copy);
    const before = createBot({ store, around, both: true });
    await fill(before, "lost");
    await before.worker.stop(0);
    around.clock.now += 60_000;
    const after = createBot({ store: open(copy, around), around, both: true });
    await fill(after, "new");
    return { lost: stateOf(before), after };
  }

  it("a card of before does nothing to what came since, and says so", async () => {
    const { lost, after } = life;
    const known = stateOf(after);
    const request = must(lost.requests.find((id) => !known.requests.includes(id)));
    const watch = must(lost.watches.find(({ domain }) => domain.startsWith("lost")));
    for (const [name, action] of [
      ["ben", { do: "approve", request }],
      ["ben", { do: "open", to: { form: "deny", request } }],
      ["ana", { do: "unwatch-domain", watch: watch.id, began: watch.startedAt }],
    ] as const) {
      expect(said(await after.as(name).press(action, key()))).toMatch(GONE);
      expect(said(await after.inTeams(name).press(action, key()))).toMatch(GONE);
    }
    const deny = { form: "deny", request } as const;
    expect(said(await after.as("ben").submit(deny, { reason: "no" }, key()))).toMatch(GONE);
    expect(stateOf(after)).toEqual(known);
  });

  it("a Task of both times is not done by a card with another list", async () => {
    const { lost, after } = life;
    const known = stateOf(after);
    const task = must(known.tasks.find((id) => lost.tasks.includes(id)));
    const reply = await after.as("ben").press({ do: "task-done", task, rows: 2, at: 7 }, key());
    expect(said(reply)).toMatch(/grown/);
    expect(stateOf(after)).toEqual(known);
  });

  it("what the copy has is still decided", async () => {
    const { lost, after } = life;
    const [request] = stateOf(after).requests.filter((id) => lost.requests.includes(id));
    await after.as("ben").press({ do: "approve", request: must(request) }, key());
    expect(stateOf(after).requests).toHaveLength(1);
    const seqs = after.store.read((tx) => [...tx.record.all()].map(({ seq }) => seq));
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
  });
});

/** What a replica knows, which does not say of itself that it is a copy. */
function replicate(path: string, copy: string): void {
  for (const end of ["", "-wal"])
    if (existsSync(`${path}${end}`)) copyFileSync(`${path}${end}`, `${copy}${end}`);
}

it.each<[string, (store: Store, path: string, copy: string) => void]>([
  ["a backup", (store, _, copy) => store.backup(copy)],
  ["a file restored from a replica", (_, path, copy) => replicate(path, copy)],
])("what %s has planned and its file has sent since is not sent once more", async (_, make) => {
  const folder = newFolder();
  const around = createAround();
  const path = join(folder, "setup.db");
  const store = open(path, around);
  const first = createBot({ store, around });
  await first.as("ana").submit({ form: "start" }, START);
  await first.pay();
  await first.worker.stop(0);
  await fill(first, "kept");
  const copy = join(folder, "copy.db");
  make(store, path, copy);
  const asked = () => around.chat.said("approvals").filter((text) => text.includes("kept-asked"));
  expect(asked()).toEqual([]);
  await createBot({ store, around }).settle();
  const sent = around.chat.messages.length;
  expect(asked()).toHaveLength(1);
  around.clock.now += 60_000;
  const after = createBot({ store: open(copy, around), around });
  await after.settle();
  await after.skip(60_000);
  expect([asked().length, around.chat.messages.length]).toEqual([1, sent]);
  expect(after.store.read((tx) => tx.jobs.dead())).toEqual([]);
});

it("where a new database is begun in the same channels, a card of before does nothing", async () => {
  const around = createAround();
  const asked: number[] = [];
  for (const life of ["first", "second"]) {
    const bot = createBot({ store: open(join(newFolder(), "setup.db"), around), around, both: true });
    await started(bot);
    await fill(bot, life);
    asked.push(...stateOf(bot).requests);
  }
  expect(new Set(asked).size).toBe(2);
});
