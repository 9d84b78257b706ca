import type { Fault } from "../../../src/sandbox/fault.ts";
import { must } from "../../support/must.ts";
import { type AutomaticBot, automaticBot } from "../../support/world/automatic.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 25 * 60 * MINUTE;
const PAUL = "paul@lumen.example";

/** Something that the bot does at Mistral, and one of the calls that it needs for that. */
type Errand = {
  readonly method: string;
  readonly path: string;
  /** So many calls like this one come before it. */
  readonly after?: number;
  /** Whether the fault is there before the bot is. */
  readonly atStart?: boolean;
  /** What is there before. */
  readonly prepare: (world: AutomaticBot) => Promise<void>;
  readonly order: (world: AutomaticBot) => Promise<unknown>;
  /** Mistral and the bot agree that it is done. */
  readonly isDone: (world: AutomaticBot) => boolean;
  /** What somebody does who was told that it did not work. */
  readonly again: (world: AutomaticBot) => Promise<unknown>;
};

const ADMIN = "/v1/admin";
const ben = ({ bot }: AutomaticBot) => bot.as("ben");
const ana = ({ bot }: AutomaticBot) => bot.as("ana");
const emails = ({ section }: AutomaticBot) => section.get().members.map(({ email }) => email);
const rolesOf = ({ section }: AutomaticBot) =>
  section.get().members.find(({ email }) => email === PAUL)?.roles ?? [];
const openMails = ({ mistral }: AutomaticBot) => mistral.mails().filter(({ state }) => state === "open");
const isPending = (world: AutomaticBot) =>
  world.statuses().join() === "pending" && openMails(world).length === 1;
const isActive = (world: AutomaticBot) => world.statuses().join() === "active";
const nothing = async (): Promise<void> => {};
const invite = (world: AutomaticBot) => world.approved(PAUL);
const resend = (world: AutomaticBot) => ben(world).press({ do: "resend", invitation: 1 });
const pay = (world: AutomaticBot) => world.pay();

async function pending(world: AutomaticBot): Promise<void> {
  await pay(world);
  await invite(world);
  await until(world, isPending);
}

async function active(world: AutomaticBot): Promise<void> {
  await pending(world);
  await accept(world);
  await until(world, isActive);
}

/** On a busy machine a call may need longer than this bot waits. */
async function until(world: AutomaticBot, is: (world: AutomaticBot) => boolean): Promise<void> {
  for (let tries = 0; tries < 20 && !is(world); tries += 1) await world.skip(MINUTE);
}

async function accept(world: AutomaticBot): Promise<void> {
  world.mistral.accept(must(openMails(world)[0]).id);
  await world.skip(MINUTE);
}

const revoke = (world: AutomaticBot) => ben(world).press({ do: "revoke", invitation: 1 });
const toBilling = (world: AutomaticBot) =>
  ben(world).submit({ form: "role", invitation: 1 }, { role: "billing" });
const remove = (world: AutomaticBot) => ben(world).press({ do: "remove", invitation: 1, page: 0 });
const workspace = (world: AutomaticBot) =>
  ana(world).submit({ form: "workspaces" }, { names: "Engineering" });
const limit = (world: AutomaticBot) =>
  ana(world).submit({ form: "billing" }, { means: "card", plan: "pay-as-you-go", monthlyLimit: "150" });

/** The button on the card that told the owner. */
const retry = (world: AutomaticBot) => {
  const [given] = world.bot.store.read((tx) => tx.jobs.dead());
  return ana(world).press({ do: "retry-job", job: must(given).id });
};

const isSentAnew = (world: AutomaticBot) => isPending(world) && world.mistral.mails().length === 2;
const hasWorkspace = (world: AutomaticBot) => {
  const made = world.section.get().workspaces.filter(({ name }) => name === "Engineering");
  const [known] = world.bot.store.read((tx) => tx.workspaces.all());
  return made.length === 1 && known?.state === "created" && known.mistralId === made[0]?.id;
};

const observed = ({ bot }: AutomaticBot) => bot.store.read((tx) => tx.setup.load()?.observed);

async function limited(world: AutomaticBot): Promise<void> {
  await pay(world);
  await limit(world);
}

async function spend(world: AutomaticBot): Promise<void> {
  world.section.change((draft) => {
    draft.usage = 150;
  });
  await world.skip(10 * MINUTE);
}

async function verifyDomain(world: AutomaticBot): Promise<void> {
  world.mistral.change({ kind: "record", on: true });
  world.mistral.change({ kind: "domain", on: true });
  await world.skip(10 * MINUTE);
}

