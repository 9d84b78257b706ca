import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

export type Child = { process: ChildProcess; firstLine: string; kill(): Promise<void> };

/** Runs a script of this folder in a process of its own and waits for its first line. */
export async function startChild(script: "holder.ts" | "writer.ts", path: string): Promise<Child> {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", file, path], {
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
