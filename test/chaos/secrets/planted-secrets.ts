import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runRecord } from "../../../src/cli/record/record.ts";
import { createLogger } from "../../../src/lib/log.ts";
import type { Store } from "../../../src/store/tx.ts";
import { BOT_TOKEN, SIGNING_SECRET } from "../../support/servers/slack.ts";
import { count, createRandom, type Figures, type Outcome, pick } from "../scenario.ts";

/** Secrets, by what they are. */
export type Secrets = Readonly<Record<string, string>>;

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const ALL = [...LETTERS, ...LETTERS.toUpperCase(), ..."0123456789"];

/** Those that the bot itself has in the tests. */
const OWN = { "the bot token": BOT_TOKEN, "the signing secret": SIGNING_SECRET };

/** Secrets that nobody has seen before, as their makers shape them: they are known by that alone. */
export function madeUp(random: () => number): Secrets {
  const some = (length: number, from: readonly string[] = ALL) =>
    Array.from({ length }, () => pick(random, from) ?? "").join("");
  const digits = (length: number) => some(length, [..."0123456789"]);
  return {
    "a bot token": `xoxb-${digits(12)}-${digits(13)}-${some(24)}`,
    "an app token": `xapp-1-A0${some(9)}-${digits(13)}-${some(64, [..."0123456789abcdef"])}`,
    "a client secret": `${some(3)}8Q~${some(34)}`,
    "a signed token": `eyJ${some(33)}.eyJ${some(90)}.${some(86)}`,
    "a response address": `https://hooks.slack.com/actions/T0${some(8)}/${digits(13)}/${some(24)}`,
    "an API key": `aZ9${some(29)}`,
  };
}

/** What of a response address is secret, and not where it leads. */
const core = (secret: string): string => secret.replace("https://hooks.slack.com/", "");

/** Which of them stand in the text, also in small letters. */
export function leaksIn(text: string, secrets: Secrets): string[] {
  return Object.entries(secrets).flatMap(([kind, secret]) =>
    text.includes(core(secret)) || text.includes(core(secret).toLowerCase()) ? [kind] : [],
  );
}

/**
 * A folder with a database, a log, and secrets that are planted: looks for them in the end in everything that is kept,
 * logged, shown or exported.
 */
export function planting(what: string, seed: number) {
  const random = createRandom(seed);
  const secrets: Secrets = { ...madeUp(random), ...OWN };
  const passing: Record<string, string> = {};
  const folder = mkdtempSync(join(tmpdir(), "secrets-"));
  const path = join(folder, "setup.db");
  const lines: string[] = [];
  const struck = new Set<string>();
  const figures: Figures = {};
  return {
    random,
    path,
    log: createLogger({ level: "trace", stream: { write: (line) => void lines.push(line) } }),
    /** One of these shapes with a secret of one kind in it. */
    plant: <T>(where: string, shapes: Readonly<Record<string, (secret: string) => T>>): T | null => {
      const [kind = "", shape = ""] = [pick(random, Object.keys(secrets)), pick(random, Object.keys(shapes))];
      struck.add(`${where}, ${shape}, ${kind}`);
      count(figures, `secrets in ${what}`);
      return shapes[shape]?.(secrets[kind] ?? "") ?? null;
    },
    /** What is kept for a while, and stands in the log of the database until that is written over. */
    keptForAWhile: (kind: string, secret: string): void => {
      passing[`${kind} (${Object.keys(passing).length})`] = secret;
    },
    found: async (store: Store, shown: unknown): Promise<Outcome> => {
      store.backup(join(folder, "copy.db"));
      for (const file of ["a.jsonl", "a.csv"])
        await runRecord([join(folder, file)], { path, kind: "real" }, () => {});
      const files = readdirSync(folder).map(
        (file) => [file, readFileSync(join(folder, file), "latin1")] as const,
      );
      const all = [...files, ["the log", lines.join("")], ["what was shown", JSON.stringify(shown)]] as const;
      return {
        figures: {
          [`places and kinds in ${what}`]: struck.size,
          ...figures,
          "lines of the log": lines.length,
        },
        violations: all.flatMap(([where, text]) =>
          leaksIn(text, where.endsWith("-wal") ? secrets : { ...secrets, ...passing }).map(
            (kind) => `${what}: ${kind} in ${where}`,
          ),
        ),
      };
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
