import fc from "fast-check";
import type { Invitation, InvitationStatus, Role } from "../../../src/domain/invitations/invitation.ts";
import type { Task } from "../../../src/domain/tasks/task.ts";
import type { AutomaticBot } from "../../support/world/automatic.ts";
import { ROLE_NAMES } from "../../support/world/memory-mistral.ts";
import { DAY, MINUTE, SECOND } from "../../support/world/times.ts";
import { FAULT_NAMES, FAULTS } from "./errands.ts";

export const PEOPLE = ["kenji", "paul", "rosa", "zoe"].map((name) => `${name}@lumen.example`);
export const OPEN: readonly InvitationStatus[] = ["approved", "sending", "pending", "expired"];
const PAUSES = { "5 seconds": 5 * SECOND, "a minute": MINUTE, "ten minutes": 10 * MINUTE, "a day": DAY };

/** `orders`: what was ordered of an Invitation and has not happened yet, as far as the approver was told. */
export type World = AutomaticBot & {
  readonly orders: { remove: Set<number>; revoke: Set<number>; role: Map<number, Role> };
  readonly admin: AutomaticBot["bot"]["context"]["mistral"];
};

/** Something that happens in a journey; `name` is for the reader of a counterexample. */
export type Step = { readonly name: string; readonly parts: readonly ((world: World) => unknown)[] };

const step = (name: string, run: (world: World) => unknown): Step => ({ name, parts: [run] });
const inTurn = (steps: readonly Step[]): Step => ({
  name: steps.map(({ name }) => name).join("; "),
  parts: steps.flatMap(({ parts }) => parts),
});
const person = fc.constantFrom(...PEOPLE);

/** Somebody does something about one of the newest Invitations that are in one of these states. */
const about = (
  what: string,
  states: readonly InvitationStatus[],
  act: (world: World, id: number, address: string) => unknown,
): fc.Arbitrary<Step> =>
  fc.nat({ max: 3 }).map((which) =>
    step(`${what} ${which}`, (world) => {
      const { store } = world.bot;
      const newest = PEOPLE.flatMap((who) => store.read((tx) => tx.invitations.ofAddress(who)[0] ?? []));
      const found = newest.filter(({ status }) => states.includes(status));
      const one = found[which % Math.max(1, found.length)];
      return one === undefined ? undefined : act(world, one.id, one.address);
    }),
  );

const revoked = about("revoke", OPEN, ({ bot, orders }, id) => {
  orders.revoke.add(id);
  return bot.as("ben").press({ do: "revoke", invitation: id });
});
const removed = about("remove", ["active"], ({ bot, orders }, id) => {
  orders.remove.add(id);
  return bot.as("ben").press({ do: "remove", invitation: id, page: 0 });
});
const sentAgain = about("resend", ["pending", "expired", "failed", "revoked"], ({ bot, orders }, id) => {
  orders.revoke.delete(id);
  return bot.as("ben").press({ do: "resend", invitation: id });
});
const toRole = (role: Role) =>
  about(`the role ${role} for`, ["active"], async ({ bot, orders }, id) => {
    const reply = await bot.as("ben").submit({ form: "role", invitation: id }, { role });
    if (reply.kind !== "errors") orders.role.set(id, role);
  });
const marks = [
  about("mark as Active:", OPEN, ({ bot }, id) => bot.as("ben").press({ do: "mark-active", invitation: id })),
  about("take back that they are Active:", ["active"], ({ bot }, id) =>
    bot.as("ben").press({ do: "unmark", invitation: id }),
  ),
  about("say that they have joined:", OPEN, ({ bot }, id, address) =>
    bot.as(address.replace(/@.*/, "")).press({ do: "joined", invitation: id }),
  ),
];

const asked = fc.uniqueArray(person, { minLength: 1 }).map((addresses) =>
  step(`ask for ${addresses.join()}`, async ({ bot }) => {
    await bot.ask(addresses.join());
    for (const { id } of bot.store.read((tx) => tx.requests.open())) await bot.approve(id);
  }),
);
const workspace = fc.constant(
  step("a Workspace", ({ bot }) => bot.as("ana").submit({ form: "workspaces" }, { names: "Engineering" })),
);
const accepts = ({ mistral }: World, who?: string) => {
  const mail = mistral.mails().find(({ to, state }) => state === "open" && to === (who ?? to));
  return mail === undefined ? undefined : mistral.accept(mail.id);
};
const accepted = person.map((who) => step(`${who} accepts`, (world) => accepts(world, who)));
const passing = fc
  .constantFrom(...Object.entries({ ...PAUSES, "8 days": 8 * DAY }))
  .map(([name, ms]) => step(name, ({ skip }) => skip(ms)));

