import type { Reply } from "../../../src/app/core/app.ts";
import { type Bot, createBot } from "../../support/world/bot.ts";
import { callerOf, type Move, movesOf, must, personIn, type Race, recorded, said } from "./race.ts";
import { listening } from "./scenes.ts";

const START = { approvals: null, news: null, approvers: [] };

function act(bot: Bot, { does, by }: Move, key: string): Promise<Reply>[] {
  const who = callerOf(bot, by);
  if (does === "claim") return [bot.app.press(who, { do: "claim" }, key)];
  if (does === "leave") {
    bot.chat.join("ana", { standing: "gone" });
    bot.chat.join("otto", { standing: "gone", admin: true });
    return [];
  }
  const start = (id: string) => bot.app.submit(who, { form: "start" }, START, id);
  return does === "start twice" ? [start(key), start(`${key}again`)] : [start(key)];
}

/** Two admins who start it, one of them with two clicks, and two who claim it when both of these have left. */
export const starts: Race = {
  name: "who has the Setup",
  moves: [
    ...movesOf(["start", "start twice"], ["ana", "otto", "tara in Teams"]),
    ...movesOf(["claim", "claim"], ["pia", "quinn"]),
    ...movesOf(["leave", "leave", "leave"], ["ana"]),
  ],
  prepare: async () => {
    const { errors, log } = listening();
    const bot = createBot({ both: true, log, owners: ["tara@lumen.example"] });
    for (const id of ["otto", "pia", "quinn"]) bot.chat.join(id, { admin: true });
    return {
      bot,
      errors,
      outside: [],
      act: (move, key) => act(bot, move, key),
      findings: (tx, answers) => {
        const setup = tx.setup.load();
        const started = recorded(tx, "setup", "setup.started");
        const claimed = recorded(tx, "setup", "setup.claimed");
        const owner = claimed.at(-1)?.actor ?? started[0]?.actor ?? null;
        const tried = answers.filter(({ does }) => does.startsWith("start"));
        return [
          ...must(started.length <= 1, `it was started ${started.length} times`),
          ...must(claimed.length <= 1, `it was claimed ${claimed.length} times`),
          ...must((setup?.owner ?? null) === owner, `it is ${setup?.owner}'s, and by the Record ${owner}'s`),
          ...tried.flatMap(({ by, reply }) =>
            must(
              personIn(tx, by) === started[0]?.actor || reply.kind === "errors",
              `${by} hears at the start of another's Setup: ${said(reply)}`,
            ),
          ),
        ];
      },
    };
  },
};
