import { billing, invitation } from "../../support/world/bot.ts";
import type { Step, TimeModel } from "../model/time.ts";
import type { Clockwork } from "./clockwork.ts";

/** Whom people ask for, and who of them hears from the bot. */
const INVITEES: readonly (readonly [string, string | null])[] = [
  ["rosa", "rosa"],
  ["lena", "lena"],
  ["paul", null],
  ["hugo", "hugo"],
  ["nina", null],
];
const APPROVERS = ["ana", "ben", "tara"];
const ASKING = ["chloe", "kenji", "ben"];
const STEPS: readonly Step[] = ["billing", "workspaces", "security"];

export const DEEDS = {
  ...{ ask: 5, approve: 7, deny: 1, done: 8, joined: 2, ranOut: 2, resend: 2, pay: 5, hand: 2, close: 1 },
  watch: 1,
} as const;
export type Deed = keyof typeof DEEDS;

/** What somebody does, and what has to be said at once; null where there is nothing of the kind to do. */
export function deedOf(
  world: { readonly clock: Clockwork; readonly model: TimeModel },
  deed: Deed,
  n: number,
  some: boolean,
): { act: () => Promise<unknown>; tell: () => string[] } | null {
  const { clock, model } = world;
  const as = (who: string) => (who === "tara" ? clock.bot().inTeams(who) : clock.bot().as(who));
  const pick = <T>(list: readonly T[]): T | undefined => list[n % Math.max(1, list.length)];
  const open = model.requests.filter(({ state }) => state === "open");
  const rowsThat = (...statuses: string[]) => model.rows.filter(({ status }) => statuses.includes(status));
  switch (deed) {
    case "ask": {
      const by = ASKING[n % ASKING.length] ?? "";
      const asked = Array.from({ length: some ? 2 : 1 }, (_, index) => {
        const number = model.rows.length + index;
        return INVITEES[number] ?? ([`guest${number}`, null] as const);
      });
      const addresses = asked.map(([name]) => `${name}@lumen.example`).join();
      const asking = by === "chloe" && some ? clock.bot().inTeams(by) : as(by);
      return {
        act: () => asking.submit({ form: "invite" }, invitation(addresses), clock.key()),
        tell: () =>
          model.ask(
            by,
            asked.map(([, account]) => account),
          ),
      };
    }
    case "approve":
    case "deny": {
      const request = pick(open);
      const by = pick(APPROVERS);
      if (request === undefined || by === undefined || request.by === by) return null;
      if (deed === "deny")
        return {
          act: () => as(by).submit({ form: "deny", request: request.id }, { reason: "no" }, clock.key()),
          tell: () => model.deny(request),
        };
      return {
        act: () => as(by).press({ do: "approve", request: request.id }, clock.key()),
        tell: () => model.approve(request, by),
      };
    }
    case "done": {
      const task = pick(model.tasks.filter((one) => one.open));
      if (task === undefined) return null;
      const press = { do: "task-done", task: task.id, rows: task.rows.length } as const;
      return { act: () => as(task.holder).press(press, clock.key()), tell: () => model.done(task) };
    }
    case "joined":
    case "ranOut": {
      const row = pick(rowsThat("pending"));
      if (row === undefined) return null;
      const does = deed === "joined" ? "mark-active" : "mark-expired";
      return {
        act: () => as("ana").press({ do: does, invitation: row.id }, clock.key()),
        tell: () => (deed === "joined" ? model.joined(row) : model.ranOut(row)),
      };
    }
    case "resend": {
      const row = pick(rowsThat("pending", "expired"));
      if (row === undefined) return null;
      const by = some ? "ana" : "tara";
      return {
        act: () => as(by).press({ do: "resend", invitation: row.id }, clock.key()),
        tell: () => model.resend(row, by),
      };
    }
    case "pay":
      if (model.isPaid()) return null;
      return { act: () => as("ana").submit({ form: "billing" }, billing(), clock.key()), tell: model.pay };
    case "hand": {
      const step = pick(STEPS.filter((one) => !model.isDone(one) && !model.isHanded(one)));
      const to = some ? "kenji" : "chloe";
      if (step === undefined) return null;
      return {
        act: () => as("ana").submit({ form: "hand", step }, { person: to }, clock.key()),
        tell: () => model.hand(step, to),
      };
    }
    case "close": {
      const step = some ? "workspaces" : "security";
      if (model.isDone(step)) return null;
      return {
        act: () => as("ana").press({ do: "skip", step }, clock.key()),
        tell: () => model.close(step),
      };
    }
    case "watch": {
      if (model.isWatching()) return null;
      const pasted = { domain: "lumen.example", record: "TXT\t@\tmistral-domain-verification=abc" };
      return { act: () => as("ana").submit({ form: "domain" }, pasted, clock.key()), tell: model.watch };
    }
  }
}
