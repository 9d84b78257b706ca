import { existsSync, statfsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type DeadLetter, deadLetters } from "../../app/dead-letters.ts";
import type { Alert } from "../../domain/alert.ts";
import type { Setup } from "../../domain/setup.ts";
import { AppError } from "../../errors.ts";
import { lookInto } from "../../store/look.ts";
import { requireBinary } from "../../store/sqlite.ts";
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
  readonly seen: (answer: Response) => void;
};

export type DatabaseSight = { readonly findings: readonly Finding[]; readonly known: Known | null };

const MB = 1024 * 1024;
const LEAST_BYTES = 20 * MB;
const SCARCE_BYTES = 200 * MB;

const inMb = (bytes: number): string => `${(bytes / MB).toFixed(bytes < 10 * MB ? 1 : 0)} MB`;

export function lookAtDatabase(database: DatabaseFile): DatabaseSight {
  requireBinary();
  const { path } = database;
  if (!existsSync(path)) return { findings: [missing(path), ...diskFindings(path)], known: null };
  const around = () => [...privateFindings(path), ...diskFindings(path)];
  try {
    return lookInto(database, ({ bytes, store }) => {
      if (store === null) {
        const what = `${path} is of an older version of this program.`;
        const mend = "Start the server: it keeps a copy and upgrades it.";
        return { findings: [warn("database", what, mend), ...around()], known: null };
      }
      const whose = database.kind === "sandbox" ? "the sandbox" : "a real Setup";
      const what = `${path} is of ${whose} and of this version, and whole (quick check, ${inMb(bytes)}).`;
      return { findings: [ok("database", what), ...around()], known: store.read(knownFrom) };
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const finding = failed("database", error);
    // Nobody should change the rights of what belongs to something else.
    const isOurs = error.detail !== "not_ours";
    return { findings: [finding, ...(isOurs ? around() : diskFindings(path))], known: null };
  }
}

function missing(path: string): Finding {
  if (existsSync(`${path}-wal`)) {
    const mend = "Put the file back in its place, or restore a backup and remove the -wal file.";
    return fail("database", `${path} is gone, but its -wal file is there.`, mend);
  }
  return skipped("database", `There is no ${path} yet: the first start makes it.`);
}

/** The innermost of these folders that is there. */
const there = (folder: string): string => (existsSync(folder) ? folder : there(dirname(folder)));

function privateFindings(path: string): Finding[] {
  const files = ["", "-wal", "-shm", ".before-upgrade"].map((end) => `${path}${end}`);
  const open = files.filter((file) => {
    const found = statSync(file, { throwIfNoEntry: false });
    return found !== undefined && isOpenToOthers(found.mode);
  });
  const folder = dirname(path);
  const isShared = isOpenToOthers(statSync(folder).mode, 0o022);
  if (open.length > 0) {
    const list = open.join(" ");
    return [warn("private", `Others on this machine may read ${list}.`, `Run chmod 600 ${list}.`)];
  }
  return isShared
    ? [
        warn(
          "private",
          `Others on this machine may write to the folder ${folder}.`,
          `Run chmod 700 ${folder}.`,
        ),
      ]
    : [ok("private", "Only this user may read the database.")];
}

function diskFindings(path: string): Finding[] {
  const folder = there(dirname(resolve(path)));
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const what = `${inMb(free)} are free on the disk of the database.`;
  if (free < LEAST_BYTES)
    return [fail("disk", what, "Make room: on a full disk nothing can be saved, and nothing happens.")];
  return [free < SCARCE_BYTES ? warn("disk", what, "Make room before it is full.") : ok("disk", what)];
}

function knownFrom(tx: Tx): Known {
  const count = (kind: "person" | "channel" | "team") => tx.routes.all("teams", kind).length;
  return {
    setup: tx.setup.load(),
    alerts: tx.alerts.open(),
    dead: deadLetters(tx),
    heard: {
      slack: tx.inbox.latest("slack:"),
      slackForged: tx.inbox.latest("forged:slack"),
      slackCommand: tx.inbox.latest("slack:command:"),
      teams: tx.inbox.latest("teams:"),
    },
    reached: { people: count("person"), channels: count("channel"), teams: count("team") },
    pending: tx.invitations
      .inStatus("pending")
      .map(({ address }) => address)
      .filter((address) => tx.invitations.ofAddress(address)[0]?.status === "pending"),
    members: tx.members.all().map(({ address, mistralId }) => ({ address, mistralId })),
  };
}
