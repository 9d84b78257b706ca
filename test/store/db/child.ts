import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const SCRIPT = fileURLToPath(new URL("./process.ts", import.meta.url));

export type Child = { process: ChildProcess; firstLine: string; kill(): Promise<void> };

/** Does its part in a process of its own; waits for its first line. */
export async function startChild(role: "holder" | "upgrader" | "writer", ...args: string[]): Promise<Child> {
  const child = spawn(process.execPath, ["--expose-gc", "--import", "tsx", SCRIPT, role, ...args], {
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
