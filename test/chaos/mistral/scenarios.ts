import type { Job } from "../../../src/domain/job.ts";
import type { Task } from "../../../src/domain/tasks/task.ts";
import { type AutomaticBot, automaticBot } from "../../support/world/automatic.ts";
import { type Bot, START } from "../../support/world/bot.ts";
import { ROLE_NAMES } from "../../support/world/memory-mistral.ts";
import { MINUTE, SECOND } from "../../support/world/times.ts";
import { type Scenario, tryOut } from "../scenario.ts";
import { createMistralObserver, createReader } from "./claims.ts";
import { errands } from "./errands.ts";
import { journeys, OPEN, PEOPLE, type Step, type World } from "./steps.ts";

/** Lives through a journey with Mistral's Admin API, and lets everything come to rest. Gives what is not as it must be. */
async function liveThrough(steps: readonly Step[]): Promise<string[]> {
  let clock = () => START;
  const observer = createMistralObserver(() => clock());
  const automatic = await automaticBot({ watch: observer.watch });
  const { bot, mistral, section, skip, close } = automatic;
  clock = bot.now;
  const orders = { remove: new Set<number>(), revoke: new Set<number>(), role: new Map() };
  const world: World = { ...automatic, orders, admin: bot.context.mistral };
  const reader = createReader(bot, observer);
  let wasGuided = false;
  try {
    await automatic.pay();
    for (const part of steps.flatMap(({ parts }) => parts)) {
      await part(world);
      // Nobody does two things at the same moment.
      await skip(SECOND);
      wasGuided ||= bot.context.mistral === null;
      forgetDone(world);
    }
    await reader.lookEverywhere();
    mistral.faults.clear();
    for (let times = 0; times < 8; times += 1) await skip(6 * MINUTE);
    await reader.lookEverywhere();
    forgetDone(world);
    const { doubleInvites: doubles } = section.get();
    // What people have said meanwhile is theirs to mend.
    const [is, should] = wasGuided ? [] : [shown(bot).join(), there(automatic).join()];
    return [
      ...reader.untrue(),
      ...lost(world),
      ...(doubles === 0 ? [] : [`${doubles} had a second e-mail while the first one was open`]),
      ...(is === should ? [] : [`shown is ${is}, and Mistral has ${should}`]),
    ];
  } finally {
    await close();
  }
}

const get = ({ bot }: World, id: number) => bot.store.read((tx) => tx.invitations.get(id));

/** What has happened, or was replaced by a newer Invitation, is no order any more. */
function forgetDone(world: World): void {
  const { remove, revoke } = world.orders;
  for (const id of remove) if (get(world, id)?.status !== "active") remove.delete(id);
  for (const id of revoke) if (!OPEN.some((status) => status === get(world, id)?.status)) revoke.delete(id);
}

/** What was ordered, and is neither done at Mistral nor with somebody nor given up before anybody's eyes. */
function lost(world: World): string[] {
  const { bot, orders, section } = world;
  const { members, invites, paymentSince } = section.get();
  const tasks = bot.tasks();
  const dead = bot.dead().map(({ job }) => job);
  const has = (id: number, ...kinds: Task["kind"][]) =>
    tasks.some(({ kind, invitations }) => kinds.includes(kind) && invitations.includes(id));
  const isTold = (id: number, kind: Job["kind"]) =>
    dead.some((job) => job.kind === kind && "invitation" in job && job.invitation === id);
  const memberOf = (id: number) => members.find(({ email }) => email === get(world, id)?.address);
  const isOut = (id: number) => invites.some(({ email }) => email === get(world, id)?.address);
  const left = (id: number) => `${get(world, id)?.address} is ${get(world, id)?.status}`;
  const waiting = bot.store.read((tx) => tx.invitations.inStatus("approved", "sending"));
  const spaces = bot.store.read((tx) => tx.workspaces.all()).filter(({ state }) => state === "waiting");
  return [
    ...[...orders.remove]
      .filter((id) => memberOf(id) !== undefined && !has(id, "remove") && !isTold(id, "remove"))
      .map((id) => `${left(id)}, and was to be removed`),
    ...[...orders.revoke]
      .filter((id) => isOut(id) && !has(id, "revoke") && !isTold(id, "take-back"))
      .map((id) => `${left(id)}, and was to be revoked`),
    ...[...orders.role]
      .filter(([id]) => get(world, id)?.status === "active" && !has(id, "role") && !isTold(id, "set-role"))
      .filter(([id, role]) => memberOf(id)?.roles.includes(ROLE_NAMES[role]) === false)
      .map(([id, role]) => `${left(id)}, and was to have the role ${role}`),
    ...waiting
      .filter(({ id }) => paymentSince !== null && !has(id, "invite", "revoke"))
      .map(({ id }) => `${left(id)}, and nobody sends it`),
    ...spaces
      .filter(({ id }) => !tasks.some((task) => task.workspace === id))
      .map(({ name }) => `${name} is waiting, and nobody makes it`),
  ];
}

/** Who is Pending or Active as the bot shows it. */
const shown = ({ store }: Bot): string[] =>
  PEOPLE.flatMap((who) => store.read((tx) => tx.invitations.ofAddress(who).slice(0, 1)))
    .filter(({ status }) => status === "pending" || status === "active")
    .map(({ address, status, evidence }) => `${address} ${status} ${evidence?.kind}`)
    .toSorted();

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

const lived: Scenario = {
  name: "journeys",
  about:
    "whatever goes wrong at Mistral, and whenever its Admin API key comes or goes, what is called verified was said by Mistral, and what was ordered is done, is a Task, or was said to be given up",
  run: (play) =>
    tryOut(play, journeys, play.of(700, 12), async (each) => {
      play.count("journeys");
      const found = await liveThrough(each);
      return found.length === 0 ? [] : [...found, "after:", ...each.map((one) => one.name)];
    }),
};

export const MISTRAL: readonly Scenario[] = [lived, errands];
