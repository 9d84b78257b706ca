import type { Reply } from "../../../src/app/core/app.ts";
import type { ChainedEntry } from "../../../src/domain/record/record.ts";
import type { Tx } from "../../../src/store/tx.ts";
import { must as present } from "../../support/must.ts";
import type { Bot } from "../../support/world/bot.ts";
import {
  type Answer,
  callerOf,
  type Move,
  movesOf,
  must,
  personIn,
  type Race,
  recorded,
  said,
} from "./race.ts";
import { guidedScene } from "./scenes.ts";

const STEP = "workspaces";
const HELPERS = ["chloe", "kenji"];
const NAMES = ["ana", ...HELPERS];
const EVENTS = { confirm: "step.closed", skip: "step.skipped" } as const;

function act(bot: Bot, { does, by }: Move, key: string): Promise<Reply>[] {
  const who = callerOf(bot, by);
  const [verb = "", to = ""] = does.split(" to ");
  switch (verb) {
    case "hand": {
      const person = who.platform === "teams" ? `t-${to}` : to;
      return [bot.app.submit(who, { form: "hand", step: STEP }, { person }, key)];
    }
    case "confirm":
    case "skip":
      return [bot.app.press(who, { do: verb, step: STEP }, key)];
    case "confirm twice":
      return [key, `${key}again`].map((id) => bot.app.press(who, { do: "confirm", step: STEP }, id));
    default:
      return [bot.app.press(who, { do: "reopen", step: STEP }, key)];
  }
}

/** Nobody closed it who had no right to at that moment, and nobody closed what was; what was skipped can still be done. */
function orderFindings(entries: readonly ChainedEntry[], owner: string): string[] {
  const findings: string[] = [];
  let holder: unknown = null;
  let state = "step.reopened";
  for (const { event, actor, data } of entries) {
    if (event === "step.handed") holder = data["to"];
    else {
      const closes = event !== "step.reopened";
      if (state === "step.closed" && closes) findings.push(`${actor} closed what was done`);
      if (state === event && closes) findings.push(`${actor} closed it the same way again`);
      if (closes && actor !== owner && actor !== holder)
        findings.push(`${actor} closed it, whose it was not`);
      state = event;
    }
  }
  return findings;
}

/** The person who closes it hears so; others hear who did, or that it is not theirs. */
function answerFindings(tx: Tx, entries: readonly ChainedEntry[], { does, by, reply }: Answer): string[] {
  const event = does.startsWith("confirm") ? EVENTS.confirm : EVENTS.skip;
  if (!/^(confirm|skip)/.test(does)) return [];
  const me = personIn(tx, by);
  const closedIt = entries.some((entry) => entry.event === event && entry.actor === me);
  const closers = NAMES.filter((name) => entries.some(({ actor }) => actor === personIn(tx, name)));
  const names = closers.some((name) => said(reply).includes(`@${name}`));
  const isTurnedDown = /was given to somebody else|Only/.test(said(reply));
  return must(closedIt || names || isTurnedDown, `${by} hears at "${does}": ${said(reply)}`);
}

/** The owner hands a step to one and then another, while each of them works on it. */
export const handingOver: Race = {
  name: "a step that is handed over",
  moves: [
    ...movesOf(["hand to chloe", "hand to kenji", "confirm", "skip", "reopen"], ["ana"]),
    ...movesOf(["hand to chloe", "confirm"], ["ana in Teams"]),
    ...movesOf(["confirm", "confirm twice", "skip"], HELPERS),
    ...movesOf(["confirm"], ["chloe in Teams"]),
  ],
  prepare: async () => {
    const scene = await guidedScene();
    const { bot } = scene;
    for (const helper of HELPERS) await bot.as(helper).command("help");
    await bot.as("ana").submit({ form: "hand", step: STEP }, { person: "chloe" });
    return {
      ...scene,
      act: (move, key) => act(bot, move, key),
      findings: (tx, answers) => {
        const setup = present(tx.setup.load());
        const events = ["step.handed", "step.closed", "step.skipped", "step.reopened"] as const;
        const entries = recorded(tx, `step:${STEP}`, ...events);
        const handed = entries.findLast(({ event }) => event === "step.handed");
        const last = entries.findLast(({ event }) => event !== "step.handed")?.event ?? "step.reopened";
        const state = { "step.closed": "done", "step.skipped": "skipped", "step.reopened": "open" }[
          last as "step.closed"
        ];
        const step = setup.steps[STEP];
        return [
          ...must(step.state === state, `it is ${step.state}, and by the Record ${state}`),
          ...must(
            step.handedTo === handed?.data["to"],
            `it is ${step.handedTo}'s, and by the Record ${handed?.data["to"]}'s`,
          ),
          ...orderFindings(entries, setup.owner),
          ...answers.flatMap((answer) => answerFindings(tx, entries, answer)),
        ];
      },
    };
  },
};
