/** A file in `from` that imports `name`, a type unless given, from `to`. */
export type Arrow = readonly [from: string, to: string, name?: string];

const LAYERS = [
  "app/app",
  "cli/doctor",
  "mistral/admin",
  "sandbox/world",
  "slack/edge",
  "store/tx",
  "teams/edge",
];
const SDKS = [
  "@slack/bolt",
  "@slack/web-api",
  "botbuilder",
  "drizzle-orm",
  "better-sqlite3",
  "pino",
  "prom-client",
  "preact",
];

const outOf = (folder: string, targets: readonly string[]): Arrow[] =>
  targets.map((target) => [`src/${folder}`, `../${target}.ts`]);
const sdks = (folder: string, ...own: string[]): Arrow[] =>
  SDKS.filter((name) => !own.includes(name)).map((name) => [`src/${folder}`, name]);
const without = (...own: string[]): string[] => LAYERS.filter((layer) => !own.includes(layer));

/** What a platform may not know; the other platform is added below. */
const INSIDE = [
  ...[
    "app/context",
    "app/jobs/jobs",
    "domain/invitation",
    "domain/setup",
    "view/checklist",
    "view/strings/index",
  ],
  ...["store/tx", "mistral/admin", "sandbox/world", "cli/doctor", "config", "http"],
];

export const FORBIDDEN: readonly Arrow[] = [
  ...outOf("domain", [
    ...LAYERS,
    "view/view",
    "config",
    "log",
    "http",
    "http-local",
    "http-read",
    "request-id",
    "within",
  ]),
  ...["node:fs", "node:fs/promises", "node:http"].map((io): Arrow => ["src/domain", io]),
  ...outOf("view", [...LAYERS, "config", "log", "http", "http-local", "http-read", "request-id", "within"]),
  ["src/view/forms", "../../app/app.ts"],
  ["src/view", "node:fs"],
  ...outOf("store", [...without("store/tx"), "view/view", "config", "log", "http"]),
  ...outOf("mistral", [...without("mistral/admin"), "view/view", "config", "log", "http"]),
  ...outOf("app", [...without("app/app", "store/tx", "mistral/admin"), "store/open", "config", "http"]),
  ["src/app/forms", "../../slack/edge.ts"],
  ["src/app", "../store/tx.ts", "openTx"],
  ["src/app", "../mistral/admin.ts", "createMistralAdmin"],
  ["src/app", "../log.ts", "createLogger"],
  ...outOf("slack", [...INSIDE, "teams/edge"]),
  ["src/slack", "../domain/person.ts", "samePerson"],
  ...outOf("teams", [...INSIDE, "slack/edge"]),
  ["src/teams", "../domain/person.ts", "samePerson"],
  ...outOf("sandbox", [...without("sandbox/world"), "domain/role", "view/view", "errors", "config", "log"]),
  ["src/sandbox/slack", "../../slack/edge.ts"],
  ["src/sandbox/page", "../../domain/role.ts"],
  ...outOf("cli", ["app/app", "view/view", "sandbox/world"]),
  ["src/errors.ts", "./config.ts"],
  ["src/log.ts", "./domain/role.ts"],
  ["src/http-local.ts", "./domain/role.ts"],
  ["src/http-read.ts", "./domain/role.ts"],
  ["src/request-id.ts", "./domain/role.ts"],
  ["src/http.ts", "./slack/edge.ts"],
  ...sdks("domain"),
  ...sdks("view"),
  ...sdks("app"),
  ...sdks("mistral"),
  ...sdks("cli"),
  ...sdks("sandbox"),
  ...sdks("sandbox/slack"),
  ...sdks("sandbox/page", "preact"),
  ...sdks("store", "drizzle-orm"),
  ...sdks("slack", "@slack/bolt", "@slack/web-api"),
  ...sdks("teams", "botbuilder"),
  ["src/main.ts", "@slack/bolt"],
  ["src/start-sandbox.ts", "prom-client"],
  ["src/app", "drizzle-orm/sqlite-core"],
  ["src/sandbox/slack", "preact/hooks"],
];

export const ALLOWED: readonly Arrow[] = [
  ...outOf("domain", ["errors"]),
  ["src/domain", "node:crypto"],
  ...outOf("view", ["domain/role", "errors"]),
  ...outOf("store", ["domain/role", "errors"]),
  ...outOf("mistral", ["domain/role", "errors", "http-read"]),
  ...outOf("app", ["domain/role", "view/view", "store/tx", "mistral/admin", "log", "errors"]),
  ...["slack", "teams"].flatMap((platform) =>
    outOf(platform, [
      "app/app",
      "app/messenger",
      "domain/action",
      "domain/person",
      "view/clean",
      "view/saying",
      "view/view",
      "errors",
      "http-local",
      "http-read",
      "log",
      "within",
    ]),
  ),
  ["src/sandbox", "../http-local.ts"],
  ["src/sandbox/slack", "../mistral/state.ts"],
  ...outOf("cli", [
    "app/dead-letters",
    "app/erase",
    "config",
    "store/open",
    "mistral/admin",
    "slack/clients",
    "errors",
    "log",
  ]),
  ["src/start.ts", "./sandbox/world.ts"],
  ["src/store", "drizzle-orm/sqlite-core"],
  ["src/metrics.ts", "prom-client"],
  ["src/store", "./sqlite.ts"],
  ["src/slack", "@slack/bolt"],
  ["src/teams", "botbuilder"],
  ["src/sandbox/page", "preact/hooks"],
  ["test/slack", "../../src/slack/edge.ts"],
];
