import type { createWorld, Mode, Role, Row, Space } from "./world.ts";

/** Roles of Members, Workspaces, and the last step: what is ordered of Mistral or of people, and when it counts. */
export function createSteps(world: ReturnType<typeof createWorld>, mode: Mode) {
  const { its, rows, tasks, spaces, members, named } = world;
  const { note, isApprover, newest, isMine, isStaff, move, give, dropFromTasks, order, send } = world;

  const hasTask = (kind: string, row: Row, role: Role | null = null) =>
    tasks.some(
      (task) =>
        task.state === "open" &&
        task.kind === kind &&
        task.rows.includes(row.id) &&
        (role === null || task.role === role),
    );

  /** What an Active or Pending one has from now on; Pending means that it was sent again. */
  function hasRole(row: Row, role: Role): void {
    if (row.status !== "active" && row.status !== "pending") return;
    note(`invitation.role invitation:${row.id}`);
    row.role = role;
    if (row.status === "pending") move(row, "pending");
  }

  function closeVerify(): void {
    if (!its.verified) note("step.closed step:verify");
    its.verified = true;
  }

  function closeWhenMade(): void {
    if (spaces.some(({ state, givenUp }) => state === "waiting" || (state === "failed" && !givenUp))) return;
    if (its.workspaces === "done" || spaces.every(({ state }) => state !== "created")) return;
    its.workspaces = "done";
    note("step.closed step:workspaces");
  }

  const spaceOf = (id: number | null): Space | undefined => spaces[(id ?? 0) - 1];

  function made(id: number | null): void {
    const space = spaceOf(id);
    if (space === undefined) return;
    space.state = "created";
    note(`workspace.created workspace:${id}`);
    closeWhenMade();
  }

  function failed(id: number | null): void {
    const space = spaceOf(id);
    if (space === undefined) return;
    space.state = "failed";
    note(`workspace.failed workspace:${id}`);
  }

  function orderSpace(name: string): void {
    const again = spaces.find((one) => one.state === "failed" && !one.givenUp && one.name === name);
    const space: Space = again ?? { id: spaces.length + 1, name, state: "waiting", givenUp: false };
    if (again === undefined) spaces.push(space);
    space.state = "waiting";
    note(`workspace.ordered workspace:${space.id}`);
    if (mode === "guided") give({ kind: "workspace", holder: "ana", role: null, rows: [], space: space.id });
    else
      order(
        () => void named.add(name),
        () => made(space.id),
        () => failed(space.id),
      );
  }

  return {
    hasRole,
    made,
    failed,
    /** The last one who was Active was a mistake. */
    undoVerify(): void {
      if (!its.verified || rows.some(({ status }) => status === "active")) return;
      its.verified = false;
      note("step.reopened step:verify");
    },
    deeds: {
      role(who: string, id: number, role: Role): boolean {
        const row = rows[id - 1];
        if (row === undefined || !isApprover(who) || newest(row.address) !== row || role === "admin")
          return false;
        const isActive = row.status === "active";
        if (role === row.role && !(isActive && mode === "automatic")) {
          const asked = hasTask("role", row);
          dropFromTasks(row, "role");
          return asked;
        }
        if (isActive && mode === "automatic") {
          note(`role.ordered invitation:${id}`);
          const heard = () => hasRole(row, role);
          if (members.get(row.address) === role) heard();
          else
            order(
              () => void members.set(row.address, role),
              heard,
              () => {},
            );
        } else if (isActive || (row.status === "pending" && mode === "guided")) {
          if (hasTask("role", row, role)) return true;
          note(`role.ordered invitation:${id}`);
          dropFromTasks(row, "role");
          give({ kind: "role", holder: its.helper ?? who, role, rows: [id] });
        } else if (["pending", "expired", "failed", "revoked"].includes(row.status)) {
          note(`invitation.role invitation:${id}`);
          row.role = role;
          dropFromTasks(row);
          move(row, "approved");
          send([row], who);
        } else return false;
        return true;
      },
      /** An invitee says that their key works. */
      keyWorks(who: string, id: number): boolean {
        const row = rows[id - 1];
        if (row === undefined || !isMine(who, row) || row.status !== "active") return false;
        note("key.works setup");
        if (isApprover(who) && isStaff(who)) closeVerify();
        return true;
      },
      /** An approver confirms that a key works. */
      verify(who: string): boolean {
        if (!isApprover(who) || rows.every(({ status }) => status !== "active")) return false;
        closeVerify();
        return true;
      },
      /** Names that were refused and are not typed again are given up. */
      spaces(who: string, name: string): boolean {
        if (who !== "ana" || spaces.some((one) => one.state !== "failed" && one.name === name)) return false;
        const refused = spaces.filter((one) => one.state === "failed" && !one.givenUp);
        orderSpace(name);
        for (const one of refused) if (one.name !== name) one.givenUp = true;
        closeWhenMade();
        return true;
      },
      oneIsEnough(who: string): boolean {
        if (who !== "ana") return false;
        if (its.workspaces === "open") {
          its.workspaces = "skipped";
          note("step.skipped step:workspaces");
        }
        return true;
      },
    },
  };
}
