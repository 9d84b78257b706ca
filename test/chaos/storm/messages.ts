import type { Context } from "../../../src/app/core/context.ts";
import { createReferences } from "../../../src/app/messages/conversation-references.ts";
import { draw } from "../../../src/app/messages/draw.ts";
import { withIds } from "../../../src/sandbox/slack/messages.ts";
import type { Block } from "../../../src/sandbox/snapshot.ts";
import { renderHome, renderMessage } from "../../../src/slack/render/render.ts";
import type { PostedMessage, Tx } from "../../../src/store/tx.ts";
import { createFaces } from "../../../src/teams/cards/forms.ts";
import type { View } from "../../../src/view/core/view.ts";
import { stringsFor } from "../../../src/view/strings/index.ts";
import { must } from "../../support/must.ts";
import { readableCard } from "../../support/reading/card-text.ts";
import type { TestSandbox } from "../../support/servers/slack.ts";
import { groupBy, posted } from "./posts.ts";

/** A Home page that was opened longer ago need not be up to date. */
const HALF_AN_HOUR_MS = 30 * 60_000;

/** What a copy has to show now; null: anything. */
function wantedOn(context: Context, tx: Tx, { person, subject, platform }: PostedMessage): View | null {
  return draw(context, tx, subject, { person: person === null ? null : tx.people.get(person), platform });
}

/** Every message in Slack is known, in order and up to date. */
export function messagesInSlack(context: Context, tx: Tx, { slack }: TestSandbox): string[] {
  const found = new Set<string>();
  const last = new Map<string, number>();
  for (const [key, copies] of groupBy(posted(slack), (message) => message.key)) {
    const { subject, place: channel, job } = must(copies[0]);
    const where = `${subject} in ${channel}`;
    const known = tx.posted
      .ofSubject(subject as PostedMessage["subject"])
      .filter((copy) => copy.channel === channel);
    if (known.length !== 1) found.add(`${where} (${key}) is known ${known.length} times`);
    if (!copies.some(({ id }) => id === known[0]?.message)) found.add(`${where} is known, and not there`);
    if (job < (last.get(channel) ?? 0)) found.add(`${where} came after a younger message`);
    last.set(channel, Math.max(job, last.get(channel) ?? 0));
    for (const copy of known) for (const wrong of staleInSlack(context, tx, slack, copy)) found.add(wrong);
  }
  for (const copy of tx.posted.homes(Date.now() - HALF_AN_HOUR_MS))
    if (copy.platform === "slack")
      for (const wrong of staleInSlack(context, tx, slack, copy)) found.add(wrong);
  for (const each of slack.refusals()) found.add(`Slack refused ${JSON.stringify(each)}`);
  return [...found];
}

function staleInSlack(context: Context, tx: Tx, slack: TestSandbox["slack"], copy: PostedMessage): string[] {
  const view = wantedOn(context, tx, copy);
  if (view === null) return [];
  const { homes, messages } = slack.state();
  const home = copy.channel === "home";
  const should = home ? renderHome(view).blocks : renderMessage(view).blocks;
  const there = home
    ? homes.find(({ user }) => user === copy.message)?.content.blocks
    : messages.find(({ place, id }) => place === copy.channel && id === copy.message)?.blocks;
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

/** Every message in Teams that the bot knows is up to date. */
export function messagesInTeams(context: Context, tx: Tx, { teams }: TestSandbox): string[] {
  const references = createReferences(context.store, "teams");
  const faces = createFaces(references, (lang) => stringsFor(lang, "teams").teams, false);
  const stale = teams.state().messages.flatMap(({ place: channel, id, cards, own }) => {
    const copy = tx.posted.at({ platform: "teams", channel }, id);
    const view = copy === null ? null : wantedOn(context, tx, copy);
    if (copy === null || view === null) return [];
    const wanted = readableCard(JSON.parse(JSON.stringify(faces.view(view).card)));
    return [...cards, ...Object.values(own)]
      .filter((card) => readableCard(card) !== wanted)
      .map((card) => `${copy.subject} shows ${readableCard(card)} instead of ${wanted}`);
  });
  return [...stale, ...teams.refusals().map((each) => `Teams refused ${JSON.stringify(each)}`)];
}
