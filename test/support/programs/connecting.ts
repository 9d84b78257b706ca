import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { CLOCK_ENV } from "../clock-env.ts";

const MAIN = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));

type Options = {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** How long files may become, by 512 bytes. */
  readonly blocks?: number;
  /** Given the process, once it has been told all that was entered. */
  readonly meanwhile?: (child: ChildProcess) => Promise<void>;
};

/** `npx mistral-setup connect` for somebody who enters these lines; an empty one is Enter alone. */
export async function connecting(chat: string, entered: readonly string[], options: Options) {
  const { cwd, env, blocks = "unlimited", meanwhile } = options;
  const words = [process.execPath, MAIN, "connect", chat].filter(Boolean);
  const child = spawn("sh", ["-c", `ulimit -f ${blocks}; exec "$0" "$@"`, ...words], {
    ...{ cwd, env: { ...CLOCK_ENV, PORT: "0", ...env } },
  });
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    said.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    said.err += chunk;
  });
  const ended = once(child, "close");
  child.stdin.write(entered.map((line) => `${line}\n`).join(""));
  if (meanwhile === undefined) child.stdin.end();
  else await meanwhile(child);
  await ended;
  return {
    code: child.exitCode,
    ...said,
    wrong: said.out.split("\n").filter((line) => line.startsWith("✗ ")),
  };
}
