import { describe, expect, it } from "vitest";
import type { Reply } from "../../src/app/app.ts";
import { createBot } from "../support/bot.ts";

const said = (reply: Reply): string =>
  reply.kind === "errors" ? Object.values(reply.errors).join("\n") : reply.kind;

describe("people chosen in a form", () => {
  const submit = async (approvers: string[]) => {
    const bot = createBot();
    return bot.as("ana").submit({ form: "start" }, { approvals: null, news: null, approvers });
  };

  it("are said by their place among all that were chosen, when the bot does not know them", async () => {
    expect(await submit(["ben", "nobody", "chloe", "ghost"])).toEqual({
      kind: "errors",
      errors: {
        approvers: expect.stringContaining("does not know number 2 and 4 of those whom you chose"),
      },
    });
  });

  it("need no number when there is one", async () => {
    expect(said(await submit(["nobody"]))).toMatch(/does not know whom you chose/);
  });

  it("are said by name when they may not do it", async () => {
    expect(said(await submit(["ben", "greta"]))).toMatch(/greta cannot do this: guests/);
  });
});
