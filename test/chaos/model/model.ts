import { type Asked, createWorld, type Role, UNDER_WAY, WEEK } from "./world.ts";

/** What people can do, and time. What a person tries is `true` when it counts and `false` when it is turned down. */
export function createModel(start: number) {
  const world = createWorld(start);
  const { its, requests, rows, tasks, record, messages } = world;
  const { note, say, isApprover, helps, isStaff, newest, askedOf, isMine, plan, move, show, give, addTo } =
    world;
  const { dropFromTasks, send, approve, end, decidable, remind, rowThat } = world;

  return {
    counts: () => ({ requests: requests.length, rows: rows.length, tasks: tasks.length }),
    rowsOf: (id: number) =>
      rows.filter((row) => row.request === id && row.status === "proposed").map((row) => row.id),
    sizeOf: (id: number) => tasks[id - 1]?.rows.length ?? 0,
    ask(who: string, addresses: readonly string[], role: Role): boolean {
      const open = requests.filter(({ state }) => state === "open").map(({ id }) => id);
      const isBusy = (address: string) =>
        rows.some(
          (row) =>
            row.address === address &&
            (UNDER_WAY.includes(row.status) || (row.status === "proposed" && open.includes(row.request))),
        );
      if (!isStaff(who) || addresses.some(isBusy)) return false;
      const request: Asked = {
        id: requests.length + 1,
        by: who,
        role,
        state: "open",
        by2: null,
        at: its.now,
      };
      requests.push(request);
      for (const address of addresses)
        rows.push({
          id: rows.length + 1,
          request: request.id,
          address,
          role,
          status: "proposed",
          sentAt: null,
        });
      note(`request.made request:${request.id}`);
      say(`asked:${request.id}`);
      if (isApprover(who) && role === "member") approve(request, who);
      else {
        say(`request:${request.id} in approvals`);
        say(`request:${request.id} in t-approvals`);
        for (const person of askedOf(request)) plan(`request:${request.id}`, person);
      }
      return true;
    },
    approve(who: string, id: number): boolean {
      const request = requests[id - 1];
      if (request?.state === "approved" && request.by2 === who) return true;
      const open = decidable(who, id);
      if (open === null || !askedOf(open).includes(who)) return false;
      approve(open, who);
      return true;
    },
    deny(who: string, id: number): boolean {
      const request = decidable(who, id);
      if (request !== null) end(request, "denied", who);
      return request !== null;
    },
    change(who: string, id: number, keep: number): boolean {
      const request = decidable(who, id);
      const mine = rows.filter((row) => row.request === id && row.status === "proposed");
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
      if (request.state === "withdrawn") return true;
      if (request.state !== "open") return false;
      end(request, "withdrawn", who);
      return true;
    },
    close(who: string, id: number, state: "done" | "impossible"): boolean {
      const task = tasks[id - 1];
      if (task === undefined || task.state !== "open" || (task.holder !== who && !isApprover(who)))
        return false;
      task.state = state;
      note(`task.closed task:${id}`);
      const list = task.rows.map((row) => rows[row - 1]).filter((row) => row !== undefined);
      const moveThose = (from: readonly string[], to: string) => {
        for (const row of list) if (from.includes(row.status)) move(row, to);
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
    unmark(who: string, id: number): boolean {
      const row = rowThat(id, "active");
      if (row === null || !helps(who)) return false;
      const { sentAt } = row;
      move(row, "pending");
      row.sentAt = sentAt;
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
      const request = requests[row.request - 1];
      const late = its.now - (row.sentAt ?? 0) >= 10 * 60_000;
      if (!isApprover(who) && !(its.helper === who && isOut) && !(isMine(who, row) && isOut && late))
        return false;
      const isTheirs = request?.by === who || isMine(who, row);
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
      const isAsked = tasks.some(
        (one) => one.state === "open" && one.kind === "revoke" && one.rows.includes(id),
      );
      if (!isAsked) note(`revocation.ordered invitation:${id}`);
      // Nobody is to send what is taken back.
      dropFromTasks(row, "invite");
      if (!isAsked) addTo("revoke", its.helper ?? who, null, [id]);
      return true;
    },
    remove(who: string, id: number): boolean {
      const row = rowThat(id, "active");
      if (row === null || !isApprover(who) || isMine(who, row) || newest(row.address) !== row) return false;
      if (tasks.some((one) => one.state === "open" && one.kind === "remove" && one.rows.includes(id)))
        return true;
      note(`removal.ordered invitation:${id}`);
      give({ kind: "remove", holder: its.helper ?? who, role: null, rows: [id] });
      return true;
    },
    pay(who: string): boolean {
      if (who !== "ana") return false;
      its.paid = true;
      send(
        rows.filter(({ status }) => status === "approved"),
        who,
      );
      return true;
    },
    hand(who: string): boolean {
      if (who !== "ana") return false;
      its.helper = "kenji";
      for (const task of tasks) {
        if (task.state !== "open" || task.holder === its.helper) continue;
        task.holder = its.helper;
        show(task.id, its.helper);
        plan(`task:${task.id}`, its.helper);
      }
      return true;
    },
    choose(who: string, withBen: boolean): boolean {
      if (who !== "ana") return false;
      const added = withBen && !isApprover("ben");
      its.approvers = ["ana", ...(withBen ? ["ben"] : []), "tara"];
      for (const request of requests)
        if (added && request.state === "open" && request.by !== "ben") plan(`request:${request.id}`, "ben");
      return true;
    },
    tick(ms: number): void {
      its.now += ms;
      for (const request of requests)
        if (request.state === "open" && its.now >= request.at + WEEK) end(request, "lapsed", null);
      remind();
    },
    state: () => ({
      requests: requests.map(({ id, role, state }) => `${id} ${role} ${state}`),
      rows: rows.map(({ id, address, role, status }) => `${id} ${address} ${role} ${status}`),
      tasks: tasks.map(
        ({ id, kind, holder, rows: list, state }) => `${id} ${kind} ${holder} ${list.join()} ${state}`,
      ),
      members: its.somebody,
      record: record.toSorted(),
      messages: Object.entries(messages)
        .map(([what, times]) => `${what} × ${times}`)
        .toSorted(),
    }),
  };
}

export type Model = ReturnType<typeof createModel>;
