import type { FormRef, FormValues, UserAction } from "../../../src/domain/action.ts";
import { must } from "../../support/must.ts";
import { approvalOf, invitation as asking, type Bot, billing, settings } from "../../support/world/bot.ts";
import { rowsIn } from "../../support/world/stage.ts";
import type { createGate } from "../gate.ts";
import type { Model } from "../model/model.ts";
import { brokenChain } from "../scenario.ts";

const ADDRESSES = ["kenji", "paul", "ben", "rosa"].map((name) => `${name}@lumen.example`);
export const PEOPLE = ["ana", "ben", "tara", "chloe", "kenji", "greta"] as const;
export const DEEDS = {
  ...{ ask: 6, approve: 6, deny: 1, change: 1, withdraw: 1, done: 5, impossible: 2, mark: 2, joined: 1 },
  ...{ expire: 1, resend: 2, revoke: 4, remove: 1, pay: 4, hand: 2, choose: 1 },
  ...{ tick: 4, replay: 4 },
} as const;
export type Deed = keyof typeof DEEDS;

/** What somebody does; `n` chooses among what there is then. `dies`: the process ends after so many calls and answers. */
export type Move = {
  deed: Deed;
  who: (typeof PEOPLE)[number];
  n: number;
  some: boolean;
  dies: number | null;
  inTeams: boolean;
};

/** A deed as the model takes it, and as the bot is told of it; again with the same key. */
type Told = { readonly tell: () => boolean; readonly act: () => Promise<unknown> };

export type World = {
  bot: Bot;
  readonly model: Model;
  /** All calls go through it. */
  readonly gate: ReturnType<typeof createGate>;
  /** The process ends at once, and there is a new one. */
  crash(): void;
  end(): void;
  /** The last deed, and whether it counted. */
  last: (Told & { readonly counted: boolean }) | null;
  /** Everything that has counted: whatever arrives again has no second effect, however much later. */
  readonly done: Told["act"][];
  deeds: number;
};

/** The same deed for both; what nobody does to the bot has none. */
export function both(world: World, { deed, who, n, some, inTeams }: Move): Told | undefined {
  const { model, bot } = world;
  const { requests, rows, tasks } = model.counts();
  const hasTeams = who !== "kenji" && who !== "greta" && (inTeams || who === "tara");
  const { caller } = hasTeams ? bot.inTeams(who) : bot.as(who);
  world.deeds += 1;
  const key = `deed-${world.deeds}`;
  // What arrives again after a crash arrives at another process.
  const press = (action: UserAction) => () => world.bot.app.press(caller, action, key);
  const submit = (form: FormRef, values: FormValues) => () => world.bot.app.submit(caller, form, values, key);
  const oneOf = (all: number): number => Math.max(1, all - (n % (all + 1)));
  const [request, invitation, task] = [oneOf(requests), oneOf(rows), oneOf(tasks)];
  const [one = "", other = ""] = [n, n + 1].map((at) => ADDRESSES[at % ADDRESSES.length]);
  const addresses = some ? [one, other] : [one];
  const role = n % 2 === 0 ? "admin" : "member";
  const [keep = 1] = model.rowsOf(request);
  const kept = { keep: [String(keep)], role: "member" };
  const ben = some ? ["ben"] : [];
  const [no, chosen] = [{ reason: "no" }, settings({ approvers: ben, feed: null })];
  const told: Partial<Record<Deed, readonly [Told["tell"], Told["act"]]>> = {
    ask: [() => model.ask(who, addresses, role), submit({ form: "invite" }, asking(addresses.join(), role))],
    approve: [() => model.approve(who, request), press(approvalOf(bot.store, request))],
    deny: [() => model.deny(who, request), submit({ form: "deny", request }, no)],
    change: [() => model.change(who, request, keep), submit({ form: "change", request }, kept)],
    withdraw: [() => model.withdraw(who, request), press({ do: "withdraw", request })],
    done: [() => model.close(who, task, "done"), press({ do: "task-done", task, rows: model.sizeOf(task) })],
    impossible: [() => model.close(who, task, "impossible"), submit({ form: "impossible", task }, no)],
    mark: [() => model.joined(who, invitation, false), press({ do: "mark-active", invitation })],
    joined: [() => model.joined(who, invitation, true), press({ do: "joined", invitation })],
    expire: [() => model.expire(who, invitation), press({ do: "mark-expired", invitation })],
    resend: [() => model.resend(who, invitation), press({ do: "resend", invitation })],
    revoke: [() => model.revoke(who, invitation), press({ do: "revoke", invitation })],
    remove: [() => model.remove(who, invitation), press({ do: "remove", invitation })],
    pay: [() => model.pay(who), submit({ form: "billing" }, billing())],
    hand: [() => model.hand(who, "kenji"), submit({ form: "hand", step: "members" }, { person: "kenji" })],
    choose: [() => model.choose(who, ben), submit({ form: "settings" }, chosen)],
  };
  const [tell, act] = told[deed] ?? [];
  return tell && act && { tell, act };
}

const KEPT = /^(request|invitation|task\.closed|removal|revocation)/;
const COUNTED = /^(request|asked|task):/;

/** The bot's state in the words of the model. */
export function stateOf({ bot }: World): ReturnType<Model["state"]> {
  const { chat, teams } = bot;
  return bot.store.read((tx) => {
    const names = new Map<string, string>();
    for (const name of PEOPLE) {
      const person = tx.people.byAccount("slack", name) ?? tx.people.byAccount("teams", `t-${name}`);
      if (person !== null) names.set(person.id, name);
    }
    const { setup, requests, invitations, tasks, record } = rowsIn(tx);
    const messages: Record<string, number> = {};
    for (const { key, channel } of [...chat.messages, ...teams.messages]) {
      // A Task that was handed on has the time of that as well.
      const [subject = ""] = key.split(/[#.]/);
      if (!COUNTED.test(subject)) continue;
      const what = subject.startsWith("request:") ? `${subject} in ${channel}` : subject;
      messages[what] = (messages[what] ?? 0) + 1;
    }
    const said = ({ event, subject, data }: (typeof record)[number]) =>
      event === "invitation.moved" ? `${subject} ${data["from"]} → ${data["to"]}` : `${event} ${subject}`;
    const broken = brokenChain(tx);
    if (broken.length > 0) throw new Error(broken.join());
    return {
      requests: requests.map(({ id, role, state }) => `${id} ${role} ${state}`),
      rows: invitations.map(({ id, address, role, status }) => `${id} ${address} ${role} ${status}`),
      tasks: tasks.map(
        ({ id, kind, assignee, invitations: list, state }) =>
          `${id} ${kind} ${names.get(assignee)} ${list.join()} ${state}`,
      ),
      members: must(setup).steps.members.state === "done",
      record: record
        .map(said)
        .filter((entry) => KEPT.test(entry))
        .toSorted(),
      messages: Object.entries(messages)
        .map(([what, times]) => `${what} × ${times}`)
        .toSorted(),
    };
  });
}
