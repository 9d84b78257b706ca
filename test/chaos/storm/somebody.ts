import type { Platform } from "../../../src/domain/accounts/person.ts";
import type { UserAction } from "../../../src/domain/action.ts";
import { canSee } from "../../../src/sandbox/slack/state.ts";
import type { Answer, Card } from "../../../src/sandbox/snapshot.ts";
import { cardsFor } from "../../../src/sandbox/teams/card-parts.ts";
import { decodeAction } from "../../../src/slack/render/codec.ts";
import { decodeData } from "../../../src/teams/cards/codec.ts";
import { pressables } from "../../support/browser/labels.ts";
import { buttonsOf, readableCard } from "../../support/reading/card-text.ts";
import type { TestPerson, TestSandbox } from "../../support/servers/slack.ts";
import { teamsPerson } from "../../support/servers/teams.ts";

/** A button that somebody sees in a message, and what it means. */
export type Spot = {
  readonly action: UserAction;
  press(): Promise<Answer>;
  /** Whether a press counted, as far as the person can tell. */
  counted(answer: Answer): boolean;
};

/** A person on one of the platforms. */
export type Somebody = Pick<TestPerson, "id" | "command" | "modal" | "fill" | "submit" | "close" | "dm"> & {
  readonly handle: string;
  readonly on: Platform;
  /** Everything that carries this label in their conversations. */
  spots(label: string): Spot[];
};

export function inSlack(sandbox: TestSandbox, handle: string): Somebody {
  const me = sandbox.as(handle);
  const { slack } = sandbox;
  return {
    ...me,
    handle,
    on: "slack",
    spots: (label) => {
      const { channels, messages } = slack.state();
      const mine = new Set(channels.filter(({ members }) => members.includes(me.id)).map(({ id }) => id));
      return messages
        .filter((message) => mine.has(message.channel) && canSee(message, me.id))
        .flatMap(({ channel, ts, blocks }) =>
          pressables(blocks).flatMap((pressable): Spot[] => {
            const action = decodeAction(pressable.element["value"]);
            if (pressable.label !== label || action === null) return [];
            const container = { kind: "message", channel, ts } as const;
            const press = () => slack.client.press(me.id, container, pressable.action, {}, blocks);
            return [{ action, press, counted: ({ ok }) => ok }];
          }),
        );
    },
  };
}

export function inTeams(sandbox: TestSandbox, handle: string): Somebody {
  const me = teamsPerson(sandbox, handle);
  const { teams } = sandbox;
  const cards = () => {
    const { conversations, messages } = teams.state();
    const mine = new Set(conversations.filter(({ members }) => members.includes(me.id)).map(({ id }) => id));
    return messages
      .filter(({ conversation }) => mine.has(conversation))
      .flatMap((message) => cardsFor(teams.state(), message, me.id).map((card) => ({ message, card })));
  };
  return {
    ...me,
    handle,
    on: "teams",
    spots: (label) =>
      cards().flatMap(({ message: { id, conversation }, card }) =>
        buttonsOf(card).flatMap((button): Spot[] => {
          const pressed = decodeData(button.action["data"]);
          if (button.label !== label || pressed?.kind !== "press") return [];
          const order = { action: button.action, values: {} };
          const [address = ""] = /[\w.]+@lumen\.example/.exec(readableCard(card)) ?? [];
          const isApproved = ({ card: now }: { card: Card }) =>
            ["Approved by", address].every((words) => readableCard(now).includes(words));
          return [
            {
              action: pressed.action,
              press: () => teams.client.press(me.id, conversation, id, order, card),
              counted: ({ ok }) => ok && cards().some(isApproved),
            },
          ];
        }),
      ),
  };
}
