import { type Invitation, isToBeSent } from "../../domain/invitations/invitation.ts";
import type { Seat } from "../../domain/role.ts";
import type { Workspace } from "../../domain/setup/workspace.ts";
import type { Task } from "../../domain/tasks/task.ts";
import type { Reader } from "../core/reader.ts";
import { paragraph } from "../core/spans.ts";
import type { Block } from "../core/view.ts";

/** What a Request asked for besides the role. */
export type Wish = {
  readonly address: string;
  readonly workspaces: readonly string[];
  readonly seats: readonly Seat[];
};

type Facts = {
  readonly task: Task;
  readonly invitations: readonly Invitation[];
  readonly workspace: Workspace | null;
  readonly wishes: readonly Wish[];
};

/** More would not fit into one message. */
const GROUPS = 12;

/** The addresses that a Task still asks for. */
const stillAsked = ({ task, invitations }: Pick<Facts, "task" | "invitations">): string[] =>
  invitations
    .filter((invitation) => task.kind !== "invite" || isToBeSent(invitation))
    .map(({ address }) => address);

/**
 * What is to be entered, ready to copy; nothing when there is nothing left. Mistral's panel takes one set of seats for
 * all that are invited together, so addresses with the same wishes stand together.
 */
export function valueBlocks(reader: Reader, facts: Facts): Block[] {
  const { task, workspace, wishes } = facts;
  if (task.kind === "workspace") return workspace === null ? [] : [{ kind: "copy", text: workspace.name }];
  const addresses = stillAsked(facts);
  if (addresses.length === 0) return [];
  if (task.kind !== "invite") return [copy(addresses)];
  const { tasks, seats } = reader.strings;
  const wordsOf = (address: string): string => {
    const wish = wishes.find((one) => one.address === address);
    const places = wish?.seats.map((seat) => seats[seat]) ?? [];
    return tasks.wish(places, wish?.workspaces ?? []);
  };
  const groups = new Map<string, string[]>();
  for (const address of addresses) {
    const words = wordsOf(address);
    const key = groups.has(words) || groups.size < GROUPS ? words : tasks.otherWishes;
    groups.set(key, [...(groups.get(key) ?? []), address]);
  }
  const plain = groups.size === 1 && groups.has(tasks.wish([], []));
  return [...groups].flatMap(([words, list]) => [...(plain ? [] : [paragraph(words)]), copy(list)]);
}

const copy = (addresses: readonly string[]): Block => ({ kind: "copy", text: addresses.join("\n") });
