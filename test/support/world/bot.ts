import type { Caller, Messenger, Reply } from "../../../src/app/core/app.ts";
import type { Context } from "../../../src/app/core/context.ts";
import { createApp } from "../../../src/app/core/create-app.ts";
import { invitationsOf } from "../../../src/app/requests/deciders.ts";
import { beginWork } from "../../../src/app/worker/begin-work.ts";
import { createWorker, type Worker } from "../../../src/app/worker/worker.ts";
import type { Account, Platform } from "../../../src/domain/accounts/person.ts";
import type { FormRef, FormValues, UserAction } from "../../../src/domain/action.ts";
import { asks } from "../../../src/domain/requests/request.ts";
import type { StepName } from "../../../src/domain/setup/setup.ts";
import type { MistralAdmin } from "../../../src/mistral/admin/admin.ts";
import { createRecordLookup, type Dns } from "../../../src/mistral/dns.ts";
import type { KeyProbe } from "../../../src/mistral/probe.ts";
import { openStore } from "../../../src/store/store.ts";
import type { Store, Tx } from "../../../src/store/tx.ts";
import { askedFor } from "../../../src/view/requests/request-parts.ts";
import { must } from "../must.ts";
import { createChat } from "./chat.ts";
import { HOUR } from "./times.ts";

export const TENANT = "tenant";
export const SLACK_TEAM = "T1";
export const START = Date.UTC(2026, 0, 5, 9);
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

type Options = {
  mistral?: MistralAdmin;
  probe?: KeyProbe;
  store?: Store;
  log?: Context["log"];
  owners?: string[];
  dns?: Dns;
  graceMs?: number;
  /** Teams as well. */
  both?: boolean;
  /** Nobody has said yet that their accounts in both are theirs. */
  apart?: boolean;
  /** What was there before this bot, and stays. */
  around?: Around;
  /** What stands between the bot and its chats. */
  through?: (messenger: Messenger) => Messenger;
};

/** Approve without what its card shows. */
type Approve = { readonly do: "approve"; readonly request: number };

const isBare = (action: UserAction | Approve): action is Approve =>
  action.do === "approve" && !("ask" in action);

/** What the Approve on the card of a Request sends, as the card is now. */
export function approvalIn(tx: Tx, id: number): UserAction {
  const request = tx.requests.get(id);
  if (request === null) return { do: "approve", request: id, ask: "m1" };
  const ask = asks(request, askedFor({ request, invitations: invitationsOf(tx, request) }).length);
  return { do: "approve", request: id, ask };
}

export const approvalOf = ({ read }: Pick<Store, "read">, id: number): UserAction =>
  read((tx) => approvalIn(tx, id));

/** Time that goes by in steps, with a look after each. */
export const awake =
  (skip: (milliseconds: number) => Promise<unknown>) =>
  async (milliseconds: number, step = 4 * HOUR): Promise<void> => {
    for (let left = milliseconds; left > 0; left -= step) await skip(Math.min(step, left));
  };

/** The chats and the time; they outlive a bot. */
export function createAround() {
  const chat = createChat();
  chat.join("ana", { admin: true });
  for (const id of ["ben", "chloe", "kenji"]) chat.join(id);
  chat.join("greta", { standing: "guest" });
  const teams = createChat("teams");
  for (const id of ["ana", "ben", "chloe", "tara"]) {
    const address = `${id}@lumen.example`;
    teams.join(`t-${id}`, { name: id, address });
  }
  return { chat, teams, clock: { now: START } };
}

export type Around = ReturnType<typeof createAround>;

/**
 * The core on a real database with one chat platform in memory, or both, and a clock that only tests move. Ana, Ben and
 * Chloe have an account on each, Tara in Teams alone.
 */
