import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listenRaw } from "../../support/servers/raw-server.ts";
import { count, createRandom, type Figures, type Outcome } from "../scenario.ts";
import { leaksIn, madeUp, type Secrets } from "./planted-secrets.ts";

const DIST = fileURLToPath(new URL("../../../dist", import.meta.url));
/** All but where its own database is. */
const VARIABLES = [
  ...["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL", "MICROSOFT_APP_ID"],
  ...["MICROSOFT_APP_PASSWORD", "MICROSOFT_APP_TENANT_ID", "TEAMS_LOCAL", "MISTRAL_ADMIN_API_KEY"],
  ...["MISTRAL_API_KEY", "MISTRAL_API_URL", "MISTRAL_ADMIN_AUTH", "SETUP_OWNERS", "SYNC_SECONDS"],
  ...["BILLING_WARMUP_SECONDS", "LOG_LEVEL", "NODE_ENV", "HOST"],
];
const GUID = "0f0e7b52-3d61-4a6f-9a53-6a0c7a1c9d11";
const COMMANDS = [["main.js"], ["cli/main.js", "backup", "copy.db"], ["cli/main.js", "erase", "a@b.example"]];

type Env = Record<string, string>;

/** What the built program says on both streams until it ends, which it must with 1. */
async function refusalOf(args: readonly string[], env: Env): Promise<{ code: number | null; said: string }> {
  const folder = mkdtempSync(join(tmpdir(), "secrets-"));
  const [file = "", ...rest] = args;
  const child = spawn(process.execPath, [join(DIST, file), ...rest], { cwd: folder, env });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  const deadline = setTimeout(() => child.kill("SIGKILL"), 30_000);
  await once(child, "close");
  clearTimeout(deadline);
  rmSync(folder, { recursive: true });
  return { code: child.exitCode, said };
}

/** Everything a variable can be, each with every kind of secret in it: nothing of it is quoted when it is refused. */
export async function secretsAtStart(seed: number): Promise<Outcome> {
  const secrets = madeUp(createRandom(seed));
  const figures: Figures = {};
  const violations: string[] = [];
  const upstream = await echo();
  const look = async (args: readonly string[], env: Env, planted: Secrets): Promise<void> => {
    const { code, said } = await refusalOf(args, env);
    count(figures, "starts that were refused");
    if (code !== 1) violations.push(`${args.join(" ")} ended with ${code}: ${said.slice(0, 200)}`);
    for (const kind of leaksIn(said, planted)) violations.push(`${kind} is on a stream of ${args.join(" ")}`);
  };
  for (const [kind, secret] of Object.entries(secrets)) {
    // With a port that is none, none of these starts.
    const env = Object.fromEntries(VARIABLES.map((name) => [name, `${secret} `.trim()]));
    count(figures, "variables and kinds at a start", VARIABLES.length);
    for (const args of COMMANDS) await look(args, { ...env, PORT: `${secret}` }, { [kind]: secret });
  }
  const slack = { SLACK_BOT_TOKEN: secrets["a bot token"] ?? "", SLACK_API_URL: `${upstream.url}/api/` };
  const right = { ...slack, PORT: "0", LOG_LEVEL: "trace", MISTRAL_API_KEY: secrets["an API key"] ?? "" };
  const signing = { SLACK_SIGNING_SECRET: "0123456789abcdef0123456789abcdef" };
  await look(
    ["main.js"],
    { ...right, ...signing },
    { ...secrets, "the signing secret": signing.SLACK_SIGNING_SECRET },
  );
  await look(["main.js"], { ...right, SLACK_APP_TOKEN: secrets["an app token"] ?? "" }, secrets);
  const half = { MICROSOFT_APP_ID: GUID, MICROSOFT_APP_PASSWORD: secrets["a client secret"] ?? "" };
  await look(["main.js"], { ...right, ...half }, secrets);
  await upstream.close();
  return { figures, violations };
}

/** A Slack that refuses the token, and quotes it back with all that came with it. */
const echo = () =>
  listenRaw((request, response) => {
    const { authorization = "" } = request.headers;
    request.resume();
    const quoted = { ok: false, error: "invalid_auth", needed: authorization, headers: request.headers };
    response.writeHead(200, { "content-type": "application/json", "x-quoted": authorization });
    response.end(JSON.stringify(quoted));
  });
