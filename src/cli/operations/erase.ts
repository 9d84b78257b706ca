import { existsSync, rmSync } from "node:fs";
import { erase, type Obstacle, obstaclesIn } from "../../app/record/erase.ts";
import type { Platform } from "../../domain/accounts/person.ts";
import type { Traces } from "../../domain/record/erasure.ts";
import { copiesBefore, fileBehind, touch } from "../../store/db/files.ts";
import type { Tx } from "../../store/tx.ts";
import { answerFrom, complain, type DatabaseFile, misused, type Run, understood } from "../answer.ts";

export type EraseSettings = DatabaseFile & {
  /** Mistral's members list is read, and who stands in it is written down again. */
  readonly listIsRead: boolean;
  /** The addresses in SETUP_OWNERS. */
  readonly owners: readonly string[];
  /** How long others may keep reading what is erased. */
  readonly patienceMs?: number;
};

const USAGE = "Usage: npx mistral-setup erase ADDRESS [--yes]";

const FIRST: Record<Obstacle, string> = {
  owner: "They own the Setup. Somebody else has to claim it first.",
  access:
    "They are a Member, or an Invitation or an open Request is for them. Remove, revoke or decide that first, under Members in chat.",
  request: "A Request of theirs is open. It has to be decided or withdrawn first.",
  task: "They have an open Task. It has to be closed first.",
  group:
    "They are in a group of approvers. Take them out of that group, or the group out of the settings, first.",
  busy: "The bot is about to write to them. Try again in a moment.",
};

/** Shows what is stored about somebody and, with `--yes`, erases it, also while the server runs. The exit code is 1 also when nothing was found. */
export const runErase: Run<EraseSettings> = async (args, settings, print, clock = Date.now) => {
  const words = understood(args, { yes: { type: "boolean" } });
  const [who = "", ...others] = words?.positionals ?? [];
  if (!/^(?:p_\w+|[^\s@]+@[^\s@]+)$/.test(who) || others.length > 0) return misused(print, USAGE);
  return answerFrom(settings, print, (store) => {
    const { path, listIsRead, owners, patienceMs } = settings;
    const isConfirmed = words?.values.yes === true;
    const unfinished = `${path}.erasing`;
    const wasLeft = isConfirmed && existsSync(unfinished);
    const traces = (isConfirmed ? store.transact : store.read)((tx) => {
      const found = tx.erasure.find(who);
      const obstacles = found === null ? [] : obstaclesIn(tx, found, listIsRead);
      if (found !== null) print(described(tx, who, found));
      for (const obstacle of obstacles) complain(print, FIRST[obstacle]);
      if (obstacles.length > 0) return "kept";
      if (found === null || !isConfirmed) return found;
      // Outlasts a run that was held up or killed: the next one has something to finish, though it finds nobody.
      touch(unfinished);
      erase({ tx, now: clock() }, found);
      return found;
    });
    if (traces === "kept") return 1;
    if (traces === null)
      complain(print, `Nothing tells who ${who} is: they were erased before, or check how it is spelled.`);
    const copies = copiesBefore(fileBehind(path));
    for (const copy of copies)
      print(`${copy}, a copy from before an upgrade, ${isConfirmed ? "is" : "would be"} deleted.`);
    if (!isConfirmed) {
      if (traces !== null) print(ASKED);
      return traces === null ? 1 : 0;
    }
    if (traces !== null) print("Erased. Cards that named them are edited by the server, or once it starts.");
    for (const copy of copies) rmSync(copy, { force: true });
    if (!store.scrub(patienceMs)) {
      complain(print, HELD);
      return 1;
    }
    rmSync(unfinished, { force: true });
    print("The file was written anew: nothing that was deleted is in it.");
    print("Not reached from here: backups, exported files and logs. Delete those that hold them.");
    if (traces?.addresses.some((address) => owners.includes(address)))
      print("SETUP_OWNERS still names them: take the address out of it, and restart.");
    return traces === null && !wasLeft ? 1 : 0;
  });
};

const ASKED =
  "With --yes names, addresses and chat accounts are erased for good, here and in the cards that others see; who they were cannot be told any more.";

const CHATS: Record<Platform, string> = { slack: "Slack", teams: "Teams" };

const HELD =
  "But the database file still holds older pages, because something else reads it: stop what reads it (Litestream, a backup), then run this again.";

function described(tx: Tx, who: string, traces: Traces): string {
  const asked = new Set(traces.invitations.flatMap((id) => tx.invitations.get(id)?.request ?? []));
  return [
    `Stored about ${who}:`,
    ...traces.accounts.map(
      ({ platform, name, address }) =>
        `  account in ${CHATS[platform]}: ${name}${address === null ? "" : `, ${address}`}`,
    ),
    ...traces.addresses.map((address) => `  address ${address}`),
    `  ${counted(traces.invitations.length, "Invitation")}, in ${counted(asked.size, "Request")}`,
    ...traces.people.map((id) => `  ${id} in the Record, which stays`),
  ].join("\n");
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
