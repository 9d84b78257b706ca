import { setTimeout as sleep } from "node:timers/promises";
import type { UserAction } from "../../src/domain/action.ts";
import type { StoredMessage } from "../../src/sandbox/slack/state.ts";
import { canSee, modalsOf } from "../../src/sandbox/slack/state.ts";
import type { Answer, Block, JsonObject } from "../../src/sandbox/snapshot.ts";
import { decodeAction } from "../../src/slack/render/codec.ts";
import { type Pressable, pressables } from "../support/labels.ts";
import type { TestPerson, TestSandbox } from "../support/slack.ts";
import type { Decision, Ledger } from "./ledger.ts";
import { pick } from "./weather.ts";

export type CrowdOptions = {
  sandbox: TestSandbox;
  ledger: Ledger;
  random: () => number;
  requesters: readonly string[];
  approvers: readonly string[];
  /** Nobody asks for more Requests than this. */
  requests: number;
  /** Addresses that belong to accounts of the chat workspace, to be invited first. */
  known: readonly string[];
  /** Whether the bot has enough to do: then nobody gives it more. */
  rests?: () => boolean;
};

type Spot = { message: StoredMessage; pressable: Pressable; action: UserAction };

/** How long somebody waits for a dialog to open before they do something else. */
const PATIENCE_MS = 900;
const REST_MS = 300;
/** So many who ask, and who decide, look at their Home: all of these are drawn anew whenever something changes. */
const WITH_HOME = 2;

