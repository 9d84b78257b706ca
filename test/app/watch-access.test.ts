import { expect, it } from "vitest";
import { watchAccess } from "../../src/app/watch-access.ts";
import { AppError } from "../../src/errors.ts";
import { createChat } from "../support/chat.ts";

it("a platform that refuses our credentials is not ready until it lets them in again, and each is logged once", async () => {
  const lines: string[] = [];
  const note = (_fields: object, message: string) => lines.push(message);
  const chat = createChat();
  const { messenger, letIn } = watchAccess(chat.messenger, {
    info: note,
    warn: note,
    error: note,
  });
  const post = () =>
    messenger.post("news", { summary: "", blocks: [] }, "k").catch((error: unknown) => error);
  const revoked = new AppError("unauthorized", "token_revoked", { detail: "token_revoked" });
  chat.failNext(revoked, new AppError("unavailable", "down"), revoked);
  expect(letIn()).toBe(true);
  for (let times = 0; times < 3; times += 1)
    expect([(await post()) instanceof AppError, letIn()]).toEqual([true, false]);
  chat.gone.add("news");
  expect([(await post()) instanceof AppError, letIn()]).toEqual([true, true]);
  expect(lines).toEqual([expect.stringMatching(/refuses/), expect.stringMatching(/lets/)]);
});
