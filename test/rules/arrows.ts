/** A file in `from` that imports `name`, a type unless given, from `to`. */
export type Arrow = readonly [from: string, to: string, name?: string];

const LIB = ["lib/errors", "lib/timing", "lib/request-id"];
const HTTP = ["lib/http/read", "lib/http/local"];
const DOMAIN = ["domain/action", "domain/invitations/invitation", "domain/setup/setup"];
const IO = ["node:fs", "node:http"];
const EDGE = [...LIB, ...HTTP, ...IO, "lib/log", "config/values", "domain/action", "view/core/view"];
const CORE = ["app/core/app", "app/core/answer-once"];

/** What files of each folder, and of folders in it, may import, of all that there is to import. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  lib: [...IO, "pino"],
  config: ["lib/errors", ...IO, "pino"],
  domain: ["lib/errors"],
  view: ["lib/errors", ...DOMAIN],
  store: [...LIB, ...DOMAIN, ...IO, "drizzle-orm"],
  mistral: [...LIB, ...HTTP, ...DOMAIN, ...IO],
  app: [
    ...[...LIB, "lib/log", ...DOMAIN, "view/core/view", "view/setup/checklist", "view/strings/index"],
    ...["store/tx", "mistral/admin/admin", ...IO],
  ],
  slack: [...EDGE, ...CORE, "@slack/bolt", "@slack/web-api"],
  teams: [...EDGE, ...CORE, "botbuilder"],
  sandbox: IO,
  "sandbox/page": [...IO, "preact"],
  cli: [
    ...[...LIB, "lib/log", ...HTTP, "lib/http/server", "config/config", "config/values", ...DOMAIN, ...IO],
    ...["store/tx", "store/db/open", "mistral/admin/admin", "slack/inbound/edge", "teams/inbound/edge"],
  ],
};

const ALL: readonly string[] = [
  ...new Set([
    ...Object.values(MAY).flat(),
    ...["app/core/context", "app/worker/run-job", "sandbox/world", "cli/doctor/doctor"],
    ...["better-sqlite3", "prom-client"],
  ]),
];

/** What a folder has itself is its own affair. */
const isOwn = (folder: string, target: string): boolean => target.split("/")[0] === folder.split("/")[0];

const arrowsOf = (folder: string, targets: readonly string[]): Arrow[] =>
  [`src/${folder}`, `src/${folder}/deep`].flatMap((from) =>
    targets.map((target): Arrow => {
      const up = "../".repeat(from.split("/").length - 1);
      return [from, /^(?:node:|@|[^/]+$)/.test(target) ? target : `${up}${target}.ts`];
    }),
  );

/** The server of the sandbox alone looks at where requests come from. */
const LOCAL: Arrow = ["src/sandbox", "../lib/http/local.ts"];

export const FORBIDDEN: readonly Arrow[] = [
  ...Object.entries(MAY)
    .flatMap(([folder, may]) =>
      arrowsOf(
        folder,
        ALL.filter((target) => !may.includes(target) && !isOwn(folder, target)),
      ),
    )
    .filter((arrow) => arrow.join() !== LOCAL.join()),
  ["src/app", "../store/tx.ts", "openTx"],
  ["src/app", "../mistral/admin/admin.ts", "createMistralAdmin"],
  ["src/app", "../lib/log.ts", "createLogger"],
  ["src/slack", "../domain/accounts/person.ts", "samePerson"],
  ["src/teams", "../domain/accounts/person.ts", "samePerson"],
  ["src/sandbox/page/chat", "../../server.ts"],
  ["src/main.ts", "@slack/bolt"],
  ["src/start-sandbox.ts", "prom-client"],
  ["src/app", "drizzle-orm/sqlite-core"],
  ["src/sandbox/slack", "preact/hooks"],
];

export const ALLOWED: readonly Arrow[] = [
  ...Object.entries(MAY).flatMap(([folder, may]) => arrowsOf(folder, may)),
  LOCAL,
  ["src/domain", "node:crypto"],
  ["src/sandbox/slack", "../mistral/state.ts"],
  ["src/start.ts", "./sandbox/world.ts"],
  ["src/store", "drizzle-orm/sqlite-core"],
  ["src/metrics.ts", "prom-client"],
  ["src/store", "./sqlite.ts"],
  ["src/sandbox/page", "preact/hooks"],
  ["test/slack", "../../src/slack/inbound/edge.ts"],
];