/** People who ask, decide, change their minds, accept e-mails and look around, each at their own pace. */
export function createCrowd(options: CrowdOptions) {
  const { sandbox, ledger, random, rests = () => false } = options;
  const { slack, mistral } = sandbox;
  const known = [...options.known];
  let over = false;
  let addresses = 0;

  function note(answer: Answer): boolean {
    ledger.clicks += 1;
    if (answer.ok) ledger.acknowledged += 1;
    return answer.ok;
  }

  /** Everything that carries this label and that the person sees in their channels. */
  function spots(me: TestPerson, label: string): Spot[] {
    const { channels, messages } = slack.state();
    const mine = new Set(channels.filter(({ members }) => members.includes(me.id)).map(({ id }) => id));
    return messages
      .filter((message) => mine.has(message.channel) && canSee(message, me.id))
      .flatMap((message) =>
        pressables(message.blocks).flatMap((pressable): Spot[] => {
          const option = pressable.action["selected_option"] as JsonObject | undefined;
          const action = decodeAction(option?.["value"] ?? pressable.element["value"]);
          return pressable.label === label && action !== null ? [{ message, pressable, action }] : [];
        }),
      );
  }

  const press = async (me: TestPerson, { message, pressable }: Spot): Promise<boolean> => {
    const container = { kind: "message", channel: message.channel, ts: message.ts } as const;
    return note(await slack.client.press(me.id, container, pressable.action, {}, message.blocks));
  };

  async function opened(me: TestPerson, title: RegExp): Promise<boolean> {
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(15)) {
      if (title.test(me.modal() ?? "")) return true;
    }
    return false;
  }

  async function closeAll(me: TestPerson): Promise<void> {
    while (me.modal() !== null) await me.close();
  }

  function nextAddresses(): string[] {
    const count = 1 + Math.floor(random() * 3);
    return Array.from({ length: count }, () => {
      addresses += 1;
      return (random() < 0.5 ? known.shift() : undefined) ?? `person${addresses}@lumen.example`;
    });
  }

  async function ask(me: TestPerson, by: string): Promise<void> {
    if (ledger.asked.length >= options.requests) return;
    note(await me.command(`invite ${nextAddresses().join(" ")}`, "#mistral"));
    if (!(await opened(me, /^(Ask for invitations|Invite people)/))) return;
    // It can be the form of an earlier command, which opened late.
    const wanted = me.modal()?.match(/[\w.]+@(?:lumen|partner)\.example/g) ?? [];
    const { ok } = await me.submit();
    const acknowledged = ok && /with the approvers|Approved, sending/.test(me.modal() ?? "");
    note({ ok });
    ledger.asked.push({ by, addresses: wanted, acknowledged });
  }

  async function decide(
    by: string,
    spot: Spot | undefined,
    kind: Decision["kind"],
    act: (found: Spot) => Promise<Pick<Decision, "acknowledged" | "applied"> | null>,
  ): Promise<void> {
    if (spot === undefined || !("request" in target(spot.action))) return;
    const began = Date.now();
    const outcome = await act(spot);
    const request = requestIn(spot.action);
    if (outcome === null || request === null) return;
    const ask = ("ask" in spot.action ? spot.action.ask : null) ?? null;
    ledger.decisions.push({ request, kind, ask, by, began, ended: Date.now(), ...outcome });
  }

  const approve = (me: TestPerson, by: string) =>
    decide(by, pick(random, spots(me, "Approve")), "approve", async (spot) => {
      const presses = random() < 0.2 ? [press(me, spot), press(me, spot)] : [press(me, spot)];
      const acknowledged = (await Promise.all(presses)).includes(true);
      return { acknowledged, applied: false };
    });

  const withdraw = (me: TestPerson, by: string) =>
    decide(by, pick(random, spots(me, "Withdraw")), "withdraw", async (spot) => ({
      acknowledged: await press(me, spot),
      applied: false,
    }));

  const deny = (me: TestPerson, by: string) =>
    decide(by, pick(random, spots(me, "Deny")), "deny", async (spot) => {
      await press(me, spot);
      if (!(await opened(me, /^Deny the Request/))) return null;
      me.fill({ Reason: "not this time" });
      const acknowledged = note(await submitted(me));
      return { acknowledged, applied: acknowledged && me.modal() === null };
    });

  const submitted = async (me: TestPerson): Promise<Answer> => ({ ok: (await me.submit()).ok });

  async function change(me: TestPerson): Promise<void> {
    const spot = pick(random, spots(me, "Change"));
    const request = spot === undefined ? null : requestIn(spot.action);
    if (spot === undefined || request === null) return;
    await press(me, spot);
    if (!(await opened(me, /^Change the Request/))) return;
    const [first] = optionsOf(modalsOf(slack.state(), me.id).at(-1)?.content.blocks ?? []);
    if (first === undefined) return;
    me.fill({ "Who stays in it": [first] });
    const ok = note(await submitted(me));
    if (ok && me.modal() === null) ledger.changed.push(request);
  }

  async function sendAgain(me: TestPerson): Promise<void> {
    note(await me.command("members", "#mistral"));
    const spot = pick(random, spots(me, "Send again"));
    if (spot === undefined || !("invitation" in spot.action)) return;
    ledger.resent.push(spot.action.invitation);
    await press(me, spot);
  }

  async function sayJoined(me: TestPerson): Promise<void> {
    const spot = pick(random, spots(me, "I have joined"));
    if (spot !== undefined) await press(me, spot);
  }

  async function live(by: string, habits: readonly Habit[]): Promise<void> {
    const me = sandbox.as(by);
    while (!over) {
      if (rests()) {
        await sleep(REST_MS);
        continue;
      }
      await closeAll(me);
      await pick(random, habits)?.(me, by);
      await sleep(20 + random() * 120);
    }
  }

  async function readMail(): Promise<void> {
    while (!over) {
      const mail = pick(
        random,
        mistral.mails().filter(({ state }) => state === "open"),
      );
      if (mail !== undefined && random() < 0.5) mistral.accept(mail.id);
      await sleep(150 + random() * 300);
    }
  }

  const home: Habit = async (me) => void note(await me.openHome());
  const asking: Habit[] = [...times(8, ask), withdraw, sayJoined];
  const deciding: Habit[] = [...times(12, approve), deny, change, change, sendAgain, ask];
  const living = (handles: readonly string[], habits: readonly Habit[]) =>
    handles.map((handle, at) => live(handle, at < WITH_HOME ? [...habits, home] : habits));

  return {
    /** Runs until `stop`; resolves when everybody has put down what they were doing. */
    start: () =>
      Promise.all([
        ...living(options.requesters, asking),
        ...living(options.approvers, deciding),
        readMail(),
      ]),
    stop: () => {
      over = true;
    },
  };
}

const times = (count: number, habit: Habit): Habit[] => Array<Habit>(count).fill(habit);

type Habit = (me: TestPerson, by: string) => Promise<void>;

const target = (action: UserAction): object => (action.do === "open" ? action.to : action);

function requestIn(action: UserAction): number | null {
  const about = target(action);
  return "request" in about && typeof about.request === "number" ? about.request : null;
}

function optionsOf(blocks: readonly Block[]): string[] {
  const keep = blocks.map((block) => block["element"] as JsonObject | undefined);
  const boxes = keep.find((element) => element?.["type"] === "checkboxes");
  const options = (boxes?.["options"] ?? []) as JsonObject[];
  return options.map((option) => String((option["text"] as JsonObject)["text"]));
}
