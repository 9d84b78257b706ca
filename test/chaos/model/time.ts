import { offsetAt, workingHoursAfter, type ZoneName } from "./zones.ts";

/*
 * What .github/docs says of time, without a line of the bot's code: what is due when, who hears of it, and that they hear
 * of it once. It is told every time of day that the bot has seen, in the order in which it saw them.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const WARM_UP = 3 * MINUTE;
const SEARCH = 48 * HOUR;
const REMIND_AFTER = [4, 12, 28] as const;
const NUDGE_AFTER = [2 * DAY, 5 * DAY];
const APPROVERS = ["ana", "ben", "tara"];
const OWNER = "ana";

export type Step = "billing" | "workspaces" | "security";
type Request = { id: number; by: string; state: string; at: number; approver: string };
type Row = {
  id: number;
  request: number;
  status: string;
  /** Who has a chat account with that address. */
  invitee: string | null;
  sentAt: number;
};
type Task = { id: number; holder: string; rows: number[]; open: boolean; spentAt: number };

/** Times of which the latest that is due counts; `says` is asked once for all that are due in the same moment. */
type Timer = { readonly at: readonly number[]; gone: number; says(now: number): string[] };

export type TimeModel = ReturnType<typeof createTimeModel>;

/** `zones`: where people work. Every message is told as `what it is about > who or which channel has it`. */
export function createTimeModel(start: number, zones: Readonly<Record<string, ZoneName>>) {
  let now = start;
  let latest = start;
  const requests: Request[] = [];
  const rows: Row[] = [];
  const tasks: Task[] = [];
  const timers: Timer[] = [];
  const handed: Partial<Record<Step, string>> = {};
  const isDone = new Set<Step>();
  let isPaid = false;
  let isWatching = false;
  /** The daily check comes not before, and not after; after a start with an older clock nobody outside can tell better. */
  let daily = { from: start + DAY, to: start + DAY };
  /** Invitations that ran out, of which the owner was told. */
  let told = new Set<string>();
  let news = { id: 0, at: Number.NEGATIVE_INFINITY, heard: new Set<string>() };
  const figures = {
    "timers due": 0,
    "due when there was nothing to say any more": 0,
    "reminders across a change of the clocks": 0,
  };

  function plan(at: readonly number[], says: (now: number) => string[]): void {
    timers.push({ at, gone: 0, says });
  }

  function remind(person: string, says: (now: number) => string[]): number {
    const zone = zones[person] ?? "Europe/Paris";
    const from = now;
    const at = workingHoursAfter(from, REMIND_AFTER, zone);
    plan(at, (then) => {
      const said = says(then);
      if (said.length > 0 && offsetAt(from, zone) !== offsetAt(then, zone))
        figures["reminders across a change of the clocks"] += 1;
      return said;
    });
    return at[2] ?? 0;
  }

  /** The approver gets the Task; an open one grows, unless it has waited through all reminders. */
  function giveTask(holder: string, list: readonly Row[]): string[] {
    for (const row of list) row.status = "sending";
    const open = tasks.find((task) => task.open && task.holder === holder && task.spentAt > now);
    if (open !== undefined) {
      open.rows.push(...list.map(({ id }) => id));
      return [];
    }
    const ids = list.map(({ id }) => id);
    const task: Task = { id: tasks.length + 1, holder, rows: ids, open: true, spentAt: 0 };
    tasks.push(task);
    task.spentAt = remind(holder, () => (task.open ? [`task-reminder:${task.id} > ${holder}`] : []));
    return [`task:${task.id} > ${holder}`];
  }

  function approve(request: Request, by: string): string[] {
    request.state = "approved";
    request.approver = by;
    const mine = rows.filter((row) => row.request === request.id);
    for (const row of mine) row.status = "approved";
    return isPaid ? giveTask(by, mine) : [];
  }

  /** Everything that was sent together is one question. */
  function follow(sent: readonly Row[], holder: string): string[] {
    const at = now;
    const heard: string[] = [];
    for (const row of sent) {
      row.status = "pending";
      row.sentAt = at;
      const { id, invitee } = row;
      const waits = () => row.status === "pending" && row.sentAt === at;
      if (invitee === null) continue;
      heard.push(`invitee:${id} > ${invitee}`);
      plan(
        NUDGE_AFTER.map((after) => at + after),
        (then) => (waits() && then < at + WEEK ? [`nudge:${id} > ${invitee}`] : []),
      );
    }
    plan([at + WEEK], () => {
      const left = sent.filter((row) => row.status === "pending" && row.sentAt === at);
      return left.length === 0 ? [] : [`ran-out:${at} > ${holder}`];
    });
    return heard;
  }

  /** `heard` counts only where the check may have come by now and may not. */
  function checkDaily(heard: readonly string[]): string[] {
    if (now < daily.from) return [];
    const expired = rows
      .filter(({ status }) => status === "expired")
      .map(({ id, sentAt }) => `${id}.${sentAt}`);
    const isNew = expired.some((one) => !told.has(one));
    const news = `drift > ${OWNER}`;
    if (now < daily.to && (!isNew || !heard.includes(news))) {
      if (!isNew) daily.to = now + DAY;
      return [];
    }
    daily = { from: now + DAY, to: now + DAY };
    told = new Set(expired);
    return isNew ? [news] : [];
  }

  return {
    figures,
    requests,
    rows,
    tasks,
    /** The latest time of day that was seen. */
    latest: () => latest,
    isPaid: () => isPaid,
    isWatching: () => isWatching,
    isDone: (step: Step) => isDone.has(step),
    isHanded: (step: Step) => handed[step] !== undefined,
    /** The moments at which something is due next. */
    coming: () =>
      timers
        .flatMap(({ at, gone }) => at.slice(gone, gone + 1))
        .filter((at) => at > now)
        .toSorted((one, other) => one - other),
    /** The bot looks at the clock: what has to be said now, because of the time alone. */
    see(at: number, heard: readonly string[], isStart = false): string[] {
      // What comes again and again does not wait for the time that a clock has lost; what is planned keeps its own.
      const lost = Math.max(0, now - at);
      daily = { from: daily.from - lost, to: isStart && lost > 0 ? at + DAY : daily.to - lost };
      now = at;
      latest = Math.max(latest, at);
      const said: string[] = [];
      for (const timer of [...timers]) {
        const due = timer.at.filter((time) => time <= now).length;
        if (due <= timer.gone) continue;
        timer.gone = due;
        const says = timer.says(now);
        if (says.length === 0) figures["due when there was nothing to say any more"] += 1;
        said.push(...says);
      }
      said.push(...checkDaily(heard));
      figures["timers due"] += said.length;
      return said;
    },
    ask(by: string, invitees: readonly (string | null)[]): string[] {
      const id = requests.length + 1;
      const request = { id, by, state: "open", at: now, approver: "" };
      requests.push(request);
      for (const invitee of invitees)
        rows.push({ id: rows.length + 1, request: id, status: "proposed", invitee, sentAt: 0 });
      const said = [`asked:${id} > ${by}`];
      if (APPROVERS.includes(by)) return [...said, ...approve(request, by)];
      plan([now + WEEK], () => {
        if (request.state !== "open") return [];
        request.state = "lapsed";
        for (const row of rows) if (row.request === id) row.status = "denied";
        return [`outcome:${id} > ${by}`];
      });
      for (const person of APPROVERS)
        remind(person, () => (request.state === "open" ? [`reminder:${id} > ${person}`] : []));
      return [...said, `request:${id} > approvals`, `request:${id} > t-approvals`];
    },
    approve: (request: Request, by: string) => approve(request, by),
    deny(request: Request): string[] {
      request.state = "denied";
      for (const row of rows) if (row.request === request.id) row.status = "denied";
      return [];
    },
    done(task: Task): string[] {
      task.open = false;
      return follow(
        task.rows.flatMap((id) => rows[id - 1] ?? []).filter(({ status }) => status === "sending"),
        task.holder,
      );
    },
    /** More within a minute goes into the same message; the requester hears of it in one of their own. */
    joined(row: Row): string[] {
      row.status = "active";
      const isOpen = news.at > now - MINUTE && news.at <= now;
      if (!isOpen) news = { id: news.id + 1, at: now, heard: new Set() };
      const by = requests[row.request - 1]?.by ?? "";
      const hears = by === row.invitee || news.heard.has(by) ? [] : [`joined:${news.id} > ${by}`];
      news.heard.add(by);
      return [...(isOpen ? [] : [`active:${news.id} > news`, `active:${news.id} > t-news`]), ...hears];
    },
    ranOut(row: Row): string[] {
      row.status = "expired";
      return [];
    },
    resend: (row: Row, by: string) => giveTask(by, [row]),
    pay(): string[] {
      isPaid = true;
      isDone.add("billing");
      plan([now + WARM_UP], () => ["billing:1 > news", "billing:1 > t-news"]);
      const waiting = rows.filter(({ status }) => status === "approved");
      return waiting.length === 0 ? [] : giveTask(OWNER, waiting);
    },
    hand(step: Step, to: string): string[] {
      handed[step] = to;
      remind(to, () => (isDone.has(step) ? [] : [`helper-reminder:${step} > ${to}`]));
      return [`helper:${step} > ${to}`];
    },
    close(step: Step): string[] {
      isDone.add(step);
      return [];
    },
    watch(): string[] {
      isWatching = true;
      plan([now + SEARCH], () => [`domain-news:1.overdue > ${OWNER}`]);
      return [`domain:1 > ${OWNER}`];
    },
  };
}
