import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { AppError } from "../../lib/errors.ts";
import { keepSecret } from "../../lib/redact.ts";
import { type Print, plain } from "../answer.ts";

/** What is wrong with an answer, in a sentence; null: nothing. */
export type Wrong = string | null;

export type Question = {
  readonly text: string;
  /** Nobody sees it while it is pasted. */
  readonly isSecret?: boolean;
  /** What Enter alone stands for. */
  readonly before?: string | undefined;
  readonly shape?: (answer: string) => Wrong;
  /** Asks the other side. */
  readonly check?: (answer: string) => Promise<Wrong>;
};

export type Ask = (question: Question) => Promise<string>;

/** Asks on this terminal, or takes line after line where there is none. */
export function openTerminal(print: Print) {
  const { stdin: input, stdout } = process;
  // Where what is printed goes elsewhere, a terminal would show what is entered by itself.
  const isTerminal = input.isTTY;
  let isHidden = true;
  const output = new Writable({
    write(chunk, _, done) {
      if (!isHidden) stdout.write(chunk);
      done();
    },
  });
  const reader = createInterface({ input, output, terminal: isTerminal, historySize: 0 });
  // Lines that come before they are asked for, because somebody pasted several, are kept, and not shown.
  const lines = reader[Symbol.asyncIterator]();
  reader.on("SIGINT", () => {
    stdout.write("\nStopped; .env is as it was.\n");
    process.exit(130);
  });

  async function entered(text: string, isSecret: boolean): Promise<string> {
    reader.setPrompt(`${text}: `);
    isHidden = false;
    // A pipe may have ended by now, with lines that are still to be read.
    if (isTerminal) reader.prompt();
    else stdout.write(`${text}: `);
    isHidden = isSecret;
    const { done, value } = await lines.next();
    isHidden = true;
    if (isSecret || !isTerminal) stdout.write("\n");
    if (done)
      throw new AppError("invalid", "The input ended before everything was entered; .env is as it was.");
    return value.trim().replace(/^(["'])(.*)\1$/, "$2");
  }

  const ask: Ask = async ({ text, isSecret = false, shape = () => null, check, ...given }) => {
    let { before = "" } = given;
    for (;;) {
      const hint = before === "" ? "" : ` [${isSecret ? "Enter: as before" : before}]`;
      const answer = (await entered(`${text}${isSecret ? " (hidden)" : ""}${hint}`, isSecret)) || before;
      let wrong = answer === "" ? "Nothing was entered." : shape(answer);
      if (wrong === null) {
        if (isSecret) keepSecret([answer]);
        wrong = (await check?.(answer)) ?? null;
        if (wrong === null) return answer;
        before = answer;
      }
      print(`✗ ${plain(wrong)}`);
    }
  };
  return { ask, close: () => reader.close() };
}

/** The first of two is what Enter stands for, and a first letter is enough. */
export async function choose<A extends string, B extends string>(ask: Ask, text: string, [a, b]: [A, B]) {
  const meant = (answer: string) => [a, b].find((word) => word.startsWith(answer.toLowerCase()));
  const shape = (answer: string) => (meant(answer) ? null : `Write ${a} or ${b}.`);
  return meant(await ask({ text: `${text} ${a} or ${b}`, before: a, shape })) ?? a;
}

const ADDRESS = /^(?:https:\/\/)?((?:[\w-]+\.)+[\w-]+)\/?$/i;
const NO_ADDRESS = "That is no public https address of a host alone, such as https://setup.example.com.";

/** The host at which the other side finds the bot. */
export async function askForHost(ask: Ask): Promise<string> {
  const text = "The bot's public address, such as https://setup.example.com";
  const shape = (answer: string) => (ADDRESS.test(answer) ? null : NO_ADDRESS);
  return (await ask({ text, shape })).replace(ADDRESS, "$1");
}
