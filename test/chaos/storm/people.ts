import { setTimeout as sleep } from "node:timers/promises";
import type { Platform } from "../../../src/domain/accounts/person.ts";
import type { UserAction } from "../../../src/domain/action.ts";
import type { Answer } from "../../../src/sandbox/snapshot.ts";
import { decodeAction } from "../../../src/slack/render/forms.ts";
import { decodeData } from "../../../src/teams/cards/codec.ts";
import type { Cast } from "../../support/servers/cast.ts";
import type { Held, TestPerson } from "../../support/servers/person.ts";
import type { TestSandbox } from "../../support/servers/slack.ts";
import { teamsPerson } from "../../support/servers/teams.ts";
import { pick } from "../scenario.ts";
import type { Decision, ExpectedState } from "./invariants.ts";

/** A person on one of the platforms. */
type Somebody = TestPerson & { readonly handle: string; readonly on: Platform };

/** The Request that a button is about. */
function requestIn({ value }: Held, on: Platform): number | null {
  const pressed = on === "teams" ? decodeData(value) : null;
  const action: UserAction | null =
    on === "slack" ? decodeAction(value) : pressed?.kind === "press" ? pressed.action : null;
  const target: object = action?.do === "open" ? action.to : (action ?? {});
  return "request" in target && typeof target.request === "number" ? target.request : null;
}

/** Whether a press counted, as far as the person can tell: in Teams by the card as it is now. */
function counted({ ok }: Answer, me: Somebody, { text }: Held): boolean {
  if (me.on === "slack") return ok;
  const [address = ""] = /[\w.]+@lumen\.example/.exec(text) ?? [];
  const cards = [...me.dm(), ...me.messages("#mistral-approvals")];
  return ok && cards.some((card) => ["Approved by", address].every((words) => card.includes(words)));
}

type PeopleOptions = {
  readonly on: readonly Platform[];
  readonly sandbox: TestSandbox;
  readonly expected: ExpectedState;
  readonly random: () => number;
  readonly cast: Cast;
  /** Nobody asks for more Requests than this. */
  readonly requests: number;
  /** Whether the bot has enough to do: then nobody gives it more. */
  readonly rests?: () => boolean;
  /** How long somebody waits at most before they do something else; in Teams four times as long, if they look around. */
  readonly pauseMs?: number;
  /** How often people look around for each thing that they do. */
  readonly looks?: number;
};

type Habit = (me: Somebody) => Promise<unknown>;

/** How long somebody waits for a dialog to open before they do something else. */
const PATIENCE_MS = 900;
const REST_MS = 300;
/** So many who ask, and who decide, look at their Home: all of these are drawn again whenever something changes. */
const WITH_HOME = 2;
/** So often somebody in Teams says it again until the form comes. */
const MOST_TRIES = 40;
const FORM = /^(Ask for invitations|Invite people)/;
const INVITED = /Approved, sending/;

