import { setTimeout as sleep } from "node:timers/promises";
import { recipientOf } from "../../../src/app/messages/message-jobs.ts";
import { PLATFORMS, type Platform } from "../../../src/domain/accounts/person.ts";
import type { JobRow } from "../../../src/domain/job.ts";
import type { Fault, Passage } from "../../../src/sandbox/fault.ts";
import { startWhole, type Whole } from "../../support/servers/whole.ts";
import { contextFor } from "../invariants/due.ts";
import type { Outcome } from "../scenario.ts";
import { begin, sends } from "../storm/setup.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const STEP_MS = 200;
const APPROVALS = "#mistral-approvals";
const NAMES = { slack: "Slack", teams: "Teams" } as const;

const says = (status: number, body: unknown, headers: Record<string, string> = {}): Fault => ({
  ...{ kind: "answer", status, body, headers },
});
const page = says(403, "<p>Not allowed</p>", { "content-type": "text/html" });

/** `refuses`: the bot itself is not let in, which is no outage. */
export type PlatformTrouble = { readonly fault: Fault; readonly refuses?: true; readonly only?: Platform };

export const PLATFORM_TROUBLES = {
  "a closed connection": { fault: { kind: "drop" } },
  "500": { fault: says(500, {}) },
  "503": { fault: says(503, {}) },
  "429 with a time": { fault: says(429, {}, { "retry-after": "30" }) },
  "429 without a time": { fault: says(429, {}) },
  "a proxy's 403": { fault: page },
  silence: { fault: { kind: "hang" } },
  "a refused token in Slack": {
    ...{ fault: says(200, { ok: false, error: "invalid_auth" }), refuses: true, only: "slack" },
  },
  "a refused token in Teams": { fault: says(401, {}), refuses: true, only: "teams" },
} as const satisfies Record<string, PlatformTrouble>;

type Scene = {
  readonly trouble: PlatformTrouble;
  readonly down: Platform;
  readonly requests: number;
  readonly minutes: number;
};

/** A message that came through: its id there, and when, on the clock of the bot. */
type Arrival = {
  readonly platform: Platform;
  readonly channel: string;
  readonly id: string;
  readonly at: number;
};

/**
 * One platform is down for so long. People there have asked before, others ask meanwhile on the other platform, where all
 * of it is decided. Looks whether people were told what could be told, and whether all came once and in order afterwards.
 */
export async function platformDown({ trouble, down, requests, minutes }: Scene): Promise<Outcome> {
  const arrivals: Arrival[] = [];
  let calls = 0;
  const arrived = (platform: Platform, channel: string, { done }: Passage) => {
    const body = done?.body as { ts?: string; activityId?: string; id?: string } | undefined;
    const id = body?.ts ?? body?.activityId ?? body?.id;
    if (id !== undefined) arrivals.push({ platform, channel, id, at: world.clock.now() });
  };
  const world = await startWhole({
    ...{ mode: "automatic", platforms: PLATFORMS, skips: true },
    onCall: {
      slack: ({ method, args }, passage) => {
        calls += down === "slack" ? 1 : 0;
        if (method === "chat.postMessage") arrived("slack", String(args["channel"]), passage);
      },
      teams: ({ method, path }, passage) => {
        calls += down === "teams" ? 1 : 0;
        if (method === "POST") arrived("teams", path, passage);
      },
    },
  });
  try {
    await begin(world, PLATFORMS);
    await world.later(3 * MINUTE);
    const here = down === "slack" ? world.inTeams : world.as;
    const there = down === "slack" ? world.as : world.inTeams;
    const ana = here("ana");
    const readable = () => [...ana.messages(APPROVALS), ...ana.dm(), ana.modal() ?? ""].join("\n");
    const tells = `${NAMES[down]} has not answered properly since`;
    const addresses = Array.from({ length: requests }, (_, at) => `x${at}@lumen.example`);
    const early = addresses.slice(0, requests / 2);
    for (const address of early) await asks(world, there("chloe"), address);

    const [before, began] = [arrivals.length, world.clock.now()];
    const callsBefore = calls;
    world[down].faults.add({ fault: trouble.fault, probability: 1 });
    const unsaid: string[] = [];
    for (const [at, address] of addresses.entries()) {
      if (at >= early.length) await asks(world, here("chloe"), address);
      await seen(() => ana.messages(APPROVALS).some((text) => text.includes(address)));
      await ana.press("Approve", { in: APPROVALS });
      await world.settle();
      // The requester cannot be told now, and the approver hears so.
      const isSaid = at === 0 || at >= early.length || trouble.refuses === true || readable().includes(tells);
      if (!isSaid) unsaid.push(address);
      await live(world, at === 0 ? 2 * MINUTE : MINUTE / 2);
    }
    while (world.clock.now() < began + minutes * MINUTE) await live(world, MINUTE);
    const during = calls - callsBefore;
    const meanwhile = arrivals.slice(before);
    const due = postsTo(world, down);
    const elsewhere = meanwhile.filter(({ platform }) => platform !== down);
    const notices = knownIn(world, elsewhere, [])
      .filter(({ subject }) => subject.startsWith("alert:outage."))
      .map(({ channel }) => channel);

    const [after, ended] = [arrivals.length, world.clock.now()];
    world[down].faults.clear();
    for (let left = 10 * MINUTE; left > 0 && postsTo(world, down).length > 0; ) {
      const step = world.clock.now() - ended < 20 * SECOND ? STEP_MS : SECOND;
      await world.later(step);
      left -= step;
    }
    for (let looks = 0; looks < 12; looks += 1) await world.later(MINUTE / 2);
    const sent = knownIn(world, arrivals.slice(after).filter(isOn(down)), due);
    const doubled =
      sent.length - new Set(sent.map(({ channel, subject }) => `${subject} in ${channel}`)).size;
    const late = Math.ceil(((sent.at(-1)?.at ?? ended) - ended) / SECOND);
    const told = Math.max(0, ...notices.map((one) => notices.filter((other) => other === one).length));
    const shows = (side: typeof here | typeof there) =>
      side("ana")
        .messages(APPROVALS)
        .filter((text) => /: Pending[\s\S]*Approved by/.test(text)).length;
    return {
      figures: {
        "calls during it": during,
        "messages due": due.length,
        sent: sent.length,
        doubled,
        "out of order": outOfOrder(sent),
        "most in a second": mostWithin(sent, SECOND),
        "seconds until all are out": late,
      },
      violations: [
        ...unsaid.map((what) => `${what}: the approver did not hear that ${NAMES[down]} is down`),
        ...(meanwhile.some(isOn(down)) ? ["messages came through"] : []),
        ...(sent.length === due.length ? [] : [`${sent.length} of ${due.length} messages came`]),
        ...(doubled === 0 ? [] : [`${doubled} came twice`]),
        ...(outOfOrder(sent) === 0 ? [] : [`${outOfOrder(sent)} came out of order`]),
        ...tooFast(down, sent),
        ...(late <= 150 + requests ? [] : ["what waited waits longer than it has to"]),
        ...(during <= 60 + 3 * minutes ? [] : [`${during} calls in ${minutes} minutes are a storm`]),
        ...(minutes < 15 || told === 1 ? [] : [`somebody got ${told} notices on the other side`]),
        ...[here, there].flatMap((side) =>
          shows(side) === requests ? [] : [`${shows(side)} cards are up to date on one side`],
        ),
        ...(world.mistral.mails().length === requests ? [] : ["not everybody was invited once"]),
        ...world.bot.store.read((tx) => tx.jobs.dead()).map(({ job }) => `given up: ${JSON.stringify(job)}`),
      ],
    };
  } finally {
    await world.stop();
  }
}