const trying = {
  ...{ prepare: nothing, order: pay, again: nothing },
  isDone: ({ bot }: AutomaticBot) => bot.store.read((tx) => tx.setup.load()?.keyWorks?.kind) === "verified",
};
const inviting = { prepare: pay, order: invite, isDone: isPending, again: resend };
const resending = { prepare: pending, order: resend, isDone: isSentAnew, again: resend };
const making = { prepare: pay, order: workspace, isDone: hasWorkspace, again: retry };

export const ERRANDS = {
  "read the lists before inviting": { method: "GET", path: `${ADMIN}/users`, ...inviting },
  invite: { method: "POST", path: `${ADMIN}/users-invite`, ...inviting },
  "read the lists after inviting": { method: "GET", path: `${ADMIN}/users`, after: 1, ...inviting },
  "revoke before sending again": { method: "DELETE", path: `${ADMIN}/users-invite`, ...resending },
  "invite when sending again": { method: "POST", path: `${ADMIN}/users-invite`, ...resending },
  "revoke an Invitation": {
    ...{ method: "DELETE", path: `${ADMIN}/users-invite`, prepare: pending, order: revoke, again: revoke },
    isDone: (world) => world.statuses().join() === "revoked" && openMails(world).length === 0,
  },
  "see who has joined": {
    ...{ method: "GET", path: `${ADMIN}/users`, prepare: pending, order: accept, isDone: isActive },
    again: nothing,
  },
  "read the names of roles": {
    ...{ method: "GET", path: `${ADMIN}/roles`, atStart: true, prepare: nothing, order: pay, again: nothing },
    isDone: ({ bot }) => bot.store.read((tx) => tx.members.byAddress("ana@lumen.example"))?.role === "admin",
  },
  "change a Member's Role": {
    ...{ method: "PATCH", path: `${ADMIN}/users`, prepare: active, order: toBilling, again: retry },
    isDone: (world) => rolesOf(world).join() === "billing_manager" && world.rows()[0]?.role === "billing",
  },
  "remove a Member": {
    ...{ method: "DELETE", path: `${ADMIN}/users`, prepare: active, order: remove, again: retry },
    isDone: (world) => world.statuses().join() === "removed" && !emails(world).includes(PAUL),
  },
  "read the Workspaces": { method: "GET", path: `${ADMIN}/workspaces`, ...making },
  "make a Workspace": { method: "POST", path: `${ADMIN}/workspaces`, ...making },
  "set the spending limit": {
    ...{ method: "POST", path: `${ADMIN}/spend-limit`, prepare: pay, order: limit, again: retry },
    isDone: (world) => world.section.get().monthlyLimit === 150,
  },
  "read the spending limit": {
    ...{ method: "GET", path: `${ADMIN}/spend-limit`, prepare: limited, order: spend, again: nothing },
    isDone: (world) => observed(world)?.spending?.reached === true,
  },
  "read the audit log": {
    ...{ method: "GET", path: `${ADMIN}/audit-logs`, prepare: pay, order: verifyDomain, again: nothing },
    isDone: (world) => observed(world)?.domainVerified?.kind === "verified",
  },
  "ask whose key it has": { method: "GET", path: "/v1/users/me", ...trying },
  "try its key with the models": { method: "GET", path: "/v1/models", ...trying },
  "try its key with one token": { method: "POST", path: "/v1/chat/completions", ...trying },
} satisfies Record<string, Errand>;

export type ErrandName = keyof typeof ERRANDS;

/** Longer than this the bot does not wait where Mistral hangs. */
const TIMEOUT_MS = 300;
/** Ten times what a call usually takes. */
const SLOW_MS = 50;

const says = (status: number, headers: Record<string, string> = {}) => {
  return { kind: "answer", status, headers, body: { detail: "Fault" } } as const;
};
/** By Mistral's clock, which a bot cannot compare with its own. */
const inHalfAMinute = () => new Date(Date.now() + 30 * SECOND).toUTCString();