/** People who ask, decide, change their minds, accept e-mails and look around, each at their own pace. */
export function createPeople(options: PeopleOptions) {
  const { on, sandbox, expected, random, cast, rests = () => false, pauseMs = 120, looks = 0 } = options;
  const { slack, mistral } = sandbox;
  // In Teams a card is known by the one address that it is about.
  const [known, most] = on.includes("teams") ? [[], 1] : [[...cast.known], 3];
  let over = false;
  let addresses = 0;

  /** Whether it was acknowledged. */
  async function note(asked: Promise<Pick<Answer, "ok"> & { readonly error?: string | null }>) {
    const began = performance.now();
    const { ok, error } = await asked;
    expected.took.push(performance.now() - began);
    if (ok) expected.acknowledged += 1;
    else if (error) expected.refused.push(error);
    return ok;
  }

  async function opened(me: Somebody, title: RegExp): Promise<boolean> {
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(15))
      if (title.test(me.modal() ?? "")) return true;
    return false;
  }

  const nextAddresses = (): string[] =>
    Array.from({ length: 1 + Math.floor(random() * most) }, () => {
      addresses += 1;
      return (random() < 0.5 ? known.shift() : undefined) ?? `person${addresses}@lumen.example`;
    });

  async function ask(me: Somebody): Promise<void> {
    if (expected.asked.length >= options.requests) return;
    if (me.on === "teams") return askInTeams(me);
    await note(me.command(`invite ${nextAddresses().join(" ")}`, "#mistral"));
    if (!(await opened(me, FORM))) return;
    // It can be the form of an earlier command, which opened late.
    const wanted = me.modal()?.match(/[\w.]+@(?:lumen|partner)\.example/g) ?? [];
    const isSent = await note(me.submit());
    const acknowledged = isSent && (me.modal() === null || INVITED.test(me.modal() ?? ""));
    expected.asked.push({ by: me.handle, addresses: wanted, acknowledged });
  }

  /** There the form is a message, and others can come after it. */
  async function askInTeams(me: Somebody): Promise<void> {
    const [address = ""] = nextAddresses();
    const asked = { by: me.handle, addresses: [address], acknowledged: false };
    expected.asked.push(asked);
    for (let tries = 0; tries < MOST_TRIES && !over; tries += 1) {
      const ok = await note(me.command(`invite ${address} member`));
      await sleep(ok ? 60 : 200);
      const at = me.dm().findLastIndex((text) => FORM.test(text));
      if (me.dm()[at]?.includes(address) !== true) continue;
      // A form that is gone meanwhile is not sent.
      await note(me.submit()).catch(() => null);
      asked.acknowledged = me.dm()[at]?.includes("Done.") === true;
      return;
    }
  }

  async function decide(
    me: Somebody,
    kind: Decision["kind"],
    label: string,
    act: (found: Held) => Promise<Pick<Decision, "acknowledged" | "applied"> | null>,
  ): Promise<void> {
    const spot = pick(random, me.every(label));
    const request = spot === undefined ? null : requestIn(spot, me.on);
    if (spot === undefined || request === null) return;
    const began = Date.now();
    const outcome = await act(spot);
    if (outcome === null) return;
    expected.decisions.push({ request, kind, by: me.handle, began, ended: Date.now(), ...outcome });
  }

  const approve: Habit = (me) =>
    decide(me, "approve", "Approve", async (spot) => {
      const presses = random() < 0.2 ? [spot.press(), spot.press()] : [spot.press()];
      for (const press of presses) await note(press);
      const answers = await Promise.all(presses);
      return { acknowledged: answers.some((answer) => counted(answer, me, spot)), applied: false };
    });

  const withdraw: Habit = (me) =>
    decide(me, "withdraw", "Withdraw", async (spot) => {
      return { acknowledged: await note(spot.press()), applied: false };
    });

  const deny: Habit = (me) =>
    decide(me, "deny", "Deny", async (spot) => {
      await note(spot.press());
      if (!(await opened(me, /^Deny the request/))) return null;
      me.fill({ Reason: "not this time" });
      const acknowledged = await note(me.submit());
      return { acknowledged, applied: acknowledged && me.modal() === null };
    });

  const sayJoined: Habit = async (me) => {
    const spot = pick(random, me.every("I've joined"));
    if (spot !== undefined) await note(spot.press());
  };

  const look: Habit = (me) => note(me.command(pick(random, ["status", "help", "key", ""]), "#mistral"));

  async function live(me: Somebody, deeds: readonly Habit[]): Promise<void> {
    const most = me.on === "teams" && looks > 0 ? 4 * pauseMs : pauseMs;
    const habits = [...deeds, ...times(looks * deeds.length, look)];
    while (!over) {
      if (rests()) {
        await sleep(REST_MS);
        continue;
      }
      while (me.on === "slack" && me.modal() !== null) await me.close();
      await pick(random, habits)?.(me);
      await sleep(20 + random() * most);
    }
  }

  async function readMail(): Promise<void> {
    while (!over) {
      const open = mistral.mails().filter(({ state }) => state === "open");
      const mail = pick(random, open);
      if (mail !== undefined && random() < 0.5) mistral.accept(mail.id);
      await sleep(150 + random() * 300);
    }
  }

  const home: Habit = ({ id }) => note(slack.client.openHome(id));
  const asking: Habit[] = [...times(8, ask), withdraw, sayJoined];
  const deciding: Habit[] = [...times(12, approve), deny, deny, ask];
  const inSlack = (handles: readonly string[], habits: readonly Habit[]) =>
    handles.map((handle, at) =>
      live({ ...sandbox.as(handle), handle, on: "slack" }, at < WITH_HOME ? [...habits, home] : habits),
    );
  const inTeams = (handles: readonly string[], habit: Habit) =>
    handles.map((handle) => live({ ...teamsPerson(sandbox, handle), handle, on: "teams" }, [habit]));
  const lives = (): Promise<void>[] => [
    ...(on.includes("slack")
      ? [...inSlack(cast.requesters, asking), ...inSlack(cast.approvers, deciding)]
      : []),
    ...(on.includes("teams") ? [...inTeams(["chloe", "ben"], ask), ...inTeams(["ana", "ben"], approve)] : []),
    readMail(),
  ];

  return {
    /** Runs until `stop`; resolves when everybody has put down what they were doing. */
    start: () => Promise.all(lives()),
    stop: () => {
      over = true;
    },
  };
}

const times = (count: number, habit: Habit): Habit[] => Array<Habit>(count).fill(habit);
