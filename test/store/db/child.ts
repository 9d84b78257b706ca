import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

export type Child = { process: ChildProcess; firstLine: string; kill(): Promise<void> };

const SCRIPTS = {
  holder: new URL("./holder.ts", import.meta.url),
  upgrader: new URL("./upgrader.ts", import.meta.url),
  writer: new URL("./writer.ts", import.meta.url),
};

/** Runs one of the scripts in a process of its own and waits for its first line. */
export async function startChild(script: keyof typeof SCRIPTS, ...args: string[]): Promise<Child> {
  const file = fileURLToPath(SCRIPTS[script]);
  const child = spawn(process.execPath, ["--expose-gc", "--import", "tsx", file, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  onTestFinished(kill);
  const [chunk] = await once(child.stdout, "data");
  return { process: child, firstLine: String(chunk).trim(), kill };
}
