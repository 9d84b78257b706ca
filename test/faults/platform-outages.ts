import type { Reply } from "../../src/app/app.ts";
import { recipientOf } from "../../src/app/jobs/messages.ts";
import type { JobRow } from "../../src/domain/job.ts";
import type { Platform } from "../../src/domain/person.ts";
import { type Bot, invitation } from "../support/bot.ts";
import { bothBot } from "../support/both.ts";
import { words } from "../support/chat.ts";
import type { Trouble } from "./gate.ts";
import type { Outcome } from "./loop.ts";
import { type Arrival, wiredChats } from "./wired-chats.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const STEP_MS = 100;
const NAMES = { slack: "Slack", teams: "Teams" } as const;

const answers = (status: number, headers: Record<string, string> = {}, body = "{}"): Trouble => ({
  ...{ kind: "answers", status, headers, body },
});

export const PLATFORM_TROUBLES = {
  "connection refused": { kind: "refuses" },
  "a closed connection": { kind: "drops" },
  "500": answers(500),
  "503": answers(503),
  "429 with a time": answers(429, { "retry-after": "30" }),
  "429 without a time": answers(429),
  "a proxy's 403": answers(403, { "content-type": "text/html" }, "<p>Not allowed</p>"),
  silence: { kind: "is silent" },
  "a trickle": { kind: "trickles" },
} satisfies Record<string, Trouble>;

type Scene = {
  readonly trouble: Trouble;
  readonly down: Platform;
  readonly requests: number;
  readonly minutes: number;
};

/**
 * One platform is down for so long while people there ask and people on the other one decide. Counts what that costs and
 * how it goes on afterwards, and looks whether everybody was told what could be told.
 */
export async function platformDown({ trouble, down, requests, minutes }: Scene): Promise<Outcome> {
  const chats = await wiredChats();
  try {
    const bot = await bothBot(chats);
    const at = (id: string) => (down === "slack" ? bot.as(id) : bot.inTeams(id));
    const decider = down === "slack" ? bot.inTeams("tara") : bot.as("ben");
    const people = Array.from({ length: Math.ceil(requests / 2) }, (_, index) => `p${index}`);
    for (const id of people) {
      if (down === "slack") chats.around.chat.join(id);
      else chats.around.teams.join(`t-${id}`, { name: id, team: "tenant" });
      await at(id).command("help");
    }
    await chats.gates[down].begin(trouble);
    const [calls, arrived] = [chats.calls[down], chats.arrivals.length];
    const began = bot.now();
    const unsaid: string[] = [];
    const said = (what: string, reply: Reply) => {
      if (!tells(reply, NAMES[down])) unsaid.push(what);
    };
    for (let id = 1; id <= requests; id += 1) {
      await at(people[id % people.length] ?? "").submit(
        { form: "invite" },
        invitation(`x${id}@lumen.example`),
      );
      if (id <= 2) await live(bot, 2 * MINUTE, 5 * SECOND);
      if (id > 2 && id % 2 === 0)
        said(`approval of ${id}`, await decider.press({ do: "approve", request: id }));
    }
    while (bot.now() < began + minutes * MINUTE) await live(bot, MINUTE, 5 * SECOND);
    const during = chats.calls[down] - calls;
    const elsewhere = chats.arrivals.slice(arrived).filter(({ platform }) => platform !== down);
    const here = chats.arrivals.slice(arrived).filter(({ platform }) => platform === down);
    const due = postsTo(bot, down);
    const before = chats.arrivals.length;
    const ended = bot.now();
    await chats.gates[down].end();
    for (let left = 10 * MINUTE; left > 0 && postsTo(bot, down).length > 0; ) {
      const step = bot.now() - ended < 20 * SECOND ? STEP_MS : SECOND;
      await bot.skip(step);
      left -= step;
    }
    const sent = chats.arrivals.slice(before).filter(({ platform }) => platform === down);
    const figures = {
      "calls during it": during,
      "messages due": due.length,
      sent: sent.length,
      doubled: sent.length - new Set(sent.map(({ key }) => key)).size,
      "out of order": outOfOrder(sent),
      "most in a second": mostInASecond(sent),
      "seconds until all are out": Math.ceil(((sent.at(-1)?.at ?? ended) - ended) / SECOND),
      "messages of the other one meanwhile": elsewhere.length,
    };
    const missing = due.filter(({ id }) => !sent.some(({ key }) => key.endsWith(`#${id}`)));
    const notices = elsewhere.filter(({ key }) => key.startsWith("alert:outage."));
    const told = Math.max(0, ...count(notices.map(({ channel }) => channel)));
    return {
      figures,
      violations: [
        ...unsaid.map((what) => `${what}: whoever pressed did not hear that ${NAMES[down]} is down`),
        ...(here.length === 0 ? [] : [`${here.length} messages came through`]),
        ...missing.map(({ job }) => `never sent: ${JSON.stringify(job)}`),
        ...(figures.doubled === 0 ? [] : [`${figures.doubled} came twice`]),
        ...(figures["out of order"] === 0 ? [] : [`${figures["out of order"]} came out of order`]),
        ...tooFast(down, sent),
        ...(figures["seconds until all are out"] <= 150 + requests
          ? []
          : ["what waited waits longer than it has to"]),
        ...(during <= 60 + 3 * minutes ? [] : [`${during} calls in ${minutes} minutes are a storm`]),
        ...(minutes < 15 || told === 1 ? [] : [`somebody got ${told} notices on the other side`]),
        ...bot.store.read((tx) => tx.jobs.dead()).map(({ job }) => `given up: ${JSON.stringify(job)}`),
      ],
    };
  } finally {
    await chats.close();
  }
}

async function live(bot: Bot, milliseconds: number, step: number): Promise<void> {
  for (let left = milliseconds; left > 0; left -= step) await bot.skip(step);
}

const tells = (reply: Reply, name: string): boolean =>
  reply.kind === "show" && words(reply.view).includes(`${name} has not answered properly since`);

/** What waits to be posted there. */
function postsTo({ store, context }: Bot, platform: Platform): JobRow[] {
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

const jobOf = ({ key }: Arrival): number => Number(key.split("#").at(-1));

function outOfOrder(sent: readonly Arrival[]): number {
  return sent.filter((one, index) =>
    sent
      .slice(0, index)
      .some(({ channel, ...other }) => channel === one.channel && jobOf({ channel, ...other }) > jobOf(one)),
  ).length;
}

const count = (values: readonly string[]): number[] => [
  ...values
    .reduce((counts, value) => counts.set(value, (counts.get(value) ?? 0) + 1), new Map<string, number>())
    .values(),
];

function mostWithin(sent: readonly Arrival[], ms: number): number {
  return Math.max(
    0,
    ...sent.map(({ at }, index) => sent.slice(index).filter((other) => other.at < at + ms).length),
  );
}

const mostInASecond = (sent: readonly Arrival[]): number => mostWithin(sent, SECOND);

/** For each conversation, as the platform documents it; for all of them together, what no tenant refuses. */
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
