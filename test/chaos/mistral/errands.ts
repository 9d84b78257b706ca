import { must } from "../../support/must.ts";
import type { Fault } from "../../support/servers/faults.ts";
import { type AutomaticBot, automaticBot } from "../../support/world/automatic.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../../support/world/times.ts";
import type { Scenario } from "../scenario.ts";

const PAUL = "paul@lumen.example";

type Does = (world: AutomaticBot) => Promise<unknown>;
type Plan = {
  /** What is there before. */
  readonly prepare: Does;
  readonly order: Does;
  /** Mistral and the bot agree that it is done. */
  readonly isDone: (world: AutomaticBot) => boolean;
  /** What somebody does who was told that it did not work. */
  readonly again?: Does;
};

/** Something that the bot does at Mistral, one of the calls that it needs for that, and what becomes of it at each fault. */
type Errand = Plan & {
  readonly call: `${"GET" | "POST" | "PATCH" | "DELETE"} ${string}`;
  readonly ends: string;
  /** So many calls like this one come before it. */
  readonly after?: number;
  /** Whether the fault is there before the bot is. */
  readonly atStart?: boolean;
};

const ben = ({ bot }: AutomaticBot) => bot.as("ben");
const ana = ({ bot }: AutomaticBot) => bot.as("ana");
const emails = ({ section }: AutomaticBot) => section.get().members.map(({ email }) => email);
const rolesOf = ({ section }: AutomaticBot) =>
  section.get().members.find(({ email }) => email === PAUL)?.roles ?? [];
const openMails = ({ mistral }: AutomaticBot) => mistral.mails().filter(({ state }) => state === "open");
const isPending = (world: AutomaticBot) =>
  world.statuses().join() === "pending" && openMails(world).length === 1;
const isActive = (world: AutomaticBot) => world.statuses().join() === "active";
const nothing: Does = async () => {};
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

const isProven = ({ bot }: AutomaticBot) => bot.setup().keyWorks?.kind === "verified";
const trying: Plan = { prepare: nothing, order: pay, isDone: isProven };
const inviting: Plan = { prepare: pay, order: invite, isDone: isPending, again: resend };
const resending: Plan = { prepare: pending, order: resend, isDone: isSentAnew, again: resend };
const making: Plan = { prepare: pay, order: workspace, isDone: hasWorkspace, again: retry };

/**
 * `ends`, at each of the faults below in turn: `.` as if nothing had been wrong; `r` it goes on by itself and nobody is
 * bothered, `d` on the next day; `t` somebody is told once, and it works when they have it done again.
 */
const ERRANDS: Readonly<Record<string, Errand>> = {
  "read the lists before inviting": { call: "GET users", ends: ".tttttrr rrrrrrrrr.", ...inviting },
  invite: { call: "POST users-invite", ends: ".tttttrr rrrrrrrrr.", ...inviting },
  "read the lists after inviting": { call: "GET users", after: 1, ends: ".tttttrr rrrrrrrrr.", ...inviting },
  // Mistral says that it is gone and lists it: looked at again, never invited beside it.
  "revoke before sending again": { call: "DELETE users-invite", ends: ".ttrttrr rrrrrrrr..", ...resending },
  "invite when sending again": { call: "POST users-invite", ends: ".tttttrr rrrrrrrrr.", ...resending },
  "revoke an Invitation": {
    ...{ call: "DELETE users-invite", ends: ".ttrttrr rrrrrrrr..", prepare: pending },
    ...{ order: revoke, again: revoke },
    isDone: (world) => world.statuses().join() === "revoked" && openMails(world).length === 0,
  },
  // The audit log tells of it too, and has the lists read again at once.
  "see who has joined": {
    ...{ call: "GET users", ends: ".......r r.........", prepare: pending },
    ...{ order: accept, isDone: isActive },
  },
  // Mistral's wish to be left alone holds for all that is asked with the key.
  "read the names of roles": {
    ...{ call: "GET roles", atStart: true, ends: ".......r r........." },
    ...{ prepare: nothing, order: pay },
    isDone: ({ bot }) => bot.store.read((tx) => tx.members.byAddress("ana@lumen.example"))?.role === "admin",
  },
  "change a Member's Role": {
    ...{ call: "PATCH users", ends: ".tttttrr rrrrrrrr..", prepare: active, order: toBilling, again: retry },
    isDone: (world) => rolesOf(world).join() === "billing_manager" && world.rows()[0]?.role === "billing",
  },
  "remove a Member": {
    ...{ call: "DELETE users", ends: ".ttrttrr rrrrrrrr..", prepare: active, order: remove, again: retry },
    isDone: (world) => world.statuses().join() === "removed" && !emails(world).includes(PAUL),
  },
  "read the Workspaces": { call: "GET workspaces", ends: ".tttttrr rrrrrrrrr.", ...making },
  "make a Workspace": { call: "POST workspaces", ends: ".tttttrr rrrrrrrrr.", ...making },
  "set the spending limit": {
    ...{ call: "POST spend-limit", ends: ".tttttrr r.rr.r....", prepare: pay, order: limit, again: retry },
    isDone: (world) => world.section.get().monthlyLimit === 150,
  },
  "read the spending limit": {
    ...{ call: "GET spend-limit", ends: ".rrrrrrr rrrrrrrrr.", prepare: limited, order: spend },
    isDone: ({ bot }) => bot.setup().observed.spending?.reached === true,
  },
  // A plan without an audit log answers like that: it is asked again on the next day.
  "read the audit log": {
    ...{ call: "GET audit-logs", ends: ".rddrrrr rrrrrrrrr.", prepare: pay, order: verifyDomain },
    isDone: ({ bot }) => bot.setup().observed.domainVerified?.kind === "verified",
  },
  "ask whose key it has": { call: "GET /v1/users/me", ends: "rrrrrrrr rrrrrrrrrr", ...trying },
  "try its key with the models": { call: "GET /v1/models", ends: "rrrrrrrr rrrrrrrrrr", ...trying },
  "try its key with one token": { call: "POST /v1/chat/completions", ends: "rrrrrrrr rrrrrrrrrr", ...trying },
};

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

