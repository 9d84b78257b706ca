const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Written down by hand: nothing here asks the machine, nor the code, what time it is in Paris. */
const SUMMER = [Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)] as const;

const offsetAt = (at: number): number => (at >= SUMMER[0] && at < SUMMER[1] ? 2 : 1) * HOUR;

/** When the clocks in Paris show this hour of this day (days since 1970). They are changed at night alone. */
function instantOf(day: number, hour: number): number {
  const shown = day * DAY + hour * HOUR;
  return shown - offsetAt(shown - offsetAt(shown));
}

/** The instants at which so many hours of Monday to Friday, nine to five in Paris, have passed since `start`. */
export function workingHoursAfter(start: number, hours: readonly number[]): number[] {
  const found: number[] = [];
  let worked = 0;
  for (let day = Math.floor((start + offsetAt(start)) / DAY); found.length < hours.length; day += 1) {
    // The first of January 1970 was a Thursday.
    const weekday = (day + 4) % 7;
    if (weekday === 0 || weekday === 6) continue;
    const from = Math.max(start, instantOf(day, 9));
    const lasts = Math.max(0, instantOf(day, 17) - from);
    for (const hour of hours.slice(found.length))
      if (hour * HOUR <= worked + lasts) found.push(from + hour * HOUR - worked);
    worked += lasts;
  }
  return found;
}

/*
 * The bot as product.md and the tables of .github/docs tell it, without a line of its code: plain values and rules.
 */

export type Role = "member" | "admin" | "billing";
type Row = {
  id: number;
  request: number;
  address: string;
  role: Role;
  status: string;
  sentAt: number | null;
};
export type Asked = { id: number; by: string; role: Role; state: string; by2: string | null; at: number };
type Task = {
  id: number;
  kind: string;
  holder: string;
  role: Role | null;
  rows: number[];
  state: string;
  at: number;
};
type Plan = { times: readonly number[]; next: number };

export const WEEK = 7 * DAY;
/** In hours of work where everybody here lives. */
const REMIND_AFTER = [4, 12, 28];
const remindersFrom = (start: number) => workingHoursAfter(start, REMIND_AFTER);
export const UNDER_WAY = ["approved", "sending", "pending", "active"];

