import { setImmediate as turn } from "node:timers/promises";
import type { Caller, Reply } from "../../../src/app/core/app.ts";
import type { PersonId } from "../../../src/domain/accounts/person.ts";
import type { ChainedEntry, RecordEvent } from "../../../src/domain/record/record.ts";
import type { Tx } from "../../../src/store/tx.ts";
import type { Bot } from "../../support/world/bot.ts";
import { words } from "../../support/world/chat.ts";
import type { Figures } from "../scenario.ts";
import { createGate } from "./gate.ts";
import { wholeBot } from "./whole-bot.ts";

/** Something that somebody, or time, does; `by`: an account, such as `ben` in Slack and `ben in Teams`. */
export type Move = { readonly does: string; readonly by: string };

export type Answer = Move & { readonly reply: Reply };

export type Scene = {
  readonly bot: Bot;
  /** Whatever is outside besides the chats. */
  readonly outside: readonly object[];
  /** What was logged as an error. */
  readonly errors: readonly string[];
  act(move: Move, key: string): readonly Promise<Reply>[];
  /** When nobody does anything any more: lets the bot look at Mistral again. */
  settle?(): Promise<void>;
  /** Each sentence is something that is not as it must be. */
  findings(tx: Tx, answers: readonly Answer[]): string[];
};

/** People, time and Mistral who do things about one subject, in any order and while calls are on their way. */
export type Race = {
  readonly name: string;
  readonly moves: readonly Move[];
  prepare(): Promise<Scene>;
};

/** All of these by all of them. */
export const movesOf = (does: readonly string[], by: readonly string[]): Move[] =>
  does.flatMap((what) => by.map((who) => ({ does: what, by: who })));

/** Everything that can happen without a held call has happened. */
export async function calm(bot: Bot): Promise<void> {
  bot.worker.wake();
  for (let turns = 0; turns < 6; turns += 1) await turn();
}

/** One schedule: each choice lets one held call through, or the next move happen. */
export async function play(
  race: Race,
  moves: readonly Move[],
  choices: readonly number[],
): Promise<{ findings: string[]; figures: Figures }> {
  const scene = await race.prepare();
  const { bot } = scene;
  const gate = createGate();
  for (const each of [bot.chat.messenger, bot.teams.messenger, ...scene.outside]) gate.guard(each);
  gate.close();
  const answers: Promise<Answer>[] = [];
  const left = [...moves];
  let met = 0;
  for (let step = 0; left.length > 0 || gate.held.length > 0; step += 1) {
    const waits = Math.min(1, left.length);
    const choice = (choices[step] ?? 0) % (gate.held.length + waits);
    const next = choice < waits ? left.shift() : undefined;
    const [go] = next === undefined ? gate.held.splice(choice - waits, 1) : [];
    go?.();
    if (next !== undefined) {
      if (gate.held.length > 0) met += 1;
      for (const reply of scene.act(next, `key${step}`))
        answers.push(reply.then((given) => ({ ...next, reply: given })));
    }
    await calm(bot);
  }
  gate.open();
  await bot.settle();
  await scene.settle?.();
  const settled = await Promise.all(answers);
  await bot.worker.stop(0);
  const findings = bot.store.read((tx) => [
    ...scene.findings(tx, settled),
    ...wholeBot(bot, tx),
    ...scene.errors.map((error) => `the log says ${error}`),
  ]);
  return { findings, figures: { moves: moves.length, "moves while a call was on its way": met } };
}

/** `ben`, `ben in Teams`. */
export function callerOf(bot: Bot, by: string): Caller {
  const [account = "", inTeams] = by.split(" ");
  return (inTeams === undefined ? bot.as(account) : bot.inTeams(account)).caller;
}

export function personIn(tx: Tx, by: string): PersonId | undefined {
  const [account = "", inTeams] = by.split(" ");
  const person = inTeams === undefined ? tx.people.byAccount("slack", account) : null;
  return (person ?? tx.people.byAccount("teams", `t-${account}`))?.id;
}

/** A refused submission keeps its form, with the sentence in it. */
export const said = (reply: Reply): string => {
  if (reply.kind === "errors") return Object.values(reply.errors).join(" ");
  return reply.kind === "show" ? words(reply.view) : reply.kind;
};

export const recorded = (tx: Tx, subject: string, ...events: readonly RecordEvent[]): ChainedEntry[] =>
  [...tx.record.all()].filter((entry) => entry.subject === subject && events.includes(entry.event));

/** A finding unless it holds. */
export const must = (holds: boolean, otherwise: string): string[] => (holds ? [] : [otherwise]);
