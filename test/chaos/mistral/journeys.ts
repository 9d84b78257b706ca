import fc from "fast-check";
import { type AutomaticBot, automaticBot } from "../../support/world/automatic.ts";
import { type Bot, billing, invitation, START, startedBot } from "../../support/world/bot.ts";
import { FAULTS, type FaultName } from "./errands.ts";
import { createMistralObserver } from "./observer.ts";
import { createReader } from "./reader.ts";

export const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
export const PEOPLE = ["kenji", "paul", "rosa", "zoe"].map((name) => `${name}@lumen.example`);
const PAUSES = {
  "5 seconds": 5_000,
  "a minute": MINUTE,
  "ten minutes": 10 * MINUTE,
  "a day": DAY,
  "8 days": 8 * DAY,
};

/** Something that happens in a journey; `name` is for the reader of a counterexample. */
export type Step<World> = { readonly name: string; readonly run: (world: World) => unknown };

const person = fc.constantFrom(...PEOPLE);
const pause = fc.constantFrom(...Object.entries(PAUSES));
export const named = <W>(name: string, run: Step<W>["run"]): Step<W> => ({ name, run });

/** Somebody presses a button of the newest Invitation of this address, if there is one. */
function press(
  what: string,
  act: (bot: Bot, id: number, name: string) => unknown,
): fc.Arbitrary<Step<{ bot: Bot }>> {
  return person.map((address) =>
    named(`${what} ${address}`, ({ bot }) => {
      const [newest] = bot.store.read((tx) => tx.invitations.ofAddress(address));
      return newest === undefined ? undefined : act(bot, newest.id, address.replace(/@.*/, ""));
    }),
  );
}

export const asked: fc.Arbitrary<Step<{ bot: Bot }>> = fc
  .uniqueArray(person, { minLength: 1 })
  .map((addresses) =>
    named(`ask for ${addresses.join()}`, async ({ bot }) => {
      await bot.as("chloe").submit({ form: "invite" }, invitation(addresses.join()));
      const open = bot.store.read((tx) => tx.requests.open());
      for (const { id } of open) await bot.as("ben").press({ do: "approve", request: id });
    }),
  );

const pressed = [
  press("resend", (bot, id) => bot.as("ben").press({ do: "resend", invitation: id })),
  press("revoke", (bot, id) => bot.as("ben").press({ do: "revoke", invitation: id })),
  press("remove", (bot, id) => bot.as("ben").press({ do: "remove", invitation: id, page: 0 })),
  press("mark as Active:", (bot, id) => bot.as("ben").press({ do: "mark-active", invitation: id })),
  press("take back that they are Active:", (bot, id) =>
    bot.as("ben").press({ do: "unmark", invitation: id }),
  ),
  press("say that they have joined:", (bot, id, name) =>
    bot.as(name).press({ do: "joined", invitation: id }),
  ),
  press("another role for", (bot, id) =>
    bot.as("ben").submit({ form: "role", invitation: id }, { role: "billing" }),
  ),
];

export const workspace = named<{ bot: Bot }>("a Workspace", ({ bot }) =>
  bot.as("ana").submit({ form: "workspaces" }, { names: "Engineering" }),
);

const inPanel: fc.Arbitrary<Step<AutomaticBot>>[] = [
  person.map((who) =>
    named(`${who} is revoked in the panel`, ({ mistral }) => mistral.change({ kind: "revoke", email: who })),
  ),
  person.map((who) =>
    named(`${who} is invited in the panel`, ({ mistral }) =>
      mistral.change({ kind: "invite", emails: who, role: "member" }),
    ),
  ),
  person.map((who) =>
    named(`${who} is removed in the panel`, ({ section }) =>
      section.change((draft) => {
        draft.members = draft.members.filter(({ email }) => email !== who);
      }),
    ),
  ),
  fc
    .boolean()
    .map((on) => named(`payment method: ${on}`, ({ mistral }) => mistral.change({ kind: "payment", on }))),
];

const accepted: fc.Arbitrary<Step<AutomaticBot>> = person.map((who) =>
  named(`${who} accepts`, ({ mistral }) => {
    const mail = mistral.mails().find(({ to, state }) => to === who && state === "open");
    return mail === undefined ? undefined : mistral.accept(mail.id);
  }),
);