export const FAULTS = {
  "401": says(401),
  "402": says(402),
  "403": says(403),
  "404": says(404),
  "409": says(409),
  "422": says(422),
  "429, seconds": says(429, { "retry-after": "30" }),
  get "429, date"() {
    return says(429, { "retry-after": inHalfAMinute() });
  },
  "500": says(500),
  "500, done": { ...says(500), afterChange: true },
  "502, page": { kind: "page", status: 502 },
  hang: { kind: "hang" },
  "hang, done": { kind: "hang", afterChange: true },
  drop: { kind: "drop" },
  "drop, done": { kind: "drop", afterChange: true },
  "truncated JSON": { kind: "truncated" },
  "another shape": { kind: "answer", status: 200, body: { ok: "yes" }, afterChange: true },
  "ten times slower": { kind: "slow", ms: SLOW_MS },
} satisfies Record<string, Fault>;

export type FaultName = keyof typeof FAULTS;

/** How an errand ends: `.` as if nothing was wrong, `r` by itself a little later, `d` a day later, `t` once somebody who was told did it again. */
type Outcome = "." | "r" | "d" | "t" | "lost" | "told for nothing" | "told twice";

const WITHIN = [20, 20, 20, 60, 120, 300, 660, 660].map((seconds) => seconds * SECOND);

async function isDoneSoon(world: AutomaticBot, errand: Errand): Promise<boolean> {
  for (const pause of WITHIN) {
    if (errand.isDone(world)) return true;
    await world.skip(pause);
  }
  return errand.isDone(world);
}

/** What people were told of failures: a message of its own, or a row that has failed. */
function told({ bot, statuses }: AutomaticBot): string[] {
  const messages = bot.chat.messages
    .filter(({ key }) => key.startsWith("alert:trouble."))
    .map(({ channel }) => channel);
  const failed = bot.store.read((tx) => tx.requests.get(1)) === null ? [] : statuses();
  const workspaces = bot.store.read((tx) => tx.workspaces.all()).filter(({ trouble }) => trouble !== null);
  const rows = [...failed.filter((status) => status === "failed"), ...workspaces.map(() => "workspace")];
  return [...messages, ...rows];
}

type Run = {
  readonly outcome: Outcome;
  /** How many were mailed a second invitation while the first was open. */
  readonly doubles: number;
  /** Jobs that were given up and are nobody's any more. */
  readonly bugs: readonly unknown[];
};

/** Lets one errand meet one fault. */
export function runOnce(errand: Errand, fault: Fault): Promise<Run> {
  return run(errand, fault, 1, async (world) => {
    await errand.order(world);
    return outcomeOf(world, errand);
  });
}

/** The same when every call of the kind meets it for an hour. */
export function runForAnHour(errand: Errand, fault: Fault): Promise<Run> {
  return run(errand, fault, Number.POSITIVE_INFINITY, async (world) => {
    await errand.order(world);
    for (let minutes = 0; minutes < 60; minutes += 4) await world.skip(4 * MINUTE);
    world.mistral.faults.clear();
    return outcomeOf(world, errand);
  });
}

async function run(
  errand: Errand,
  fault: Fault,
  times: number,
  meet: (world: AutomaticBot) => Promise<Outcome>,
): Promise<Run> {
  const { method, path, after = 0, atStart = false } = errand;
  const world = await automaticBot({
    ...(fault.kind === "hang" ? { timeoutMs: TIMEOUT_MS } : {}),
    quirks: { rawRoles: "uuids" },
    before: ({ faults }) => {
      if (atStart) faults.add({ fault, method, path, times });
    },
  });
  const bugs: unknown[] = [];
  world.bot.context.log.error = (facts: unknown) => bugs.push(facts);
  try {
    await errand.prepare(world);
    if (after > 0) world.mistral.faults.add({ fault: { kind: "slow", ms: 0 }, method, path, times: after });
    if (!atStart) world.mistral.faults.add({ fault, method, path, times });
    const outcome = await meet(world);
    return { outcome, doubles: world.section.get().doubleInvites, bugs };
  } finally {
    await world.close();
  }
}

async function outcomeOf(world: AutomaticBot, errand: Errand): Promise<Outcome> {
  if (errand.isDone(world)) return told(world).length === 0 ? "." : "told for nothing";
  if (told(world).length === 0) {
    let done: Outcome | null = (await isDoneSoon(world, errand)) ? "r" : null;
    if (done === null && told(world).length === 0) {
      await world.skip(DAY);
      done = errand.isDone(world) ? "d" : null;
    }
    if (done !== null) return told(world).length === 0 ? done : "told for nothing";
  }
  const heard = told(world);
  if (heard.length === 0) return "lost";
  if (new Set(heard).size < heard.length) return "told twice";
  await errand.again(world);
  return (await isDoneSoon(world, errand)) ? "t" : "lost";
}
