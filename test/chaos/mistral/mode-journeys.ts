import fc from "fast-check";
import type { Invitation, InvitationStatus } from "../../../src/domain/invitations/invitation.ts";
import type { Job } from "../../../src/domain/job.ts";
import type { Role } from "../../../src/domain/role.ts";
import type { Task } from "../../../src/domain/tasks/task.ts";
import type { RoleName } from "../../../src/sandbox/mistral/state.ts";
import { type AutomaticBot, automaticBot } from "../../support/world/automatic.ts";
import { restart } from "../../support/world/restart.ts";
import { asked, fault, MINUTE, named, PEOPLE, passing, type Step, workspace } from "./journeys.ts";

/** What was ordered of an Invitation and has not happened yet, as far as the approver was told. */
type Orders = { remove: Set<number>; revoke: Set<number>; role: Map<number, Role> };
type World = AutomaticBot & {
  readonly orders: Orders;
  readonly admin: AutomaticBot["bot"]["context"]["mistral"];
};
type ModeStep = Step<World>;

const NAMES: Readonly<Record<Role, RoleName>> = {
  admin: "organization_admin",
  billing: "billing_manager",
  member: "member",
};
/** Nobody does two things at the same moment. */
const BETWEEN_MS = 1_000;
const OPEN: readonly InvitationStatus[] = ["approved", "sending", "pending", "expired"];

const get = ({ bot }: AutomaticBot, id: number) => bot.store.read((tx) => tx.invitations.get(id));

/** Ben presses something about one of the newest Invitations that are in one of these states. */
function ordered(
  what: string,
  states: readonly InvitationStatus[],
  act: (world: World, id: number) => Promise<unknown>,
): fc.Arbitrary<ModeStep> {
  return fc.nat({ max: 3 }).map((which) =>
    named<World>(`${what} ${which}`, async (world) => {
      const newest = PEOPLE.flatMap((who) =>
        world.bot.store.read((tx) => tx.invitations.ofAddress(who)[0] ?? []),
      );
      const found = newest.filter(({ status }) => states.includes(status));
      const one = found[which % Math.max(1, found.length)];
      if (one !== undefined) await act(world, one.id);
    }),
  );
}

const revoked = ordered("revoke", OPEN, async (world, id) => {
  world.orders.revoke.add(id);
  await world.bot.as("ben").press({ do: "revoke", invitation: id });
});
const removed = ordered("remove", ["active"], async (world, id) => {
  world.orders.remove.add(id);
  await world.bot.as("ben").press({ do: "remove", invitation: id, page: 0 });
});
const sentAgain = ordered("resend", ["pending", "expired", "failed", "revoked"], async (world, id) => {
  world.orders.revoke.delete(id);
  await world.bot.as("ben").press({ do: "resend", invitation: id });
});
const toRole = (role: Role) =>
  ordered(`the role ${role} for`, ["active"], async (world, id) => {
    const reply = await world.bot.as("ben").submit({ form: "role", invitation: id }, { role });
    if (reply.kind !== "errors") world.orders.role.set(id, role);
  });

const keyGoes = named<World>("the Admin API key is taken away", ({ bot }) => restart(bot, null));
const keyComes = named<World>("the Admin API key comes back", ({ bot, admin }) => restart(bot, admin));
const down = fc
  .constantFrom(401, 429, 503)
  .map((status) =>
    named<World>(`Mistral answers ${status} to everything`, ({ mistral }) =>
      mistral.faults.add({ fault: { kind: "answer", status }, path: "/v1/admin", probability: 1 }),
    ),
  );
const up = named<World>("Mistral answers again", ({ mistral }) => mistral.faults.clear());

/** Every assignee does their Tasks in the panel, and says so. */
const tasksDone = named<World>("all Tasks are done", async (world) => {
  const { bot } = world;
  for (const task of bot.store.read((tx) => tx.tasks.open())) {
    for (const id of task.invitations) inPanel(world, task, get(world, id));
    const account = bot.store.read((tx) => tx.people.get(task.assignee))?.accounts[0]?.id ?? "ana";
    await bot.as(account).press({ do: "task-done", task: task.id, rows: task.invitations.length });
  }
});

function inPanel({ mistral, section }: World, { kind, role }: Task, invitation: Invitation | null): void {
  if (invitation === null) return;
  const { address: email, status } = invitation;
  const isMember = section.get().members.some((one) => one.email === email);
  const letter = { admin: "A", billing: "B", member: "M" }[role ?? invitation.role];
  const isAgain = kind === "role" && status === "pending";
  if ((kind === "revoke" || kind === "invite" || isAgain) && !isMember)
    mistral.change({ kind: "revoke", email });
  if ((kind === "invite" || isAgain) && !isMember)
    mistral.change({ kind: "invite", emails: email, role: letter });
  section.change((draft) => {
    if (kind === "remove") draft.members = draft.members.filter((one) => one.email !== email);
    if (kind !== "role" || role === null) return;
    for (const member of draft.members) if (member.email === email) member.roles = [NAMES[role]];
  });
}

