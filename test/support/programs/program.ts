import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { CLOCK_ENV } from "../clock-env.ts";

const MAIN = join(process.cwd(), "dist/main.js");

export type Program = {
  readonly process: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly ended: Promise<number | null>;
};

/**
 * The built program in a folder of its own, as an operator starts it. `blocks`: how long files may become, by 512 bytes;
 * `log`: a file to which standard output goes.
 */
export function runProgram(
  folder: string,
  env: Record<string, string> = {},
  { blocks, log }: { readonly blocks?: number; readonly log?: string } = {},
): Program {
  const limit = blocks === undefined ? "" : `ulimit -f ${blocks};`;
  const output = log === undefined ? "" : `>> "${log}"`;
  const child = spawn("sh", ["-c", `${limit} exec "$0" "$1" ${output}`, process.execPath, MAIN], {
    cwd: folder,
    env: { ...CLOCK_ENV, PORT: "0", LOG_LEVEL: "silent", ...env },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => {
    said.out += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    said.err += chunk.toString();
  });
  const ended = once(child, "close").then(() => child.exitCode);
  return { process: child, out: () => said.out, err: () => said.err, ended };
}

/** Its address, once it listens. */
export async function listening(child: Program): Promise<string> {
  const address = () => /http:\/\/\S+/.exec(child.out() + child.err())?.[0] ?? "";
  await Promise.race([expect.poll(address, { timeout: 15_000 }).not.toBe(""), child.ended]);
  if (address() === "") throw new Error(`it ended: ${child.err()}`);
  return address();
}

/** Its lines on standard error; it must have ended with 1 and said nothing else. */
export async function refusalOf(child: Program): Promise<string[]> {
  expect([await child.ended, child.out()]).toEqual([1, ""]);
  return child.err().trimEnd().split("\n");
}
