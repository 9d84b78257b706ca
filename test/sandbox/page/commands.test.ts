import { expect, test } from "vitest";
import {
  commandText,
  isForeignCommand,
  isWhole,
  SLASH,
  suggest,
} from "../../../src/sandbox/page/chat/commands.ts";

const words = (typed: string): string[] => suggest(typed, SLASH).map((one) => one.text);

test("a slash offers the command, and a space after it the words", () => {
  expect(words("/")).toEqual(["/mistral-setup"]);
  expect(words("/mistral-setup ")).toHaveLength(8);
  expect(words("/mistral-setup s")).toEqual(["/mistral-setup status", "/mistral-setup settings"]);
});

test("nothing is offered for a message, a complete word or its arguments", () => {
  expect(words("hello")).toEqual([]);
  expect(words("/mistral-setup status")).toEqual([]);
  expect(words("/mistral-setup invite paul@a.example")).toEqual([]);
});

test("Enter completes half a word and sends a whole one", () => {
  expect(isWhole("/mistral-setup sta", SLASH)).toBe(false);
  for (const typed of ["/mistral-setup", "/mistral-setup ", "/mistral-setup status"])
    expect(isWhole(typed, SLASH)).toBe(true);
});

test("in Teams the words stand alone in the chat with the bot, and after a mention elsewhere", () => {
  const offered = (typed: string, lead: string): string[] => suggest(typed, lead).map(({ text }) => text);
  expect(offered("se", "")).toEqual(["setup", "settings"]);
  expect(isWhole("setup", "")).toBe(true);
  expect(offered("@M", "@Mistral Setup")).toEqual(["@Mistral Setup"]);
  expect(offered("@Mistral Setup inv", "@Mistral Setup")).toEqual(["@Mistral Setup invite"]);
  expect(isWhole("@Mistral Setup invite ", "@Mistral Setup")).toBe(true);
  expect(offered("good morning", "@Mistral Setup")).toEqual([]);
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
