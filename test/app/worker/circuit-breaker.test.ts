import { expect, it } from "vitest";
import { createCircuitBreaker } from "../../../src/app/worker/circuit-breaker.ts";
import { AppError } from "../../../src/lib/errors.ts";
import { must } from "../../support/must.ts";
import { startedBot } from "../../support/world/bot.ts";
import { createMemoryMistral } from "../../support/world/memory-mistral.ts";
import { HOUR, SECOND } from "../../support/world/times.ts";

const DOWN = new AppError("unavailable", "refused", { detail: "ECONNREFUSED" });

it("what Mistral says of how long to wait is not cut short by the failure of a call that was begun before", async () => {
  const bot = await startedBot();
  const ended: ((error?: AppError) => void)[] = [];
  const workspaces = () =>
    new Promise<never[]>((resolve, reject) => {
      ended.push((error) => (error === undefined ? resolve([]) : reject(error)));
    });
  const mistral = { ...createMemoryMistral(() => bot.now()).admin, workspaces };
  const { context, blamed } = createCircuitBreaker({ ...bot.context, mistral }, () => {});
  const call = () =>
    must(context.mistral)
      .workspaces()
      .catch((error: unknown) => error);
  const end = async (at: number, error?: AppError) => {
    must(ended[at])(error);
    await Promise.resolve();
  };
  const before = call();
  const failing = [call(), call(), call()];
  for (const at of [1, 2, 3]) await end(at, DOWN);
  await Promise.all(failing);
  await bot.skip(HOUR);
  const trying = call();
  await end(0);
  await before;
  const limited = call();
  await end(5, new AppError("rate_limited", "busy", { retryAfterMs: 100 * SECOND }));
  const error = await limited;
  await end(4, DOWN);
  await trying;
  expect(must(blamed(error)).nextTry - bot.now()).toBe(100 * SECOND);
});