export const fault: fc.Arbitrary<Step<AutomaticBot>> = fc
  .record({
    // Hanging takes real time, and is like dropping otherwise.
    name: fc.constantFrom(...(Object.keys(FAULTS) as FaultName[]).filter((name) => !name.startsWith("hang"))),
    method: fc.constantFrom("GET", "POST", "PATCH", "DELETE"),
    times: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ name, method, times }) =>
    named(`${times} ${method} with ${name}`, ({ mistral }) =>
      mistral.faults.add({ fault: FAULTS[name], times, method }),
    ),
  );

export const passing = pause.map(([name, ms]) =>
  named<{ skip: (ms: number) => Promise<void> }>(name, ({ skip }) => skip(ms)),
);

export const automaticSteps: fc.Arbitrary<readonly Step<AutomaticBot>[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: asked },
    { weight: 3, arbitrary: accepted },
    { weight: 4, arbitrary: passing },
    { weight: 4, arbitrary: fault },
    { weight: 1, arbitrary: fc.constant(workspace) },
    ...pressed.map((arbitrary) => ({ weight: 1, arbitrary })),
    ...inPanel.map((arbitrary) => ({ weight: 1, arbitrary })),
  ),
  { maxLength: 14 },
);

const doneAll = named<{ bot: Bot }>("all Tasks are done", async ({ bot }) => {
  for (const task of bot.store.read((tx) => tx.tasks.open())) {
    const account = bot.store.read((tx) => tx.people.get(task.assignee))?.accounts[0]?.id ?? "ana";
    await bot.as(account).press({ do: "task-done", task: task.id, rows: task.invitations.length });
  }
});

export const guidedSteps: fc.Arbitrary<readonly Step<Bot & { bot: Bot }>[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: asked },
    { weight: 3, arbitrary: fc.constant(doneAll) },
    { weight: 3, arbitrary: passing },
    { weight: 1, arbitrary: fc.constant(workspace) },
    ...pressed.map((arbitrary) => ({ weight: 1, arbitrary })),
  ),
  { maxLength: 14 },
);

/** Lives through a journey with Mistral's Admin API, and lets everything come to rest. Gives what is not as it must be. */
export async function liveAutomatically(steps: readonly Step<AutomaticBot>[]): Promise<string[]> {
  let clock = () => START;
  const observer = createMistralObserver(() => clock());
  const world = await automaticBot({ watch: observer.watch });
  clock = world.bot.now;
  const reader = createReader(world.bot, observer);
  try {
    await world.pay();
    for (const { run } of steps) {
      await run(world);
      await world.bot.settle();
    }
    await reader.lookEverywhere();
    world.mistral.faults.clear();
    for (let times = 0; times < 8; times += 1) await world.skip(6 * MINUTE);
    await reader.lookEverywhere();
    const { doubleInvites: doubles } = world.section.get();
    const [is, should] = [shown(world.bot).join(), there(world).join()];
    return [
      ...reader.untrue(),
      ...(doubles === 0 ? [] : [`${doubles} had a second e-mail while the first one was open`]),
      ...(is === should ? [] : [`shown is ${is}, and Mistral has ${should}`]),
    ];
  } finally {
    await world.close();
  }
}

/** The same where a person does it all: nothing that is shown may rest on Mistral's word. */
export async function liveGuided(steps: readonly Step<Bot & { bot: Bot }>[]): Promise<string[]> {
  const bot = await startedBot();
  const reader = createReader(bot, createMistralObserver(bot.now));
  await bot.as("ana").submit({ form: "billing" }, billing());
  for (const { run } of steps) {
    await run({ ...bot, bot });
    await bot.settle();
  }
  await reader.lookEverywhere();
  return reader.untrue();
}

/** Who is Pending or Active as the bot shows it. */
function shown({ store }: Bot): string[] {
  const newest = PEOPLE.flatMap((who) => store.read((tx) => tx.invitations.ofAddress(who).slice(0, 1)));
  return newest
    .filter(({ status }) => status === "pending" || status === "active")
    .map(({ address, status, evidence }) => `${address} ${status} ${evidence?.kind}`)
    .toSorted();
}

/** The same as Mistral has it, without those whom the bot never had to do with. */
function there({ mistral, bot }: AutomaticBot): string[] {
  const isOurs = (address: string) =>
    bot.store.read((tx) => tx.invitations.ofAddress(address)).some(({ status }) => status !== "denied");
  return mistral
    .panel()
    .members.filter(({ email, status }) => PEOPLE.includes(email) && status !== "Expired" && isOurs(email))
    .map(({ email, status }) => `${email} ${status.toLowerCase()} verified`)
    .toSorted();
}
