/*
 * The bot as the product and the tables of .github/docs tell it, without a line of its code: plain values and rules.
 */

export type Role = "member" | "admin" | "billing";
type Ordered = { id: number; request: number; address: string; role: Role };
type Row = Ordered & { status: string; sentAt: number | null };
type Asked = { id: number; by: string; role: Role; state: string; by2: string | null; at: number };
type Given = { kind: string; holder: string; role: Role | null; rows: number[] };
type Task = Given & { id: number; state: string; at: number };

const DAY = 24 * 3_600_000;
const WEEK = 7 * DAY;
const UNDER_WAY = ["approved", "sending", "pending", "active"];

/** What people can do, and time. What a person tries is `true` when it counts and `false` when it is turned down. */
export function createModel(start: number) {
  let now = start;
  let paid = false;
  let helper: string | null = null;
  /** Somebody was Pending or Active: the step Members is done, and stays so. */
  let somebody = false;
  let approvers = ["ana", "ben", "tara"];
  const requests: Asked[] = [];
  const rows: Row[] = [];
  const tasks: Task[] = [];
  const record: string[] = [];
  const messages: Record<string, number> = {};
  const shown = new Set<string>();

  const note = (what: string) => void record.push(what);
  const say = (what: string) => {
    messages[what] = (messages[what] ?? 0) + 1;
  };
  const isApprover = (who: string) => approvers.includes(who);
  const helps = (who: string) => isApprover(who) || helper === who;
  const isStaff = (who: string) => !["greta", "sam"].includes(who);
  const newest = (address: string) => rows.findLast((row) => row.address === address);
  const isMine = (who: string, row: Row) => row.address === `${who}@lumen.example`;
  const proposed = (request: number) =>
    rows.filter((row) => row.request === request && row.status === "proposed");

  /** Nobody is asked for the Admin role that they would receive, unless nobody else is left. */
  function askedOf({ id, by, role }: Asked): string[] {
    const deciders = approvers.filter((who) => who !== by);
    const receives = (who: string) => proposed(id).some((row) => isMine(who, row));
    const others = role === "admin" ? deciders.filter((who) => !receives(who)) : [];
    return others.length === 0 ? deciders : others;
  }

  function move(row: Row, to: string): void {
    note(`invitation:${row.id} ${row.status} → ${to}`);
    row.status = to;
    somebody ||= to === "pending" || to === "active";
    if (to === "pending") row.sentAt = now;
  }

  /** Nobody gets the card of a Task twice. */
  function show(id: number, person: string): void {
    const copy = `${id}>${person}`;
    if (!shown.has(copy)) say(`task:${id}`);
    shown.add(copy);
  }

  function give(task: Given): void {
    const given = { ...task, id: tasks.length + 1, state: "open", at: now };
    tasks.push(given);
    show(given.id, given.holder);
  }

  function handTo(task: Task, to: string): void {
    task.holder = to;
    show(task.id, to);
  }

  /** Joins the newest Task of the same kind that has been waiting for less than a day. */
  function addTo({ kind, holder, role, rows: ids }: Given): void {
    const fits = (one: Task) => one.kind === kind && one.holder === holder && one.role === role;
    const open = tasks.findLast((one) => one.state === "open" && now - one.at < DAY && fits(one));
    if (open === undefined) give({ kind, holder, role, rows: ids });
    else open.rows.push(...ids.filter((id) => !open.rows.includes(id)));
  }

  const isInTask = (kind: string, id: number): boolean =>
    tasks.some((one) => one.state === "open" && one.kind === kind && one.rows.includes(id));

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
    if (!paid || left.length === 0) return;
    for (const role of new Set(left.map((row) => row.role))) {
      const ids = left.filter((row) => row.role === role).map(({ id }) => id);
      // Invitees who ask for their own e-mail again get no Task that shows addresses.
      addTo({ kind: "invite", holder: helper ?? (isApprover(by) ? by : "ana"), role, rows: ids });
    }
    for (const row of left) move(row, "sending");
  }

  function grant(request: Asked, by: string): void {
    request.state = "approved";
    request.by2 = by;
    note(`request.approved request:${request.id}`);
    const mine = proposed(request.id);
    for (const row of mine) move(row, "approved");
    send(mine, by);
  }

  function end(request: Asked, state: string, by: string | null): void {
    request.state = state;
    request.by2 = by;
    note(`request.${state} request:${request.id}`);
    for (const row of proposed(request.id)) move(row, "denied");
  }

  /** An open Request that this person may decide: an approver, and never on their own. */
  const decidable = (who: string, id: number): Asked | null => {
    const request = requests[id - 1];
    return request?.state === "open" && isApprover(who) && request.by !== who ? request : null;
  };

  const rowThat = (id: number, ...statuses: string[]) => {
    const row = rows[id - 1];
    return row !== undefined && statuses.includes(row.status) ? row : null;
  };

  return {
    counts: () => ({ requests: requests.length, rows: rows.length, tasks: tasks.length }),
    rowsOf: (id: number) => proposed(id).map((row) => row.id),
    sizeOf: (id: number) => tasks[id - 1]?.rows.length ?? 0,
    ask(by: string, addresses: readonly string[], role: Role): boolean {
      const isOpen = (id: number) => requests[id - 1]?.state === "open";
      const isBusy = ({ status, request }: Row) =>
        UNDER_WAY.includes(status) || (status === "proposed" && isOpen(request));
      if (!isStaff(by) || rows.some((row) => addresses.includes(row.address) && isBusy(row))) return false;
      const request: Asked = { id: requests.length + 1, by, role, state: "open", by2: null, at: now };
      requests.push(request);
      for (const address of addresses) {
        const row = { id: rows.length + 1, request: request.id, address, role };
        rows.push({ ...row, status: "proposed", sentAt: null });
      }
      note(`request.made request:${request.id}`);
      if (isApprover(by) && role === "member") grant(request, by);
      else {
        say(`asked:${request.id}`);
        for (const place of ["approvals", "t-approvals"]) say(`request:${request.id} in ${place}`);
      }
      return true;
    },
    approve(who: string, id: number): boolean {
      const request = requests[id - 1];
      if (request?.state === "approved" && request.by2 === who) return true;
      const open = decidable(who, id);
      if (open === null || !askedOf(open).includes(who)) return false;
      grant(open, who);
      return true;
    },
    deny(who: string, id: number): boolean {
      const request = decidable(who, id);
      if (request !== null) end(request, "denied", who);
      return request !== null;
    },
    change(who: string, id: number, keep: number): boolean {
      const request = decidable(who, id);
      const mine = proposed(id);
      if (request === null || mine.length === 0) return false;
      request.role = "member";
      note(`request.changed request:${id}`);
      for (const row of mine)
        if (row.id === keep) row.role = "member";
        else move(row, "denied");
      return true;
    },
    withdraw(who: string, id: number): boolean {
      const request = requests[id - 1];
      if (request === undefined || request.by !== who) return false;
      if (request.state === "open") end(request, "withdrawn", who);
      return request.state === "withdrawn";
    },
    close(who: string, id: number, state: "done" | "impossible"): boolean {
      const task = tasks[id - 1];
      if (task === undefined || task.state !== "open" || (task.holder !== who && !isApprover(who)))
        return false;
      task.state = state;
      note(`task.closed task:${id}`);
      const moveThose = (from: readonly string[], to: string) => {
        for (const row of rows) if (task.rows.includes(row.id) && from.includes(row.status)) move(row, to);
      };
      if (task.kind === "invite")
        if (state === "done") moveThose(["sending"], "pending");
        else moveThose(["approved", "sending"], "failed");
      else if (state === "impossible") {
        if (who !== "ana") show(task.id, "ana");
      } else if (task.kind === "revoke") moveThose(["approved", "sending", "pending", "expired"], "revoked");
      else moveThose(["active"], "removed");
      return true;
    },
    joined(who: string, id: number, own: boolean): boolean {
      const row = rows[id - 1];
      if (row === undefined || !(own ? isMine(who, row) && isStaff(who) : helps(who))) return false;
      if (row.status === "active") return true;
      if (rowThat(id, "pending", "expired") === null) return false;
      move(row, "active");
      return true;
    },
    expire(who: string, id: number): boolean {
      const row = rowThat(id, "pending", "expired");
      if (row === null || !helps(who)) return false;
      if (row.status === "pending") move(row, "expired");
      return true;
    },
    resend(who: string, id: number): boolean {
      const row = rowThat(id, "pending", "expired", "failed", "revoked");
      if (row === null || newest(row.address) !== row || !isStaff(who)) return false;
      const isOut = row.status === "pending" || row.status === "expired";
      const late = now - (row.sentAt ?? 0) >= 10 * 60_000;
      if (!isApprover(who) && !(helper === who && isOut) && !(isMine(who, row) && isOut && late))
        return false;
      const isTheirs = requests[row.request - 1]?.by === who || isMine(who, row);
      if (isApprover(who) && row.status === "revoked" && isTheirs && row.role === "admin") return false;
      dropFromTasks(row);
      move(row, "approved");
      send([row], who);
      return true;
    },
    revoke(who: string, id: number): boolean {
      const row = rowThat(id, "approved", "sending", "pending", "expired");
      if (row === null || !isApprover(who) || newest(row.address) !== row) return false;
      if (row.sentAt === null && row.status !== "pending" && row.status !== "expired") {
        dropFromTasks(row);
        move(row, "revoked");
        return true;
      }
      const isAsked = isInTask("revoke", id);
      if (!isAsked) note(`revocation.ordered invitation:${id}`);
      // Nobody is to send what is taken back.
      dropFromTasks(row, "invite");
      if (!isAsked) addTo({ kind: "revoke", holder: helper ?? who, role: null, rows: [id] });
      return true;
    },
    remove(who: string, id: number): boolean {
      const row = rowThat(id, "active");
      if (row === null || !isApprover(who) || isMine(who, row) || newest(row.address) !== row) return false;
      if (isInTask("remove", id)) return true;
      note(`removal.ordered invitation:${id}`);
      give({ kind: "remove", holder: helper ?? who, role: null, rows: [id] });
      return true;
    },
    pay(who: string): boolean {
      if (who !== "ana") return false;
      paid = true;
      const waiting = rows.filter(({ status }) => status === "approved");
      send(waiting, who);
      return true;
    },
    hand(who: string, to: string): boolean {
      if (who !== "ana") return false;
      helper = to;
      for (const task of tasks) if (task.state === "open" && task.holder !== to) handTo(task, to);
      return true;
    },
    choose(who: string, chosen: readonly string[]): boolean {
      if (who !== "ana") return false;
      approvers = ["ana", ...chosen, "tara"];
      // Who is no approver any more keeps no Task that shows addresses.
      for (const task of tasks)
        if (task.state === "open" && !helps(task.holder)) handTo(task, helper ?? "ana");
      return true;
    },
    tick(ms: number): void {
      now += ms;
      for (const request of requests)
        if (request.state === "open" && now >= request.at + WEEK) end(request, "lapsed", null);
    },
    state: () => ({
      requests: requests.map(({ id, role, state }) => `${id} ${role} ${state}`),
      rows: rows.map(({ id, address, role, status }) => `${id} ${address} ${role} ${status}`),
      tasks: tasks.map(
        ({ id, kind, holder, rows: list, state }) => `${id} ${kind} ${holder} ${list.join()} ${state}`,
      ),
      members: somebody,
      record: record.toSorted(),
      messages: Object.entries(messages)
        .map(([what, times]) => `${what} × ${times}`)
        .toSorted(),
    }),
  };
}

export type Model = ReturnType<typeof createModel>;
