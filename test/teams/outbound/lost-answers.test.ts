import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { card, rig } from "../stand-ins/fake-teams.ts";

const STATUS = { setup: { action: { do: "status" } } };

it.each([
  ["that replaces a card is tried again: done twice it is the same", "PUT", 2],
  ["that brings a new one is not, for it might be there twice", "POST", 1],
] as const)("a message whose answer is lost on its way and %s", async (_what, method, times) => {
  const { app, invoke, does, connector } = await rig();
  const { answer } = connector;
  // A copy stays where it is, and what is new comes below.
  if (method === "POST") app.copy = () => card("My page");
  app.reply = () => ({ kind: "show", view: card("The members") });
  const tries = () => connector.asked.filter((asked) => asked.method === method).length;
  connector.answer = (asked) => (asked.method === method && tries() === 1 ? "drop" : answer(asked));
  await invoke(does.press(STATUS));
  await sleep(900);
  expect(tries()).toBe(times);
});
