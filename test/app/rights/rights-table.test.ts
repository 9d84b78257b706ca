import { describe, expect, it } from "vitest";
import type { Reply } from "../../../src/app/core/app.ts";
import type { UserAction } from "../../../src/domain/action.ts";
import { accounts, notices } from "../../../src/view/strings/en/answers.ts";
import { type Bot, settings, startedBot } from "../../support/world/bot.ts";

const { refusals } = notices;
const LACKING = [
  refusals.not_owner,
  refusals.not_approver,
  refusals.not_your_step,
  refusals.not_your_task,
  refusals.not_your_request,
  accounts.confirmFirst("Teams", "Slack"),
];

const lacksTheRight = (reply: Reply): boolean =>
  reply.kind === "show" && LACKING.some((sentence) => reply.view.summary.startsWith(sentence));

const open = (to: Extract<UserAction, { do: "open" }>["to"]): UserAction => ({ do: "open", to });

/**
 * Some of what each right gives, by hand; the whole table stands beside this. O the owner, A an approver, H whoever was
 * handed Members and its Task, R who made Request 3.
 */
const TABLE: readonly (readonly [UserAction, string])[] = [
  [open({ form: "settings" }), "O"],
  [{ do: "confirm", step: "billing" }, "O"],
  [{ do: "retry-job", job: 999 }, "O"],
  [{ do: "members", page: 0 }, "OA"],
  [open({ form: "role", invitation: 1 }), "OA"],
  [{ do: "remove", member: "m1" }, "OA"],
  [open({ form: "compare" }), "OAH"],
  [{ do: "task-done", task: 1, rows: 1 }, "OAH"],
  [{ do: "resend", invitation: 1 }, "OAH"],
  [{ do: "approve", request: 2, ask: "m1" }, "OA"],
  [{ do: "withdraw", request: 3 }, "R"],
];

const PEOPLE = { ana: "O", ben: "A", chloe: "H", kenji: "R" } as const;
type Name = keyof typeof PEOPLE;

/** Invitation 1 is Task 1 of Chloe's; Kenji's Requests 2 and 3 are open. Everybody has an account on each platform. */
async function scene(): Promise<Bot> {
  const bot = await startedBot({ both: true, apart: true });
  bot.teams.join("t-kenji", { team: "tenant", address: "kenji@lumen.example" });
  await bot.pay();
  await bot.hand("members", "chloe");
  await bot.ask("paul@lumen.example", "ben");
  for (const id of ["rosa", "saul"]) await bot.ask(`${id}@lumen.example`, "kenji");
  expect(bot.store.read((tx) => [tx.tasks.get(1)?.assignee, tx.requests.get(3)?.requester])).toEqual([
    bot.personOf("chloe").id,
    bot.personOf("kenji").id,
  ]);
  return bot;
}

type Hands = Pick<ReturnType<Bot["as"]>, "press">;

async function allowed(hands: Hands): Promise<string[]> {
  const done: string[] = [];
  for (const [action] of TABLE) {
    const reply = await hands.press(action);
    if (!lacksTheRight(reply)) done.push(JSON.stringify(action));
  }
  return done;
}

const expected = (letter: string): string[] =>
  TABLE.filter(([, who]) => who.includes(letter)).map(([action]) => JSON.stringify(action));

describe.each(Object.entries(PEOPLE) as [Name, string][])("what %s may do", (name, letter) => {
  it("in Slack, where it was given to them, is what the table says", async () => {
    const bot = await scene();
    expect(await allowed(bot.as(name))).toEqual(expected(letter));
  });

  it("in Teams is nothing of it, although the address is the same", async () => {
    const bot = await scene();
    expect(await allowed(bot.inTeams(name))).toEqual([]);
  });

  it("in Teams is the same once they have said that the account is theirs", async () => {
    const bot = await scene();
    await bot.confirm(name);
    expect(await allowed(bot.inTeams(name))).toEqual(expected(letter));
  });

  it("in Teams is nothing of it once they have said that the account is not theirs", async () => {
    const bot = await scene();
    await bot.confirm(name, false);
    await bot.confirm(name);
    expect(await allowed(bot.inTeams(name))).toEqual([]);
  });
});

describe("an account in Teams that was named itself", () => {
  it("has what it was given, and nothing else that the same human has in Slack", async () => {
    const bot = await scene();
    await bot.confirm("ana");
    await bot
      .inTeams("ana")
      .submit(
        { form: "settings" },
        settings({ approvals: null, news: null, reminders: [], approvers: ["t-kenji"] }),
      );
    expect(await allowed(bot.inTeams("kenji"))).toEqual(expected("A"));
  });

  it("decides, and works on the step that it was handed, also when nobody in Slack has its address", async () => {
    const bot = await scene();
    await bot.confirm("ana");
    await bot.inTeams("ana").submit({ form: "hand", step: "members" }, { person: "t-tara" });
    expect(await allowed(bot.inTeams("tara"))).toEqual(expected("H"));
  });
});