/** What there is, and what follows from what. */
export function createWorld(start: number) {
  /** `somebody` was Pending or Active: the step Members is done, and stays so. */
  const its = {
    now: start,
    paid: false,
    helper: null as string | null,
    somebody: false,
    approvers: ["ana", "ben", "tara"],
  };
  const requests: Asked[] = [];
  const rows: Row[] = [];
  const tasks: Task[] = [];
  const record: string[] = [];
  const messages: Record<string, number> = {};
  const shown = new Set<string>();
  const plans = new Map<string, Plan>();
  const note = (what: string) => void record.push(what);
  const say = (what: string) => {
    messages[what] = (messages[what] ?? 0) + 1;
  };
  const isApprover = (who: string) => its.approvers.includes(who);
  const helps = (who: string) => isApprover(who) || its.helper === who;
  const isStaff = (who: string) => !["greta", "sam"].includes(who);
  const newest = (address: string) => rows.findLast((row) => row.address === address);
  const isMine = (who: string, row: Row) => row.address === `${who}@lumen.example`;
  /** Nobody is asked for the Admin role that they would receive, unless nobody else is left. */
  function askedOf({ id, by, role }: Asked): string[] {
    const deciders = its.approvers.filter((who) => who !== by);
    const receives = (who: string) =>
      rows.some((row) => row.request === id && row.status === "proposed" && isMine(who, row));
    const others = role === "admin" ? deciders.filter((who) => !receives(who)) : [];
    return others.length === 0 ? deciders : others;
  }

  function plan(what: string, person: string): void {
    const key = `${what}:${person}`;
    if (!plans.has(key)) plans.set(key, { times: remindersFrom(its.now), next: 0 });
  }

  function move(row: Row, to: string): void {
    note(`invitation:${row.id} ${row.status} → ${to}`);
    row.status = to;
    its.somebody ||= to === "pending" || to === "active";
    if (to === "pending") row.sentAt = its.now;
  }

  /** Nobody gets the card of a Task twice. */
  function show(id: number, person: string): void {
    const copy = `${id}>${person}`;
    if (!shown.has(copy)) say(`task:${id}`);
    shown.add(copy);
  }

  function give(task: Pick<Task, "kind" | "holder" | "role" | "rows">): void {
    const given = { ...task, id: tasks.length + 1, state: "open", at: its.now };
    tasks.push(given);
    show(given.id, given.holder);
    plan(`task:${given.id}`, given.holder);
  }

  /** Joins a Task of the same kind that has been waiting for less than a day. */
  function addTo(kind: string, holder: string, role: Role | null, ids: readonly number[]): void {
    const fits = (one: Task) =>
      one.state === "open" && one.kind === kind && one.holder === holder && one.role === role;
    const open = tasks.find((one) => fits(one) && its.now - one.at < DAY);
    if (open === undefined) give({ kind, holder, role, rows: [...ids] });
    else open.rows.push(...ids.filter((id) => !open.rows.includes(id)));
  }

  function dropFromTasks(row: Row, kind: string | null = null): void {
    for (const task of tasks) {
      if (task.state !== "open" || !task.rows.includes(row.id) || (kind ?? task.kind) !== task.kind) continue;
      const left = task.rows.filter((id) => id !== row.id);
      if (left.length === 0) task.state = "done";
      else task.rows = left;
    }
  }

  function send(sent: readonly Row[], by: string): void {
    const known = (row: Row) =>
      row.sentAt === null && rows.some((one) => one.address === row.address && one.status === "active");
    for (const row of sent.filter(known)) move(row, "active");
    const left = sent.filter(({ status }) => status === "approved");
    if (!its.paid || left.length === 0) return;
    for (const role of new Set(left.map((row) => row.role)))
      addTo(
        "invite",
        its.helper ?? by,
        role,
        left.filter((row) => row.role === role).map(({ id }) => id),
      );
    for (const row of left) move(row, "sending");
  }

  function approve(request: Asked, by: string): void {
    request.state = "approved";
    request.by2 = by;
    note(`request.approved request:${request.id}`);
    const mine = rows.filter((row) => row.request === request.id && row.status === "proposed");
    for (const row of mine) move(row, "approved");
    send(mine, by);
  }

  function end(request: Asked, state: string, by: string | null): void {
    request.state = state;
    request.by2 = by;
    note(`request.${state} request:${request.id}`);
    for (const row of rows) if (row.request === request.id && row.status === "proposed") move(row, "denied");
  }

  /** An open Request that this person may decide: an approver, and never on their own. */
  const decidable = (who: string, id: number): Asked | null => {
    const request = requests[id - 1];
    return request?.state === "open" && isApprover(who) && request.by !== who ? request : null;
  };

  function remind(): void {
    for (const [key, one] of plans) {
      const due = one.times.filter((time) => time <= its.now).length;
      if (due === one.next) continue;
      one.next = due;
      const [kind, id, person = ""] = key.split(":");
      const task = kind === "task" ? tasks[Number(id) - 1] : undefined;
      const request = kind === "request" ? requests[Number(id) - 1] : undefined;
      if (task?.state === "open" && task.holder === person) say(`task-reminder:${id}.${person}`);
      if (request?.state === "open" && its.now < request.at + WEEK && askedOf(request).includes(person))
        say(`reminder:${id}.${person}`);
    }
  }

  const rowThat = (id: number, ...statuses: string[]) => {
    const row = rows[id - 1];
    return row !== undefined && statuses.includes(row.status) ? row : null;
  };

  return {
    its,
    requests,
    rows,
    tasks,
    record,
    messages,
    note,
    say,
    isApprover,
    helps,
    isStaff,
    newest,
    askedOf,
    isMine,
    plan,
    move,
    show,
    give,
    addTo,
    dropFromTasks,
    send,
    approve,
    end,
    decidable,
    remind,
    rowThat,
  };
}
