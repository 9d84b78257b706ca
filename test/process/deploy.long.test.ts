import { execFile, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { validate } from "dockerfile-utils";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { folder } from "../store/repositories/samples.ts";
import { CLOCK_ENV } from "../support/clock-env.ts";
import { must } from "../support/must.ts";
import { install } from "../support/programs/installed.ts";
import { listenRaw } from "../support/servers/raw-server.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const DEPLOY = join(ROOT, "manifests/deploy");
const DOCKERFILE = readFileSync(join(DEPLOY, "Dockerfile"), "utf8");
const run = promisify(execFile);

type Step = { readonly does: string; readonly rest: string };

/** The instructions of each stage, one after the other. */
const stages: Step[][] = [];
for (const line of DOCKERFILE.replaceAll("\\\n", "").split("\n")) {
  const [, does, rest] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
  if (does === undefined || rest === undefined) continue;
  if (does === "FROM") stages.push([]);
  must(stages.at(-1)).push({ does, rest });
}
const [build = [], image = []] = stages;
const all = (stage: readonly Step[], does: string) => stage.filter((step) => step.does === does);
const only = (stage: readonly Step[], does: string): string => {
  const [found, ...others] = all(stage, does);
  expect(others).toEqual([]);
  return must(found).rest;
};

async function freePort(): Promise<string> {
  const { url, close } = await listenRaw(() => undefined);
  await close();
  return new URL(url).port;
}

describe("the container", () => {
  it("is described without anything that its linter finds", () => {
    expect(validate(DOCKERFILE).map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual(
      [],
    );
  });

  it("runs as nobody special, keeps its database in a volume, and says whether it lives", () => {
    expect(only(image, "USER")).toBe("node");
    expect(only(image, "ENV")).toContain(`DATABASE_PATH=${only(image, "VOLUME")}/`);
    expect(only(image, "HEALTHCHECK")).toContain("/healthz");
  });

  it("is made of the package: it runs from what is installed, and writes nothing there", async () => {
    expect(only(build, "RUN")).toMatch(
      /npm ci && npm pack && npm install --prefix \/app \.\/mistral-setup-\*\.tgz$/,
    );
    expect(only(image, "COPY")).toBe("--from=build /app .");
    const app = await install(folder());
    const files = () => readdirSync(app, { recursive: true }).toSorted();
    const before = files();
    const port = await freePort();
    const environment = Object.fromEntries(
      only(image, "ENV")
        .split(" ")
        .map((one) => one.split("=")),
    );
    const env = {
      ...CLOCK_ENV,
      ...environment,
      PATH: dirname(process.execPath),
      ...{ HOST: "127.0.0.1", PORT: port, DATABASE_PATH: join(folder(), "a.db") },
      ...{ SLACK_BOT_TOKEN: "xoxb-1-1", SLACK_SIGNING_SECRET: "a".repeat(32) },
      SLACK_API_URL: `http://127.0.0.1:${await freePort()}/api/`,
    };
    const [, command] = /CMD (\[.*\])$/.exec(only(image, "HEALTHCHECK")) ?? [];
    const [node, ...check] = JSON.parse(must(command)) as string[];
    const isHealthy = () =>
      run(must(node), check, { env }).then(
        () => true,
        () => false,
      );
    const [program, ...rest] = JSON.parse(only(image, "CMD")) as string[];
    expect(await isHealthy()).toBe(false);
    const child = spawn(must(program), rest, { cwd: app, env, stdio: "ignore" });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    try {
      await expect.poll(isHealthy, { timeout: 30_000, interval: 300 }).toBe(true);
    } finally {
      child.kill("SIGTERM");
    }
    expect(await ended).toBe(0);
    expect(files()).toEqual(before);
  }, 180_000);
});

it("npm start, the container and the unit start the program in the same way", () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const unit = readFileSync(join(DEPLOY, "mistral-setup.service"), "utf8");
  const words = JSON.parse(only(image, "CMD")).join(" ");
  expect(scripts.start.split(" && ").at(-1)).toBe(`exec ${words.replace("node_modules/mistral-setup/", "")}`);
  expect(/^ExecStart=\/usr\/bin\/(.*)$/m.exec(unit)?.[1]).toBe(words);
  expect(readFileSync(join(ROOT, ".github/docs/operations.md"), "utf8")).toContain(`\`${words}\``);
});

it("compose, the unit and Kubernetes give it the same room, and nothing else to write to than its data", () => {
  const text = (file: string) => readFileSync(join(DEPLOY, file), "utf8");
  const { bot } = parse(text("compose.yaml")).services;
  expect(bot).toMatchObject({ mem_limit: "512m", cpus: 1, pids_limit: 100, read_only: true, tmpfs: "/tmp" });
  const lines = text("mistral-setup.service").split("\n");
  expect(lines).toEqual(
    expect.arrayContaining(["MemoryMax=512M", "CPUQuota=100%", "TasksMax=100", "ProtectSystem=strict"]),
  );
  const [container] = parse(text("kubernetes/base/stateful-set.yaml")).spec.template.spec.containers;
  expect(container.resources.limits).toEqual({ cpu: "1", memory: "512Mi" });
});

it.each(["litestream.yml", "kubernetes/components/litestream/litestream.yml"])(
  "%s has the form of Litestream 0.5: one replica, and snapshots for longer than a day",
  (file) => {
    const { dbs, snapshot, ...rest } = parse(readFileSync(join(DEPLOY, file), "utf8"));
    expect([snapshot, rest]).toEqual([{ interval: "24h", retention: "720h" }, {}]);
    expect(dbs).toEqual([
      { path: expect.stringMatching(/mistral-setup\.db$/), replica: { url: expect.anything() } },
    ]);
  },
);

it("the unit for many organizations differs from the one for a single one in its places alone", () => {
  const [one = [], many = []] = ["mistral-setup.service", "mistral-setup@.service"].map((name) =>
    readFileSync(join(DEPLOY, name), "utf8")
      .split("\n")
      .filter((line) => !line.startsWith("#")),
  );
  const places = /^(Description|WorkingDirectory|Environment|ExecStart|StateDirectory)=/;
  const rest = (lines: readonly string[]) => lines.filter((line) => !places.test(line));
  expect(rest(many)).toEqual(rest(one));
  const folder = "/opt/mistral-setup/";
  const start = (lines: readonly string[]) => lines.find((line) => line.startsWith("ExecStart=")) ?? "";
  expect(start(many).replace(folder, "")).toBe(start(one));
});

it.for(["mistral-setup.service", "mistral-setup@.service"])(
  "%s is a unit that systemd understands",
  async (name, { skip }) => {
    const unit = join(DEPLOY, name);
    if (!existsSync("/usr/bin/systemd-analyze")) skip("there is no systemd here");
    const { stderr } = await run("systemd-analyze", ["verify", "--man=no", unit]).catch((error) => error);
    expect(stderr.split("\n").filter((line: string) => line.includes(name))).toEqual([]);
  },
);