const panel = (what: string, act: (world: World, who: string) => unknown) =>
  person.map((who) => step(`${who} is ${what} in the panel`, (world) => act(world, who)));
const leaves = ({ section }: World, who: string) =>
  section.change((draft) => {
    draft.members = draft.members.filter(({ email }) => email !== who);
  });
const inPanel = [
  panel("revoked", ({ mistral }, email) => mistral.change({ kind: "revoke", email })),
  panel("invited", ({ mistral }, emails) => mistral.change({ kind: "invite", emails, role: "member" })),
  panel("removed", leaves),
  fc
    .boolean()
    .map((on) => step(`payment method: ${on}`, ({ mistral }) => mistral.change({ kind: "payment", on }))),
];

const fault = fc
  .record({
    // Hanging takes real time, and is like dropping otherwise.
    name: fc.constantFrom(...FAULT_NAMES.filter((name) => !name.startsWith("hang"))),
    method: fc.constantFrom("GET", "POST", "PATCH", "DELETE"),
    times: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ name, method, times }) =>
    step(`${times} ${method} with ${name}`, ({ mistral }) =>
      mistral.faults.add({ fault: FAULTS[name], times, method }),
    ),
  );

const orders = [revoked, removed, toRole("billing"), toRole("member"), sentAgain];

/** The Admin API key is there all the time. */
const automatic = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: asked },
    { weight: 3, arbitrary: accepted },
    { weight: 4, arbitrary: passing },
    { weight: 4, arbitrary: fault },
    ...[workspace, ...orders, ...marks, ...inPanel].map((arbitrary) => ({ weight: 1, arbitrary })),
  ),
  { maxLength: 14 },
);

const keyGoes = step("the Admin API key is taken away", ({ bot }) => bot.restart(null));
const keyComes = step("the Admin API key comes back", ({ bot, admin }) => bot.restart(admin));
const down = fc
  .constantFrom(401, 429, 503)
  .map((status) =>
    step(`Mistral answers ${status} to everything`, ({ mistral }) =>
      mistral.faults.add({ fault: { kind: "answer", status }, path: "/v1/admin", probability: 1 }),
    ),
  );
const up = step("Mistral answers again", ({ mistral }) => mistral.faults.clear());

/** Every assignee does their Tasks in the panel, and says so. */
const tasksDone = step("all Tasks are done", async (world) => {
  const { bot } = world;
  for (const task of bot.tasks()) {
    for (const invitation of bot.store.read((tx) => task.invitations.map(tx.invitations.get)))
      doneInPanel(world, task, invitation);
    const account = bot.store.read((tx) => tx.people.get(task.assignee))?.accounts[0]?.id ?? "ana";
    await bot.done(task.id, task.invitations.length, account);
  }
});

function doneInPanel(world: World, { kind, role }: Task, invitation: Invitation | null): void {
  if (invitation === null) return;
  const { mistral, section } = world;
  const { address: email, status } = invitation;
  const isMember = section.get().members.some((one) => one.email === email);
  const letter = { admin: "A", billing: "B", member: "M" }[role ?? invitation.role];
  const isAgain = kind === "role" && status === "pending";
  if ((kind === "revoke" || kind === "invite" || isAgain) && !isMember)
    mistral.change({ kind: "revoke", email });
  if ((kind === "invite" || isAgain) && !isMember)
    mistral.change({ kind: "invite", emails: email, role: letter });
  if (kind === "remove") leaves(world, email);
  if (kind !== "role" || role === null) return;
  section.change((draft) => {
    for (const member of draft.members) if (member.email === email) member.roles = [ROLE_NAMES[role]];
  });
}

const anyOrder = fc.oneof(...orders, asked, workspace);

/** What is ordered meanwhile waits when the mode changes. */
const inVain = fc
  .tuple(down, fc.array(anyOrder, { minLength: 1, maxLength: 3 }), fc.constantFrom(keyGoes, up))
  .map((parts) => inTurn(parts.flat()));
const somebody = fc
  .tuple(asked, passing)
  .map(([ask, wait]) =>
    inTurn([keyComes, up, ask, step("somebody accepts", (world) => accepts(world)), wait]),
  );

/** The Admin API key comes and goes. */
const modes = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: somebody },
    { weight: 5, arbitrary: inVain },
    { weight: 4, arbitrary: anyOrder },
    { weight: 2, arbitrary: fault },
    { weight: 2, arbitrary: passing },
    ...[keyGoes, keyComes, tasksDone].map((one) => ({ weight: 2, arbitrary: fc.constant(one) })),
  ),
  { minLength: 3, maxLength: 12 },
);

export const journeys: fc.Arbitrary<readonly Step[]> = fc.oneof(automatic, modes);