export const FAULT_NAMES = Object.keys(FAULTS) as (keyof typeof FAULTS)[];

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
  const messages = bot.chat.messages.filter(({ key }) => key.startsWith("alert:trouble."));
  const isAsked = bot.store.read((tx) => tx.requests.get(1)) !== null;
  const failed = isAsked ? statuses().filter((status) => status === "failed") : [];
  const workspaces = bot.store.read((tx) => tx.workspaces.all()).filter(({ trouble }) => trouble !== null);
  return [...messages.map(({ channel }) => channel), ...failed, ...workspaces.map(() => "workspace")];
}

/** Lets one errand meet one fault. Gives what is not as it must be. */
async function meet(errand: Errand, fault: Fault, wanted: string): Promise<string[]> {
  const { call, after = 0, atStart = false } = errand;
  const [method = "", name = ""] = call.split(" ");
  const about = { method, path: name.startsWith("/") ? name : `/v1/admin/${name}` };
  const world = await automaticBot({
    ...(fault.kind === "hang" ? { timeoutMs: TIMEOUT_MS } : {}),
    quirks: { rawRoles: "uuids" },
    before: ({ faults }) => {
      if (atStart) faults.add({ fault, ...about, times: 1 });
    },
  });
  const { faults } = world.mistral;
  const bugs: unknown[] = [];
  world.bot.context.log.error = (facts: unknown) => bugs.push(facts);
  try {
    await errand.prepare(world);
    if (after > 0) faults.add({ fault: { kind: "slow", ms: 0 }, ...about, times: after });
    if (!atStart) faults.add({ fault, ...about, times: 1 });
    await errand.order(world);
    const outcome = await outcomeOf(world, errand);
    const doubles = world.section.get().doubleInvites;
    return [
      ...(outcome === wanted ? [] : [`${outcome} instead of ${wanted}`]),
      ...(doubles === 0 ? [] : [`${doubles} were mailed twice`]),
      ...bugs.map((bug) => JSON.stringify(bug)),
    ];
  } finally {
    await world.close();
  }
}

async function outcomeOf(world: AutomaticBot, errand: Errand): Promise<string> {
  if (errand.isDone(world)) return told(world).length === 0 ? "." : "told for nothing";
  if (told(world).length === 0) {
    let done = (await isDoneSoon(world, errand)) ? "r" : null;
    if (done === null && told(world).length === 0) {
      await world.skip(DAY + HOUR);
      done = errand.isDone(world) ? "d" : null;
    }
    if (done !== null) return told(world).length === 0 ? done : "told for nothing";
  }
  const heard = told(world);
  if (heard.length === 0) return "lost";
  if (new Set(heard).size < heard.length) return "told twice";
  await errand.again?.(world);
  return (await isDoneSoon(world, errand)) ? "t" : "lost";
}

const ALL = Object.entries(ERRANDS).flatMap(([name, errand]) =>
  [...errand.ends.replace(" ", "")].map((end, at) => ({ name, errand, trouble: must(FAULT_NAMES[at]), end })),
);

export const errands: Scenario = {
  name: "errands",
  about: "whatever the bot does at Mistral ends as it should whatever goes wrong there",
  run: async (play) => {
    const apart = play.every(1, 5);
    for (const [at, { name, errand, trouble, end }] of ALL.entries()) {
      if ((at + play.seed) % apart !== 1 % apart) continue;
      play.count("troubles met");
      play.at(`${name}, ${trouble}`).found(await meet(errand, FAULTS[trouble], end));
    }
  },
  atLeast: { "troubles met": [ALL.length, 64] },
};
