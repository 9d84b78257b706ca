import { existsSync, statfsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type DeadLetter, deadLetters } from "../../app/alerts/dead-letters.ts";
import type { Alert } from "../../domain/alert.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import { AppError } from "../../lib/errors.ts";
import { requireBinary } from "../../store/db/sqlite.ts";
import { lookInto } from "../../store/store.ts";
import type { Tx } from "../../store/tx.ts";
import type { DatabaseFile } from "../answer.ts";
import { isOpenToOthers } from "./environment.ts";
import { type Finding, fail, failed, ok, skipped, warn } from "./finding.ts";

/** What the database says of the rest of the world. Times are epoch ms. */
export type Known = {
  readonly setup: Setup | null;
  /** Those that are not over. */
  readonly alerts: readonly Alert[];
  readonly dead: readonly DeadLetter[];
  readonly heard: Readonly<Record<"slack" | "slackForged" | "slackCommand" | "teams", number | null>>;
  readonly reached: Readonly<Record<"people" | "channels" | "teams", number>>;
  readonly members: readonly { readonly address: string; readonly mistralId: string }[];
  /** Addresses whose newest Invitation is Pending. */
  readonly pending: readonly string[];
};

/** What those who ask another side go by. `seen` is shown each answer. */
export type Told = {
  readonly known: Known | null;
  readonly now: number;
  readonly seen: (answer: Pick<Response, "headers">) => void;
};

export type DatabaseSight = {
  readonly finding: Finding;
  readonly known: Known | null;
  /** Nobody should change the rights of what belongs to something else. */
  readonly isOurs: boolean;
};

const MB = 1024 * 1024;
const LEAST_BYTES = 20 * MB;
const SCARCE_BYTES = 200 * MB;

const inMb = (bytes: number): string => `${(bytes / MB).toFixed(bytes < 10 * MB ? 1 : 0)} MB`;

export function lookAtDatabase(database: DatabaseFile): DatabaseSight {
  requireBinary();
  const { path, kind } = database;
  if (!existsSync(path)) return { finding: missing(path), known: null, isOurs: false };
  try {
    return lookInto(database, ({ bytes, store }) => {
      if (store === null) {
        const mend = "Start the server: it keeps a copy and upgrades it.";
        const finding = warn("database", `${path} is of an older version of this program.`, mend);
        return { finding, known: null, isOurs: true };
      }
      const whose = kind === "sandbox" ? "the sandbox" : "a real Setup";
      const what = `${path} is of ${whose} and of this version, and whole (quick check, ${inMb(bytes)}).`;
      return { finding: ok("database", what), known: store.read(knownFrom), isOurs: true };
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { finding: failed("database", error), known: null, isOurs: error.detail !== "not_ours" };
  }
}

function missing(path: string): Finding {
  if (!existsSync(`${path}-wal`))
    return skipped(
      "database",
      `There is no ${path} yet: the first start makes it, if this user may write in its folder.`,
    );
  const mend = "Put the file back in its place, or restore a backup and remove the -wal file.";
  return fail("database", `${path} is gone, but its -wal file is there.`, mend);
}

export function privateFinding(path: string): Finding {
  const files = ["", "-wal", "-shm", ".before-upgrade"].map((end) => `${path}${end}`);
  const isOpen = (file: string, which?: number): boolean =>
    isOpenToOthers(statSync(file, { throwIfNoEntry: false })?.mode ?? 0, which);
  const open = files.filter((file) => isOpen(file)).join(" ");
  const folder = dirname(path);
  if (open !== "")
    return warn("private", `Others on this machine may read ${open}.`, `Run chmod 600 ${open}.`);
  if (isOpen(folder, 0o022))
    return warn("private", `Others may write to the folder ${folder}.`, `Run chmod 700 ${folder}.`);
  return ok("private", "Only this user may read the database.");
}

/** The innermost of these folders that is there. */
const there = (folder: string): string => (existsSync(folder) ? folder : there(dirname(folder)));

export function diskFinding(path: string): Finding {
  const { bavail, bsize } = statfsSync(there(dirname(resolve(path))));
  const free = bavail * bsize;
  const what = `${inMb(free)} are free on the disk of the database.`;
  if (free < LEAST_BYTES)
    return fail("disk", what, "Make room: on a full disk nothing can be saved, and nothing happens.");
  return free < SCARCE_BYTES ? warn("disk", what, "Make room before it is full.") : ok("disk", what);
}

function knownFrom(tx: Tx): Known {
  const count = (kind: "person" | "channel" | "team") => tx.references.all("teams", kind).length;
  return {
    setup: tx.setup.load(),
    alerts: tx.alerts.open(),
    dead: deadLetters(tx),
    heard: {
      slack: tx.processedRequests.latest("slack:"),
      slackForged: tx.processedRequests.latest("forged:slack"),
      slackCommand: tx.processedRequests.latest("slack:command:"),
      teams: tx.processedRequests.latest("teams:"),
    },
    reached: { people: count("person"), channels: count("channel"), teams: count("team") },
    pending: tx.invitations
      .inStatus("pending")
      .map(({ address }) => address)
      .filter((address) => tx.invitations.ofAddress(address)[0]?.status === "pending"),
    members: tx.members.all().map(({ address, mistralId }) => ({ address, mistralId })),
  };
}