export function createBot(options: Options = {}) {
  const { around = createAround(), through = (messenger) => messenger } = options;
  const { chat, teams, clock } = around;
  let requests = 0;
  let worker: Worker | null = null;
  const store =
    options.store ?? openStore({ path: ":memory:", kind: "real", clock: () => clock.now, redrawAfterMs: 0 });
  const context: Context = {
    store,
    messengers: (options.both === true ? [chat, teams] : [chat]).map(({ messenger }) => through(messenger)),
    mistral: options.mistral ?? null,
    probe: options.probe ?? null,
    lookInDns: createRecordLookup(options.dns ?? { txt: async () => [] }),
    now: () => clock.now,
    random: () => 0.5,
    owners: options.owners ?? [],
    syncMs: 60_000,
    warmupMs: 180_000,
    graceMs: options.graceMs ?? 15_000,
    lookedAt: new Map(),
    asked: new Map(),
    log: options.log ?? quiet,
    wake: () => {},
  };
  const app = createApp(context);
  worker = createWorker(context);
  const running = worker;
  // Nobody stops it, and hundreds that look by themselves would take the time of all tests after them.
  running.start("when told");

  const settle = () => running.idle();
  const after = async (reply: Promise<Reply>): Promise<Reply> => {
    const answer = await reply;
    await settle();
    return answer;
  };

  const as = (account: string, team = SLACK_TEAM) =>
    acting({ platform: "slack", account, team, channel: null });

  const inTeams = (account: string) =>
    acting({ platform: "teams", account: `t-${account}`, team: TENANT, channel: null });

  function acting(caller: Caller) {
    const key = () => {
      requests += 1;
      return `k${requests}`;
    };
    return {
      caller,
      command: (words: string) => after(app.command(caller, words, key())),
      press: (action: UserAction | Approve, id = key()) =>
        after(app.press(caller, isBare(action) ? approvalOf(store, action.request) : action, id)),
      submit: (form: FormRef, values: FormValues, id = key()) => after(app.submit(caller, form, values, id)),
      form: (form: FormRef, values: FormValues) => app.form(caller, form, values),
      copy: (channel: string, message: string) => app.copy(caller, channel, message),
      home: () => app.homeOpened(caller, key()).then(settle),
    };
  }

  return {
    app,
    around,
    chat,
    teams,
    context,
    store,
    as,
    inTeams,
    /** Whoever has an account on each is asked in Slack whether the one in Teams is theirs, and answers. */
    confirm: async (account: string, mine = true) => {
      for (const one of [as(account), inTeams(account)]) await one.command("help");
      store.transact(({ people }) => {
        const [here, there] = [people.byAccount("slack", account), people.byAccount("teams", `t-${account}`)];
        if (here !== null && there !== null) people.set(there.id, { asked: here.id });
      });
      await as(account).press({ do: "account", platform: "teams", account: `t-${account}`, mine });
    },
    settle,
    worker: running,
    now: () => clock.now,
    /** Moves the clock and lets everything that became due happen. */
    skip: async (milliseconds: number) => {
      clock.now += milliseconds;
      await settle();
    },
    /** Lets time pass while the bot is awake: it looks every few hours, or as often as `step` says. `skip` is like a sleep. */
    live: awake(async (milliseconds) => {
      clock.now += milliseconds;
      await settle();
    }),
    /** Somebody's account changes, and their platform tells the bot. */
    becomes: async (account: string, facts: Partial<Account>) => {
      chat.join(account, facts);
      app.accountChanged(must(chat.account(account)));
      await settle();
    },
    /** What every start does. */
    begin: () => store.transact((tx) => beginWork({ tx, now: clock.now, context })),
    /** The Admin API key is configured, or (null) taken away, and the bot starts again. */
    restart: async (mistral: MistralAdmin | null) => {
      Object.assign(context, { mistral });
      store.transact((tx) => beginWork({ tx, now: clock.now, context }));
      await settle();
    },
    setup: () => must(store.read((tx) => tx.setup.load())),
    request: (id = 1) => must(store.read((tx) => tx.requests.get(id))),
    rows: (request = 1) => store.read((tx) => tx.invitations.ofRequest(request)),
    statuses: (request = 1) =>
      store.read((tx) => tx.invitations.ofRequest(request).map(({ status }) => status)),
    tasks: () => store.read((tx) => tx.tasks.open()),
    /** What people have still to do by hand, and about whom. */
    toDo: (): unknown[][] =>
      store.read((tx) =>
        tx.tasks
          .open()
          .map(({ kind, invitations }) => [
            kind,
            ...invitations.map((id) => tx.invitations.get(id)?.address),
          ]),
      ),
    alerts: () => store.read((tx) => tx.alerts.open()),
    dead: () => store.read((tx) => tx.jobs.dead()),
    recorded: (event: string) =>
      store.read((tx) => [...tx.record.all()].filter((entry) => entry.event === event)),
    /** What people do most, in Slack. */
    pay: () => as("ana").submit({ form: "billing" }, billing()),
    set: (change: FormValues) => as("ana").submit({ form: "settings" }, settings(change)),
    hand: (step: StepName, person: string) => as("ana").submit({ form: "hand", step }, { person }),
    ask: (addresses: string, by = "chloe", role = "member") =>
      as(by).submit({ form: "invite" }, invitation(addresses, role)),
    /** Asked for by Chloe and approved by Ben. */
    approved: async (addresses: string) => {
      await as("chloe").submit({ form: "invite" }, invitation(addresses));
      const asked = must(store.read((tx) => tx.requests.open()).at(-1));
      return as("ben").press(approvalOf(store, asked.id));
    },
    approve: (request = 1, by = "ben") => as(by).press(approvalOf(store, request)),
    deny: (request = 1, by = "ben", reason = "not now") =>
      as(by).submit({ form: "deny", request }, { reason }),
    done: (task = 1, rows = 1, by = "ben") => as(by).press({ do: "task-done", task, rows }),
    doAll: async (by = "ben") => {
      for (const { id, invitations } of store.read((tx) => tx.tasks.open()))
        await as(by).press({ do: "task-done", task: id, rows: invitations.length });
    },
    personOf: (account: string, platform: Platform = "slack") => {
      const person = store.read((tx) => tx.people.byAccount(platform, account));
      if (person === null) throw new Error(`${account} has not been seen`);
      return person;
    },
  };
}

