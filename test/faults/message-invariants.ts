import type { Context } from "../../src/app/context.ts";
import { draw } from "../../src/app/messages/draw.ts";
import { withIds } from "../../src/sandbox/slack/messages.ts";
import type { Block } from "../../src/sandbox/snapshot.ts";
import { renderHome, renderMessage } from "../../src/slack/render/render.ts";
import type { Copy, Tx } from "../../src/store/tx.ts";
import { must } from "../support/must.ts";
import type { TestSandbox } from "../support/slack.ts";
import { groupBy, posted } from "./post-rules.ts";

/** A Home page that was opened longer ago need not be up to date. */
const HALF_AN_HOUR_MS = 30 * 60_000;

/** Every message is known, in order and up to date. */
export function everyMessage(tx: Tx, sandbox: TestSandbox, context: Context): string[] {
  const found = new Set<string>();
  const last = new Map<string, number>();
  for (const [key, copies] of groupBy(posted(sandbox.slack), (message) => message.key)) {
    const { subject, channel, job } = must(copies[0]);
    const where = `${subject} in ${channel}`;
    const known = tx.copies.ofSubject(subject as Copy["subject"]).filter((copy) => copy.channel === channel);
    if (known.length !== 1) found.add(`${where} (${key}) is known ${known.length} times`);
    if (!copies.some(({ ts }) => ts === known[0]?.message)) found.add(`${where} is known, and not there`);
    if (job < (last.get(channel) ?? 0)) found.add(`${where} came after a younger message`);
    last.set(channel, Math.max(job, last.get(channel) ?? 0));
    for (const copy of known) for (const wrong of shows(tx, sandbox, context, copy)) found.add(wrong);
  }
  for (const copy of tx.copies
    .homes(Date.now() - HALF_AN_HOUR_MS)
    .filter(({ platform }) => platform === "slack"))
    for (const wrong of shows(tx, sandbox, context, copy)) found.add(wrong);
  for (const each of sandbox.slack.refusals()) found.add(`Slack refused ${JSON.stringify(each)}`);
  return [...found];
}

/** Whether a copy shows the state as it is now. */
function shows(tx: Tx, { slack }: TestSandbox, context: Context, copy: Copy): string[] {
  const person = copy.person === null ? null : tx.people.get(copy.person);
  const view = draw(context, tx, copy.subject, { person, platform: copy.platform });
  if (view === null) return [];
  const home = copy.channel === "home";
  const should = home ? renderHome(view).blocks : renderMessage(view).blocks;
  const there = home
    ? slack.state().homes.find(({ user }) => user === copy.message)?.content.blocks
    : slack.state().messages.find(({ channel, ts }) => channel === copy.channel && ts === copy.message)
        ?.blocks;
  const wanted = JSON.stringify(withIds(JSON.parse(JSON.stringify(should)) as Block[]));
  const shown = JSON.stringify(there === undefined ? null : withIds(there));
  return wanted === shown ? [] : [`${copy.subject} in ${copy.channel} ${difference(shown, wanted)}`];
}

function difference(shown: string, wanted: string): string {
  let from = 0;
  while (shown[from] === wanted[from]) from += 1;
  const around = (text: string) => text.slice(Math.max(0, from - 60), from + 120);
  return `shows …${around(shown)}… instead of …${around(wanted)}…`;
}