const orders = fc.oneof(
  ...[revoked, removed, toRole("billing"), toRole("member"), sentAgain],
  asked,
  fc.constant(workspace),
);

/** What is ordered meanwhile waits when the mode changes. */
const inVain = fc
  .tuple(down, fc.array(orders, { minLength: 1, maxLength: 3 }), fc.constantFrom(keyGoes, up))
  .map((parts) => inTurn(parts.flat()));

const inTurn = (steps: readonly ModeStep[]): ModeStep =>
  named<World>(steps.map(({ name }) => name).join("; "), (world) => live(world, steps));

async function live(world: World, steps: readonly ModeStep[]): Promise<void> {
  for (const { run } of steps) {
    await run(world);
    await world.skip(BETWEEN_MS);
    settled(world);
  }
}

const acceptedOne = named<World>("somebody accepts", ({ mistral }) => {
  const mail = mistral.mails().find(({ state }) => state === "open");
  return mail === undefined ? undefined : mistral.accept(mail.id);
});

const somebody = fc
  .tuple(asked, passing)
  .map(([ask, wait]) => inTurn([keyComes, up, ask, acceptedOne, wait]));

export const modeSteps: fc.Arbitrary<readonly ModeStep[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: somebody },
    { weight: 5, arbitrary: inVain },
    { weight: 4, arbitrary: orders },
    { weight: 2, arbitrary: fault },
    { weight: 2, arbitrary: passing },
    ...[keyGoes, keyComes, tasksDone].map((step) => ({ weight: 2, arbitrary: fc.constant(step) })),
  ),
  { minLength: 3, maxLength: 12 },
);

/** What was ordered, and is neither done at Mistral nor with somebody nor given up before anybody's eyes. */
export async function liveThroughModes(steps: readonly ModeStep[]): Promise<readonly string[]> {
  const world = await automaticBot();
  const orders: Orders = { remove: new Set(), revoke: new Set(), role: new Map() };
  const all: World = { ...world, orders, admin: world.bot.context.mistral };
  try {
    await world.pay();
    await live(all, steps);
    world.mistral.faults.clear();
    for (let times = 0; times < 8; times += 1) await world.skip(6 * MINUTE);
    settled(all);
    return lost(all);
  } finally {
    await world.close();
  }
}

/** What has happened, or was replaced by a newer Invitation, is no order any more. */
function settled(world: World): void {
  const { remove, revoke } = world.orders;
  for (const id of remove) if (get(world, id)?.status !== "active") remove.delete(id);
  for (const id of revoke) if (!OPEN.some((status) => status === get(world, id)?.status)) revoke.delete(id);
}

function lost(world: World): string[] {
  const { bot, orders, section } = world;
  const { members, invites } = section.get();
  const tasks = bot.store.read((tx) => tx.tasks.open());
  const dead = bot.store.read((tx) => tx.jobs.dead().map(({ job }) => job));
  const has = (id: number, ...kinds: Task["kind"][]) =>
    tasks.some(({ kind, invitations }) => kinds.includes(kind) && invitations.includes(id));
  const isTold = (id: number, kind: Job["kind"]) =>
    dead.some((job) => job.kind === kind && "invitation" in job && job.invitation === id);
  const memberOf = (id: number) => members.find(({ email }) => email === get(world, id)?.address);
  const isOut = (id: number) => invites.some(({ email }) => email === get(world, id)?.address);
  const left = (id: number) => `${get(world, id)?.address} is ${get(world, id)?.status}`;
  return [
    ...[...orders.remove]
      .filter((id) => memberOf(id) !== undefined && !has(id, "remove") && !isTold(id, "remove"))
      .map((id) => `${left(id)}, and was to be removed`),
    ...[...orders.revoke]
      .filter((id) => isOut(id) && !has(id, "revoke") && !isTold(id, "take-back"))
      .map((id) => `${left(id)}, and was to be revoked`),
    ...[...orders.role]
      .filter(([id]) => get(world, id)?.status === "active" && !has(id, "role") && !isTold(id, "set-role"))
      .filter(([id, role]) => memberOf(id)?.roles.includes(NAMES[role]) === false)
      .map(([id, role]) => `${left(id)}, and was to have the role ${role}`),
    ...bot.store
      .read((tx) => tx.invitations.inStatus("approved", "sending"))
      .filter(({ id }) => !has(id, "invite", "revoke"))
      .map(({ id }) => `${left(id)}, and nobody sends it`),
    ...bot.store
      .read((tx) => tx.workspaces.all())
      .filter(({ id, state }) => state === "waiting" && !tasks.some((task) => task.workspace === id))
      .map(({ name }) => `${name} is waiting, and nobody makes it`),
  ];
}
