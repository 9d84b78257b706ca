import { expect, it } from "vitest";
import type { Reply } from "../../src/app/app.ts";
import type { UserAction } from "../../src/domain/action.ts";
import { invitation, startedBot } from "../support/bot.ts";
import { buttonsOf } from "../support/chat.ts";
import { must } from "../support/must.ts";

const WEEK = 7 * 24 * 60 * 60_000;
const AGAIN: UserAction = { do: "open", to: { form: "invite", again: 1 } };

/** What a form was opened with, by the names of its fields. */
function openedWith(reply: Reply): Record<string, unknown> {
  if (reply.kind !== "open") throw new Error(`it is ${reply.kind}`);
  return Object.fromEntries(
    reply.form.fields.map((field) => [field.name, "initial" in field ? field.initial : undefined]),
  );
}

it.each(["Slack", "Teams"])(
  "a Request that nobody answered is made again in one click, in %s",
  async (where) => {
    const bot = await startedBot({ both: true });
    const chloe = where === "Slack" ? bot.as("chloe") : bot.inTeams("chloe");
    const wanted = {
      ...invitation("paul@lumen.example\nrosa@lumen.example", "billing"),
      reason: "for the audit",
    };
    await chloe.submit({ form: "invite" }, wanted);
    await bot.skip(WEEK);
    const answer = must(
      [...bot.chat.dm("chloe"), ...bot.teams.dm("t-chloe")].find(({ key }) => key.startsWith("outcome:1")),
    );
    expect(buttonsOf(answer.view)).toMatchObject([{ label: "Ask again", action: AGAIN }]);
    expect(openedWith(await chloe.press(AGAIN))).toMatchObject({
      ...{ addresses: "paul@lumen.example\nrosa@lumen.example", role: "billing", reason: "for the audit" },
    });
  },
);

it("what somebody else asked for is not shown to whoever presses", async () => {
  const bot = await startedBot();
  await bot.as("chloe").submit({ form: "invite" }, invitation("paul@lumen.example"));
  await bot.as("ben").submit({ form: "deny", request: 1 }, { reason: "no" });
  expect(openedWith(await bot.as("kenji").press(AGAIN))["addresses"]).toBe("kenji@lumen.example");
  expect(openedWith(await bot.as("chloe").press(AGAIN))["addresses"]).toBe("paul@lumen.example");
});
