import type { TestSandbox } from "../../support/servers/slack.ts";
import type { LogLine } from "./process.ts";

/** A press or submission by which somebody decides about a Request. */
export type Decision = {
  readonly request: number;
  readonly kind: "approve" | "deny" | "withdraw";
  /** A handle. */
  readonly by: string;
  /** In ms since 1970, as in the bot's log. */
  readonly began: number;
  readonly ended: number;
  /** The bot answered: from here on the person relies on it. */
  readonly acknowledged: boolean;
  /** The answer said so: the dialog closed. Of presses on a card the answer does not tell. */
  readonly applied: boolean;
};

type Asked = {
  readonly by: string;
  readonly addresses: readonly string[];
  /** The bot said that it is with the approvers, or approved. */
  acknowledged: boolean;
};

/** What people did and what they were told: what the bot, the platforms and Mistral are compared with. */
export type ExpectedState = {
  readonly asked: Asked[];
  readonly decisions: Decision[];
  clicks: number;
  acknowledged: number;
  /** What did not work, in the words of the chat. */
  readonly refused: string[];
};

export const nothingYet = (): ExpectedState => ({
  ...{ asked: [], decisions: [], refused: [], clicks: 0, acknowledged: 0 },
});

const TURNED_AWAY = "turned a request away";

/** Slack acknowledges a press that the bot turns away as well: the person hears of it, and relies on nothing. Gives how many it turned away. */
export function takeBackTurnedAway(
  { decisions }: ExpectedState,
  sandbox: TestSandbox,
  log: readonly LogLine[],
): number {
  const turnedAway = log.filter(({ msg }) => msg.startsWith(TURNED_AWAY));
  for (const [index, decision] of decisions.entries()) {
    const { id } = sandbox.as(decision.by);
    const isAmong = turnedAway.some(({ account, time }) => {
      const at = Date.parse(time);
      return account === id && at >= decision.began && at <= decision.ended;
    });
    if (isAmong) decisions[index] = { ...decision, acknowledged: false };
  }
  return turnedAway.length;
}
