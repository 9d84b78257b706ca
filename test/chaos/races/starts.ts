import { createBot } from "../../support/world/bot.ts";
import { heard, movesOf, must, personIn, type Race, recorded } from "./race.ts";

/** Two admins who start it, one of them with two clicks, and two who claim it when both of these have left. */
export const starts: Race = {
  name: "who has the Setup",
  moves: [
    ...movesOf(["start", "start twice"], ["ana", "otto", "tara in Teams"]),
    ...movesOf(["claim", "claim"], ["pia", "quinn"]),
    ...movesOf(["leave", "leave", "leave"], ["ana"]),
  ],
  prepare: async (log) => {
    const bot = createBot({ both: true, log, owners: ["tara@lumen.example"] });
    for (const id of ["otto", "pia", "quinn"]) bot.chat.join(id, { admin: true });
    return {
      bot,
      happens: {
        leave: () => {
          bot.chat.join("ana", { standing: "gone" });
          bot.chat.join("otto", { standing: "gone", admin: true });
        },
      },
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
          ...tried.flatMap((answer) =>
            must(
              personIn(tx, answer.by) === started[0]?.actor || answer.reply.kind === "errors",
              `at the start of another's Setup ${heard(answer)}`,
            ),
          ),
        ];
      },
    };
  },
};
