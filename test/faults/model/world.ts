/*
 * The bot as product.md and the tables of the README tell it, without a line of its code: plain values and rules.
 */

export type Mode = "automatic" | "guided";
export type Role = "member" | "admin";
export type Row = {
  id: number;
  request: number;
  address: string;
  role: Role;
  status: string;
  sentAt: number | null;
};
export type Asked = { id: number; by: string; role: Role; state: string; by2: string | null; at: number };
export type Task = {
  id: number;
  kind: string;
  holder: string;
  role: Role | null;
  rows: number[];
  state: string;
  at: number;
};
export type Plan = { times: readonly number[]; next: number };

const HOUR = 3_600_000;
export const WEEK = 7 * 24 * HOUR;
export const UNDER_WAY = ["approved", "sending", "pending", "active"];
const REMIND_AFTER = [4, 12, 28];

/** Monday to Friday, nine to five in Paris; everything here begins at a full hour. */
const dayAndHour = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Paris",
  weekday: "short",
  hour: "2-digit",
});
function workingHoursAfter(start: number): number[] {
  const found: number[] = [];
  for (let at = start, worked = 0; found.length < REMIND_AFTER.length; ) {
    const [day = "", hour = ""] = dayAndHour.format(at).split(", ");
    at += HOUR;
    if (day === "Sat" || day === "Sun" || Number(hour) < 9 || Number(hour) >= 17) continue;
    worked += 1;
    if (worked === REMIND_AFTER[found.length]) found.push(at);
  }
  return found;
}

/** What there is, and what follows from what. */
export function createWorld(mode: Mode, start: number) {
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
  /** What Mistral has: when each open invitation was sent, who is a Member, and how many e-mails went out. */
  const invited = new Map<string, number>();
  const members = new Set<string>();
  const mails: Record<string, number> = {};

  const note = (what: string) => void record.push(what);
  const say = (what: string) => {
    messages[what] = (messages[what] ?? 0) + 1;
  };
  const isApprover = (who: string) => its.approvers.includes(who);
  const helps = (who: string) => isApprover(who) || its.helper === who;
  const isStaff = (who: string) => !["greta", "sam"].includes(who);
  const newest = (address: string) => rows.findLast((row) => row.address === address);
  const askedOf = ({ by }: Asked) => its.approvers.filter((who) => who !== by);
  const isMine = (who: string, row: Row) => row.address === `${who}@lumen.example`;

  function plan(what: string, person: string): void {
    const key = `${what}:${person}`;
    if (!plans.has(key)) plans.set(key, { times: workingHoursAfter(its.now), next: 0 });
  }

  function move(row: Row, to: string): void {
    note(`invitation:${row.id} ${row.status} → ${to}`);
    row.status = to;
    its.somebody ||= to === "pending" || to === "active";
    if (to !== "pending") return;
    row.sentAt = its.now;
    if (mode === "guided") invited.set(row.address, its.now);
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

  /** Joins a Task of the same kind that does not yet wait for longer than all its reminders. */
  function addTo(kind: string, holder: string, role: Role | null, ids: readonly number[]): void {
    const fits = (one: Task) =>
      one.state === "open" && one.kind === kind && one.holder === holder && one.role === role;
    const open = tasks.find((one) => fits(one) && (workingHoursAfter(one.at)[2] ?? 0) > its.now);
    if (open === undefined) give({ kind, holder, role, rows: [...ids] });
    else open.rows.push(...ids.filter((id) => !open.rows.includes(id)));
  }

  function dropFromTasks(row: Row): void {
    for (const task of tasks) {
      if (task.state !== "open" || !task.rows.includes(row.id)) continue;
      task.rows = task.rows.filter((id) => id !== row.id);
      if (task.rows.length === 0) task.state = "done";
    }
  }

  function send(sent: readonly Row[], by: string): void {
    const known = (row: Row) =>
      row.sentAt === null && rows.some((one) => one.address === row.address && one.status === "active");
    if (mode === "guided") for (const row of sent.filter(known)) move(row, "active");
    const left = sent.filter(({ status }) => status === "approved");
    if (!its.paid || left.length === 0) return;
    if (mode === "guided") {
      for (const role of new Set(left.map((row) => row.role)))
        addTo(
          "invite",
          its.helper ?? by,
          role,
          left.filter((row) => row.role === role).map(({ id }) => id),
        );
      for (const row of left) move(row, "sending");
      return;
    }
    for (const row of left) {
      const wasMember = members.has(row.address);
      move(row, "sending");
      if (wasMember) {
        move(row, "active");
        continue;
      }
      invited.set(row.address, its.now);
      mails[row.address] = (mails[row.address] ?? 0) + 1;
      move(row, "pending");
    }
    // Whoever sends something looks what has become of it, and sees the other rows of its Request as well.
    for (const request of new Set(left.map((row) => row.request))) look(request);
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

  /** What Mistral's lists say, as the bot reads them again and again; `of`: for one Request alone. */
  function look(of: number | null = null): void {
    for (const row of rows.filter(({ request }) => of === null || request === of)) {
      if (newest(row.address) !== row) continue;
      const sentAt = invited.get(row.address);
      if (members.has(row.address)) {
        if (["approved", "sending", "pending", "expired", "revoked", "failed"].includes(row.status))
          move(row, "active");
      } else if (row.status === "pending" && sentAt !== undefined && its.now >= sentAt + WEEK)
        move(row, "expired");
    }
  }

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
    invited,
    members,
    mails,
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
    look,
    remind,
    rowThat,
  };
}
