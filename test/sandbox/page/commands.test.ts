import { expect, test } from "vitest";
import {
  commandsAfter,
  commandText,
  isForeignCommand,
  SLASH,
} from "../../../src/sandbox/page/chat/commands.ts";

const offered = (lead: string): string[] => commandsAfter(lead).map(([text]) => text);

test("in Slack the command is offered, and with each of its words", () => {
  expect(offered(SLASH).slice(0, 3)).toEqual([SLASH, `${SLASH} invite`, `${SLASH} status`]);
});

test("in Teams the words stand alone in the chat with the bot, and after a mention elsewhere", () => {
  expect(offered("").slice(0, 2)).toEqual(["setup", "invite"]);
  expect(offered("@Mistral Setup").slice(0, 2)).toEqual(["@Mistral Setup", "@Mistral Setup invite"]);
});

test("the words after the command are what is sent", () => {
  expect(commandText("/mistral-setup  invite paul@a.example ")).toBe("invite paul@a.example");
  expect(commandText("/mistral-setup")).toBe("");
  expect(commandText("hello")).toBeNull();
});

test("another app's command is neither a command nor a message", () => {
  expect(isForeignCommand("/remind me")).toBe(true);
  expect(isForeignCommand("/mistral-setupx")).toBe(true);
  expect(isForeignCommand("/ just a slash")).toBe(false);
});
