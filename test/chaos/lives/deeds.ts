import type { MistralState } from "../../../src/sandbox/mistral/state.ts";
import { approvalOf, type Bot, billing, invitation } from "../../support/world/bot.ts";
import type { Model } from "../model/model.ts";
import type { Trouble } from "../model/world.ts";
import type { createGate } from "../races/gate.ts";
import type { OrderTrouble } from "./order-trouble.ts";

const ADDRESSES = ["kenji", "paul", "ben", "rosa"].map((name) => `${name}@lumen.example`);
export const PEOPLE = ["ana", "ben", "tara", "chloe", "kenji", "greta"] as const;
export const DEEDS = {
  ...{ ask: 6, approve: 6, deny: 1, change: 1, withdraw: 1, done: 5, impossible: 2, mark: 2, joined: 1 },
  ...{
    unmark: 1,
    expire: 1,
    resend: 2,
    revoke: 4,
    remove: 1,
    accept: 3,
    pay: 4,
    hand: 2,
    choose: 1,
    tick: 4,
    replay: 4,
  },
  ...{ role: 4, works: 2, verify: 1, spaces: 3, enough: 1 },
} as const;
export type Deed = keyof typeof DEEDS;

/**
 * What somebody does, told by choices: `n` chooses among what there is then. `dies`: the process ends when this many of
 * the calls that follow, or of their answers, have come through.
 */
export type Move = {
  deed: Deed;
  who: (typeof PEOPLE)[number];
  n: number;
  some: boolean;
  dies: number | null;
  inTeams: boolean;
  trouble: Trouble | null;
};

export type World = {
  bot: Bot;
  model: Model;
  /** All calls go through it. */
  gate: ReturnType<typeof createGate>;
  /** The process ends at once, and there is a new one. */
  crash(): void;
  /** What Mistral has. */
  state: MistralState | null;
  /** What the next order at Mistral meets. */
  orders: OrderTrouble;
  /** The last deed, to be repeated with its key. */
  last: {
    deed: Deed;
    tell: () => boolean;
    act: (key: string) => Promise<unknown>;
    key: string;
    counted: boolean;
  } | null;
  /** Everything that has counted: whatever arrives again has no second effect, however much later. */
  done: { readonly act: (key: string) => Promise<unknown>; readonly key: string }[];
  deeds: number;
};

const ROLES = ["member", "billing", "member", "billing", "admin"] as const;
const SPACES = ["Engineering", "Production"] as const;

const clean = (id: number) => Math.max(1, id);

/** The same deed, as the model takes it and as the bot is told. */
export function both(world: World, { deed, who, n, some, inTeams }: Move) {
  const { model } = world;
  const { requests, rows, tasks } = model.counts();
  const hasTeams = who !== "kenji" && who !== "greta" && (inTeams || who === "tara");
  const caller = () => (hasTeams ? world.bot.inTeams(who) : world.bot.as(who)).caller;
  const press = (action: Parameters<Bot["app"]["press"]>[1]) => (key: string) =>
    world.bot.app.press(caller(), action, key);
  const submit =
    (ref: Parameters<Bot["app"]["submit"]>[1], values: Parameters<Bot["app"]["submit"]>[2]) =>
    (key: string) =>
      world.bot.app.submit(caller(), ref, values, key);
  const [request, row, task] = [requests, rows, tasks].map((count) => clean(count - (n % (count + 1))));
  const id = { request: request ?? 1, invitation: row ?? 1, task: task ?? 1 };
  const address = ADDRESSES[n % ADDRESSES.length] ?? "";
  switch (deed) {
    case "ask": {
      const addresses = some ? [address, ADDRESSES[(n + 1) % ADDRESSES.length] ?? ""] : [address];
      const role = n % 2 === 0 ? "admin" : "member";
      const act = submit({ form: "invite" }, invitation(addresses.join(), role));
      return { tell: () => model.ask(who, addresses, role), act };
    }
    case "approve":
      return {
        tell: () => model.approve(who, id.request),
        act: press(approvalOf(world.bot.store, id.request)),
      };
    case "deny": {
      const act = submit({ form: "deny", request: id.request }, { reason: "no" });
      return { tell: () => model.deny(who, id.request), act };
    }
    case "change": {
      const [keep = 1] = model.rowsOf(id.request);
      const values = { keep: [String(keep)], role: "member" };
      const act = submit({ form: "change", request: id.request }, values);
      return { tell: () => model.change(who, id.request, keep), act };
    }
    case "withdraw":
      return {
        tell: () => model.withdraw(who, id.request),
        act: press({ do: "withdraw", request: id.request }),
      };
    case "done": {
      const act = press({ do: "task-done", task: id.task, rows: model.sizeOf(id.task) });
      return { tell: () => model.close(who, id.task, "done"), act };
    }
    case "impossible": {
      const act = submit({ form: "impossible", task: id.task }, { reason: "no" });
      return { tell: () => model.close(who, id.task, "impossible"), act };
    }
    case "mark": {
      const act = press({ do: "mark-active", invitation: id.invitation });
      return { tell: () => model.joined(who, id.invitation, false), act };
    }
    case "joined":
      return {
        tell: () => model.joined(who, id.invitation, true),
        act: press({ do: "joined", invitation: id.invitation }),
      };
    case "unmark":
      return {
        tell: () => model.unmark(who, id.invitation),
        act: press({ do: "unmark", invitation: id.invitation }),
      };
    case "expire":
      return {
        tell: () => model.expire(who, id.invitation),
        act: press({ do: "mark-expired", invitation: id.invitation }),
      };
    case "resend":
      return {
        tell: () => model.resend(who, id.invitation),
        act: press({ do: "resend", invitation: id.invitation }),
      };
    case "revoke":
      return {
        tell: () => model.revoke(who, id.invitation),
        act: press({ do: "revoke", invitation: id.invitation }),
      };
    case "remove":
      return {
        tell: () => model.remove(who, id.invitation),
        act: press({ do: "remove", invitation: id.invitation }),
      };
    case "pay":
      return { tell: () => model.pay(who), act: submit({ form: "billing" }, billing()) };
    case "hand":
      return {
        tell: () => model.hand(who),
        act: submit({ form: "hand", step: "members" }, { person: "kenji" }),
      };
    case "choose": {
      const values = { level: "everything", approvals: "approvals", news: "news", feed: null };
      const more = { approvers: some ? ["ben"] : [], domains: "", seats: [], reminders: ["on"] };
      return {
        tell: () => model.choose(who, some),
        act: submit({ form: "settings" }, { ...values, ...more }),
      };
    }
    case "role": {
      const role = ROLES[(n + Number(some)) % ROLES.length] ?? "member";
      const act = submit({ form: "role", invitation: id.invitation }, { role });
      return { tell: () => model.role(who, id.invitation, role), act };
    }
    case "works":
      return {
        tell: () => model.keyWorks(who, id.invitation),
        act: press({ do: "key-works", invitation: id.invitation }),
      };
    case "verify":
      return { tell: () => model.verify(who), act: submit({ form: "verify" }, { keyWorks: ["yes"] }) };
    case "spaces": {
      const name = SPACES[n % SPACES.length] ?? "";
      return {
        tell: () => model.spaces(who, name),
        act: submit({ form: "workspaces" }, { names: name, admin: null }),
      };
    }
    case "enough":
      return { tell: () => model.oneIsEnough(who), act: press({ do: "skip", step: "workspaces" }) };
    case "accept":
    case "tick":
    case "replay":
      return null;
  }
}
