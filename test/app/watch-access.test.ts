import { expect, it } from "vitest";
import { watchAccess } from "../../src/app/watch-access.ts";
import { AppError } from "../../src/errors.ts";
import { createChat } from "../support/chat.ts";

it("a platform that refuses our credentials is not ready until it lets them in again, and each is told once", async () => {
  const told: (string | null)[] = [];
  const chat = createChat();
  const { messenger, refusal } = watchAccess(chat.messenger, () => told.push(refusal()));
  const post = () =>
    messenger.post("news", { summary: "", blocks: [] }, "k").catch((error: unknown) => error);
  const revoked = new AppError("unauthorized", "token_revoked", { detail: "token_revoked" });
  chat.failNext(revoked, new AppError("unavailable", "down"), revoked);
  expect(refusal()).toBeNull();
  for (let times = 0; times < 3; times += 1)
    expect([(await post()) instanceof AppError, refusal()]).toEqual([true, "token_revoked"]);
  chat.gone.add("news");
  expect([(await post()) instanceof AppError, refusal()]).toEqual([true, null]);
  expect(told).toEqual(["token_revoked", null]);
});
