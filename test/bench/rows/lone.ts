import { setTimeout as sleep } from "node:timers/promises";
import { BOT_TOKEN } from "../../support/servers/slack.ts";
import { percentile, type Row } from "../measure.ts";
import { openRequests, prepareDatabase } from "../prepare.ts";
import { approveClick } from "../slack-scene.ts";
import {
  cpuOf,
  drained,
  type Mode,
  mustBeApproved,
  newFile,
  type Started,
  slackEnv,
  startBolt,
  startBot,
  startStandIns,
} from "../world.ts";

/** Fewer measure code that was not compiled yet. */
const WARM_UP = 60;
const CLICKS = 30;
const ALL = WARM_UP + CLICKS;
const QUIET_MS = 100;

const MOST_CALLS: Readonly<Record<Mode, number>> = { guided: 6, automatic: 8 };

type Call = { readonly method: string; readonly at: number };

/** How long until the acknowledgement (ms), and when the click was sent (epoch ms). */
async function press({ url }: Started, request: number) {
  const { path, body, headers: all } = approveClick(request);
  const { "content-length": _, ...headers } = all;
  const begun = performance.now();
  const answer = await fetch(`${url}${path}`, { method: "POST", body, headers });
  await answer.body?.cancel();
  if (answer.status !== 200) throw new Error(`status ${answer.status}`);
  return { took: performance.now() - begun, at: performance.timeOrigin + begun };
}

const median = (figures: readonly number[]): number => percentile(figures, 0.5);

/** One person approves, with nobody else about, until everything that follows is sent; then the next one does. */
export async function loneRows(): Promise<Row[]> {
  const template = newFile("lone.db");
  prepareDatabase(template, (tx, now) => {
    openRequests(tx, now, ALL);
    // Nobody looks at a Home page, which would be a call for each.
    for (const { id } of tx.posted.homes(0)) tx.posted.remove(id);
  });
  return [...(await rowsIn("guided", template)), ...(await rowsIn("automatic", template))];
}

async function rowsIn(mode: Mode, template: string): Promise<Row[]> {
  let calls: Call[] = [];
  const standIns = await startStandIns(ALL, 1, (method, at) => calls.push({ method, at }));
  const bot = await startBot(template, slackEnv(standIns, mode));
  const approve = async (request: number) => {
    calls = [];
    const before = cpuOf(bot);
    const pressed = await press(bot, request);
    await drained(bot.database);
    await sleep(QUIET_MS);
    const update = calls.find(({ method, at }) => method === "chat.update" && at > pressed.at)?.at;
    const changed = (update ?? Number.NaN) - pressed.at;
    return { acknowledged: pressed.took, changed, calls: calls.length, cpu: cpuOf(bot) - before };
  };
  const approvals = [];
  for (let request = 1; request <= ALL; request += 1) approvals.push(await approve(request));
  mustBeApproved(bot.database, ALL);
  const ours = approvals.slice(WARM_UP);
  const sent = String(median(ours.map((each) => each.calls)));
  const api = `${standIns.url}/sandbox/slack/api/`;
  const bolt = await startBolt("send", newFile("bolt.db"), api, BOT_TOKEN, sent);
  const beside = [];
  for (let request = 1; request <= ALL; request += 1) {
    const before = cpuOf(bolt);
    const { took } = await press(bolt, request);
    await sleep(5 * QUIET_MS);
    beside.push({ acknowledged: took, cpu: cpuOf(bolt) - before });
  }
  await Promise.all([bolt.stop(), bot.stop(), standIns.stop()]);
  const theirs = beside.slice(WARM_UP);
  const mean = (figures: readonly number[]) => figures.reduce((sum, one) => sum + one, 0) / figures.length;
  const name = `Bolt, one durable insert and ${sent} calls`;
  const row = (what: string, unit: string, figures: number[], target?: number): Row => ({
    ...{ what: `one person alone (${mode}): ${what}`, unit, ours: figures, beside: {} },
    ...(target !== undefined && { target }),
  });
  const figures = (of: "acknowledged" | "changed" | "calls") => ours.map((each) => each[of]);
  const acknowledged = row("acknowledged", "ms", figures("acknowledged"), 8);
  return [
    { ...acknowledged, beside: { [name]: theirs.map((each) => each.acknowledged) } },
    row("the change of the card is sent", "ms", figures("changed"), 60),
    row("calls of Slack", "", figures("calls"), MOST_CALLS[mode]),
    {
      // The system counts in steps of ten milliseconds, so one approval alone says little.
      ...row("processor time until quiet, mean", "ms", [mean(ours.map(({ cpu }) => cpu))]),
      ...{ beside: { [name]: [mean(theirs.map(({ cpu }) => cpu))] }, times: 2 },
    },
  ];
}
