import type { Reply } from "../../../src/app/core/app.ts";
import { isSameHuman } from "../../../src/domain/accounts/person.ts";
import { must as present } from "../../support/must.ts";
import { approvalOf, type Bot, invitation } from "../../support/world/bot.ts";
import { changeSettings } from "../../support/world/both.ts";
import { callerOf, type Move, movesOf, must, personIn, type Race, recorded, said } from "./race.ts";
import { guidedScene } from "./scenes.ts";

const HERE = { platform: "slack", account: "ben" } as const;
const THERE = { platform: "teams", account: "t-ben" } as const;

function act(bot: Bot, { does, by }: Move, key: string): Promise<Reply>[] {
  const who = callerOf(bot, by);
  const other = who.platform === "slack" ? THERE : HERE;
  switch (does) {
    case "mine":
    case "not mine":
      return [bot.app.press(who, { do: "account", ...other, mine: does === "mine" }, key)];
    case "deny":
      return [bot.app.submit(who, { form: "deny", request: 1 }, { reason: "not now" }, key)];
    case "approve":
      return [bot.app.press(who, approvalOf(bot.store, 1), key)];
    case "withdraw":
      return [bot.app.press(who, { do: "withdraw", request: 1 }, key)];
    default:
      return [bot.app.submit(who, { form: "invite" }, invitation("paul@lumen.example"), key)];
  }
}

/** Somebody says that both accounts are theirs, or that they are not, while a Request of the one is decided on. */
export const accounts: Race = {
  name: "two accounts that become one",
  moves: [
    ...movesOf(["mine", "mine", "not mine", "withdraw", "approve", "ask"], ["ben", "ben in Teams"]),
    ...movesOf(["approve", "deny"], ["ana", "tara in Teams"]),
  ],
  prepare: async () => {
    const scene = await guidedScene({ apart: true });
    const { bot } = scene;
    for (const who of [bot.as("ben"), bot.inTeams("ben")]) await who.command("help");
    const [here, there] = [bot.personOf("ben").id, bot.personOf("t-ben", "teams").id];
    bot.store.transact(({ people }) => people.set(there, { asked: here }));
    // Each of the two has something, so that both are asked.
    changeSettings(bot, ({ approvers }) => ({
      approvers: [...approvers.filter((id) => id !== here), there],
    }));
    await bot.as("ben").submit({ form: "invite" }, invitation("kenji@lumen.example"));
    return {
      ...scene,
      act: (move, key) => act(bot, move, key),
      findings: (tx, answers) => {
        const request = present(tx.requests.get(1));
        const setup = present(tx.setup.load());
        const by = request.decision?.by ?? null;
        const decider = by === null ? null : tx.people.get(by);
        const requester = tx.people.get(request.requester);
        const events = ["request.approved", "request.denied", "request.withdrawn", "request.lapsed"] as const;
        const decided = recorded(tx, "request:1", ...events).map(({ event }) => event);
        const holders = [
          setup.owner,
          ...setup.settings.approvers,
          ...tx.requests.open().map((one) => one.requester),
        ];
        const merged =
          recorded(tx, `account:${there}`, "account.confirmed").length +
          recorded(tx, `account:${here}`, "account.confirmed").length;
        const isOne = personIn(tx, "ben") === personIn(tx, "ben in Teams");
        return [
          ...must(
            decided.join() === (request.state === "open" ? "" : `request.${request.state}`),
            `it is ${request.state}, and recorded is ${decided.join()}`,
          ),
          ...must(
            request.state !== "approved" || !isSameHuman(decider, requester),
            "somebody approved their own Request",
          ),
          ...must(requester !== null, "nobody made the Request"),
          ...must(
            holders.every((id) => tx.people.get(id) !== null),
            `there is nobody behind one of ${holders}`,
          ),
          ...must(
            merged === (isOne ? 1 : 0),
            `they became one ${merged} times, and ${isOne ? "are" : "are not"} one`,
          ),
          ...answers.flatMap(({ does, by: who, reply }) =>
            must(!/did not work just now/.test(said(reply)), `${who} hears at "${does}": ${said(reply)}`),
          ),
        ];
      },
    };
  },
};