const isOn =
  (platform: Platform) =>
  (one: Arrival): boolean =>
    one.platform === platform;

async function seen(is: () => boolean): Promise<void> {
  while (!is()) await sleep(10);
}

type Person = Parameters<typeof sends>[0] & Pick<ReturnType<Whole["as"]>, "command" | "close">;

async function asks(world: Whole, me: Person, address: string): Promise<void> {
  await me.command(`invite ${address} member`);
  await sends(me, address, { Reason: "for the project" });
  await world.settle();
  await me.close();
}

async function live(world: Whole, milliseconds: number): Promise<void> {
  for (let left = milliseconds; left > 0; left -= 15 * SECOND) await world.later(15 * SECOND);
}

/** What waits to be posted there. */
function postsTo({ bot: { store } }: Whole, platform: Platform): JobRow[] {
  const context = contextFor(store, null, PLATFORMS);
  return store.read((tx) => {
    const rows: JobRow[] = [];
    for (let id = 1, misses = 0; misses < 100; id += 1) {
      const row = tx.jobs.get(id);
      misses = row === null ? misses + 1 : 0;
      if (row?.state !== "ready" || row.job.kind !== "post") continue;
      if (recipientOf(context, tx, row.job.to)?.messenger.platform === platform) rows.push(row);
    }
    return rows;
  });
}

type Sent = Arrival & { readonly subject: string; readonly job: number };

/** What each message is about, and the job that it was due for; the bot knows each that came through. */
function knownIn({ bot: { store } }: Whole, arrivals: readonly Arrival[], due: readonly JobRow[]): Sent[] {
  const copies = store.read((tx) => tx.posted.all());
  return arrivals.map((one) => {
    const copy = copies.find(({ platform, message }) => platform === one.platform && message === one.id);
    const subject = copy?.subject ?? "nothing that is known";
    const job = due.find((row) => row.job.kind === "post" && row.job.subject === subject)?.id ?? 0;
    return { ...one, subject, job };
  });
}

function outOfOrder(sent: readonly Sent[]): number {
  return sent.filter((one, index) =>
    sent.slice(0, index).some(({ channel, job }) => channel === one.channel && job > one.job),
  ).length;
}

const mostWithin = (sent: readonly Arrival[], ms: number): number =>
  Math.max(0, ...sent.map(({ at }, index) => sent.slice(index).filter((other) => other.at < at + ms).length));

/** For each conversation, as the platform documents it. */
function tooFast(platform: Platform, sent: readonly Arrival[]): string[] {
  const [ms, most] = platform === "slack" ? [5 * SECOND, 5] : [SECOND, 7];
  return [...new Set(sent.map(({ channel }) => channel))].flatMap((channel) => {
    const found = mostWithin(
      sent.filter((one) => one.channel === channel),
      ms,
    );
    return found <= most ? [] : [`${found} messages into ${channel} within ${ms / SECOND} s`];
  });
}
