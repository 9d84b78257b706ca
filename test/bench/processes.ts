import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";

export const PROJECT = resolve(import.meta.dirname, "../..");

export type Started = {
  readonly child: ChildProcess;
  /** The address that it printed. */
  readonly url: string;
  /** From the spawn to the line with the address, ms. */
  readonly took: number;
  stop(): Promise<void>;
};

const PRINTS_WITHIN_MS = 30_000;
const ENDS_WITHIN_MS = 15_000;
const running = new Set<ChildProcess>();

/** Starts `node` with these arguments and nothing of our environment, and waits until it prints an address. */
export async function startNode(
  args: readonly string[],
  options: { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string } = {},
): Promise<Started> {
  const begun = performance.now();
  const env = { PATH: execPathFolder(), ...options.env };
  const child = spawn(process.execPath, args, {
    env,
    cwd: options.cwd ?? PROJECT,
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  const url = await printedAddress(child, args.join(" "));
  return { child, url, took: performance.now() - begun, stop: () => stopChild(child) };
}

const execPathFolder = (): string => resolve(process.execPath, "..");

function printedAddress(child: ChildProcess, name: string): Promise<string> {
  return new Promise((found, fail) => {
    const late = setTimeout(() => fail(new Error(`${name} prints no address`)), PRINTS_WITHIN_MS);
    let printed = "";
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const url = /^(?!\{).*?(http:\/\/[\w.:]+)\s/m.exec(printed)?.[1];
      if (url === undefined) return;
      clearTimeout(late);
      found(url);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", (code) => fail(new Error(`${name} ended with ${code}: ${printed.slice(0, 500)}`)));
  });
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const hard = setTimeout(() => child.kill("SIGKILL"), ENDS_WITHIN_MS);
  await ended;
  clearTimeout(hard);
}

/** Whatever happens, nothing of ours outlives the bench. */
export const stopAll = async (): Promise<void> => {
  await Promise.all([...running].map(stopChild));
};

/** Asks every 2 ms until `/readyz` answers 200; returns when that was (performance.now). */
export async function whenReady(url: string): Promise<number> {
  for (const end = performance.now() + PRINTS_WITHIN_MS; performance.now() < end; ) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.status === 200) return performance.now();
    await new Promise((next) => setTimeout(next, 2));
  }
  throw new Error(`${url} does not get ready`);
}

/** Resident memory in MB. */
export function rssOf({ child }: Started): number {
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(child.pid)], { encoding: "utf8" })) / 1024;
}