export type Bot = ReturnType<typeof createBot>;

/** And billing is confirmed. */
export async function paidBot(options: Options = {}): Promise<Bot> {
  const bot = await startedBot(options);
  await bot.pay();
  return bot;
}

/** And Chloe has asked for these, which Ben has approved: in guided mode he has Task 1. */
export async function approvedBot(addresses = PAUL, options: Options = {}): Promise<Bot> {
  const bot = await paidBot(options);
  await bot.approved(addresses);
  return bot;
}

export const PAUL = "paul@lumen.example";
export const ROSA = "rosa@lumen.example";
export const KENJI = "kenji@lumen.example";

const NOBODY: readonly string[] = [];

/** Ana has started the Setup: cards go to #approvals, news to #news, Ben approves too. */
export async function startedBot(options: Options = {}): Promise<Bot> {
  const bot = createBot(options);
  const values = { approvals: "approvals", news: "news", approvers: ["ben"] };
  await bot.as("ana").submit({ form: "start" }, values);
  if (options.both === true && options.apart !== true)
    for (const id of ["ana", "ben", "chloe"]) await bot.confirm(id);
  return bot;
}

export const invitation = (addresses: string, role = "member") => ({
  addresses,
  role,
  workspaces: NOBODY,
  seats: NOBODY,
  reason: "for the project",
});

export const billing = (plan = "pay-as-you-go") => ({ means: "card", plan, monthlyLimit: null });

/** The settings with which the Setup has started, but for the change. */
export const settings = (change: FormValues = {}): FormValues => ({
  ...{ approvals: "approvals", news: "news", level: "everything", approvers: ["ben"] },
  ...{ domains: "", seats: NOBODY, reminders: ["on"], ...change },
});
