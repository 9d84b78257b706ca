import type { Fault } from "../../../src/sandbox/fault.ts";
import { type AutomaticBot, automaticBot } from "../../support/world/automatic.ts";
import { invitation } from "../../support/world/bot.ts";
import { words } from "../../support/world/chat.ts";
import type { Outcome } from "../scenario.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Longer than this the bot does not wait where Mistral hangs. */
const TIMEOUT_MS = 1_000;

const says = (status: number, headers: Record<string, string> = {}): Fault => ({
  ...{ kind: "answer", status, headers, body: { detail: "Fault" } },
});

export const TROUBLES = {
  "429 with a time": says(429, { "retry-after": "30" }),
  "429 without a time": says(429),
  "500": says(500),
  "503": says(503),
  "a gateway's page": { kind: "page", status: 502 },
  "a closed connection": { kind: "drop" },
  silence: { kind: "hang" },
  "half an answer": { kind: "truncated", drop: true },
} satisfies Record<string, Fault>;

/**
 * Mistral gives no proper answer for so long while Requests are approved. Counts what that costs, and looks whether every
 * card says so, and whether everybody is invited once when it is over.
 */
export async function mistralDown(fault: Fault, requests: number, minutes: number): Promise<Outcome> {
  const world = await automaticBot(fault.kind === "hang" ? { timeoutMs: TIMEOUT_MS } : {});
  try {
    await world.pay();
    // It has been at work: whose the Admin API key is, is known.
    await world.skip(MINUTE);
    const ids = Array.from({ length: requests }, (_, index) => index + 1);
    for (const id of ids)
      await world.bot.as("chloe").submit({ form: "invite" }, invitation(`p${id}@lumen.example`));
    world.mistral.faults.add({ fault, probability: 1 });
    const before = world.mistral.calls().length;
    for (const request of ids) await world.bot.as("ben").press({ do: "approve", request });
    let told = 0;
    for (; told < 2 * 60 && untold(world) > 0; told += 5) await world.skip(5 * SECOND);
    const left = untold(world);
    for (let gone = 0; gone < minutes; gone += 1) await world.skip(MINUTE);
    const calls = world.mistral.calls().length - before;
    world.mistral.faults.clear();
    const after = world.mistral.calls().length;
    let back = 0;
    for (; back < 10 && world.mails().length < requests; back += 1) await world.skip(MINUTE);
    return {
      figures: {
        "calls during it": calls,
        "seconds until every card says so": told,
        "minutes until all are invited": back,
        "calls to catch up": world.mistral.calls().length - after,
        invited: world.mails().length,
        "invited twice": world.section.get().doubleInvites,
      },
      violations: violationsOf(world, { requests, left, calls, minutes }),
    };
  } finally {
    await world.close();
  }
}

const cards = ({ bot }: AutomaticBot): string[] =>
  bot.chat.in("approvals").flatMap(({ key, view }) => (key.startsWith("request:") ? [words(view)] : []));

const untold = (world: AutomaticBot): number =>
  cards(world).filter((card) => !/not answered properly since|not confirmed by Mistral yet/.test(card))
    .length;

type Seen = { requests: number; left: number; calls: number; minutes: number };

function violationsOf(world: AutomaticBot, { requests, left, calls, minutes }: Seen): string[] {
  const invited = world.mails();
  const twice = invited.length - new Set(invited).size + world.section.get().doubleInvites;
  const stale = cards(world).filter((card) => !card.includes("Pending")).length;
  const notices = world.bot.chat.dm("ben").filter(({ key }) => key.startsWith("alert:outage.")).length;
  return [
    ...(left === 0 ? [] : [`${left} cards do not say that Mistral does not answer`]),
    ...(invited.length === requests ? [] : [`${invited.length} of ${requests} were invited`]),
    ...(twice === 0 ? [] : [`${twice} were invited twice`]),
    ...(stale === 0 ? [] : [`${stale} cards do not say Pending afterwards`]),
    ...(notices <= 1 ? [] : [`an approver got ${notices} notices`]),
    ...(calls <= 40 + 3 * minutes ? [] : [`${calls} calls in ${minutes} minutes are a storm`]),
  ];
}
