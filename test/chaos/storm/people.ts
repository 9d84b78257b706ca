import { setTimeout as sleep } from "node:timers/promises";
import type { Platform } from "../../../src/domain/accounts/person.ts";
import type { UserAction } from "../../../src/domain/action.ts";
import { canSee } from "../../../src/sandbox/chat.ts";
import type { Answer, Card } from "../../../src/sandbox/snapshot.ts";
import { cardsFor } from "../../../src/sandbox/teams/card-parts.ts";
import { decodeAction } from "../../../src/slack/render/forms.ts";
import { decodeData } from "../../../src/teams/cards/codec.ts";
import { pressables } from "../../support/browser/labels.ts";
import { buttonsOf, readableCard } from "../../support/reading/card-text.ts";
import type { TestPerson } from "../../support/servers/person.ts";
import type { TestSandbox } from "../../support/servers/slack.ts";
import { teamsPerson } from "../../support/servers/teams.ts";
import { pick } from "../scenario.ts";
import type { Decision, ExpectedState } from "./invariants.ts";
import type { Cast } from "./setup.ts";

/** A button that somebody sees in a message, and what it means. */
type Spot = {
  readonly action: UserAction;
  press(): Promise<Answer>;
  /** Whether a press counted, as far as the person can tell. */
  counted(answer: Answer): boolean;
};

/** A person on one of the platforms. */
type Somebody = Pick<TestPerson, "id" | "command" | "modal" | "fill" | "submit" | "close" | "dm"> & {
  readonly handle: string;
  readonly on: Platform;
  /** Everything that carries this label in their conversations. */
  spots(label: string): Spot[];
};

function inSlack(sandbox: TestSandbox, handle: string): Somebody {
  const me = sandbox.as(handle);
  const { slack } = sandbox;
  return {
    ...me,
    handle,
    on: "slack",
    spots: (label) => {
      const { places, messages } = slack.state();
      const mine = new Set(places.filter(({ members }) => members.includes(me.id)).map(({ id }) => id));
      return messages
        .filter((message) => mine.has(message.place) && canSee(message, me.id))
        .flatMap(({ place: channel, id: ts, blocks }) =>
          pressables(blocks).flatMap((pressable): Spot[] => {
            const action = decodeAction(pressable.element["value"]);
            if (pressable.label !== label || action === null) return [];
            const container = { kind: "message", channel, ts } as const;
            const press = () => slack.client.press(me.id, container, pressable.action, {}, blocks);
            return [{ action, press, counted: ({ ok }) => ok }];
          }),
        );
    },
  };
}

function inTeams(sandbox: TestSandbox, handle: string): Somebody {
  const me = teamsPerson(sandbox, handle);
  const { teams } = sandbox;
  const cards = () => {
    const { places, messages } = teams.state();
    const mine = new Set(places.filter(({ members }) => members.includes(me.id)).map(({ id }) => id));
    return messages
      .filter(({ place }) => mine.has(place))
      .flatMap((message) => cardsFor(teams.state(), message, me.id).map((card) => ({ message, card })));
  };
  return {
    ...me,
    handle,
    on: "teams",
    spots: (label) =>
      cards().flatMap(({ message: { id, place }, card }) =>
        buttonsOf(card).flatMap((button): Spot[] => {
          const pressed = decodeData(button.action["data"]);
          if (button.label !== label || pressed?.kind !== "press") return [];
          const order = { action: button.action, values: {} };
          const [address = ""] = /[\w.]+@lumen\.example/.exec(readableCard(card)) ?? [];
          const isApproved = ({ card: now }: { card: Card }) =>
            ["Approved by", address].every((words) => readableCard(now).includes(words));
          return [
            {
              action: pressed.action,
              press: () => teams.client.press(me.id, place, id, order, card),
              counted: ({ ok }) => ok && cards().some(isApproved),
            },
          ];
        }),
      ),
  };
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
const ASKED = /with the approvers|Approved, sending/;

/** People who ask, decide, change their minds, accept e-mails and look around, each at their own pace. */
export function createPeople(options: PeopleOptions) {
  const { on, sandbox, expected, random, cast, rests = () => false } = options;
  const { slack, mistral } = sandbox;
  // In Teams a card is known by the one address that it is about.
  const [known, most] = on.includes("teams") ? [[], 1] : [[...cast.known], 3];
  let over = false;
  let addresses = 0;

  function note({ ok, error }: Pick<Answer, "ok"> & { readonly error?: string | null }): boolean {
    expected.clicks += 1;
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
    note(await me.command(`invite ${nextAddresses().join(" ")}`, "#mistral"));
    if (!(await opened(me, FORM))) return;
    // It can be the form of an earlier command, which opened late.
    const wanted = me.modal()?.match(/[\w.]+@(?:lumen|partner)\.example/g) ?? [];
    const { ok, error } = await me.submit();
    const acknowledged = ok && ASKED.test(me.modal() ?? "");
    note({ ok, error });
    expected.asked.push({ by: me.handle, addresses: wanted, acknowledged });
  }

  /** There the form is a message, and others can come after it. */
  async function askInTeams(me: Somebody): Promise<void> {
    const [address = ""] = nextAddresses();
    const asked = { by: me.handle, addresses: [address], acknowledged: false };
    expected.asked.push(asked);
    for (let tries = 0; tries < MOST_TRIES && !over; tries += 1) {
      const ok = note(await me.command(`invite ${address} member`));
      await sleep(ok ? 60 : 200);
      const form = [...me.dm(), me.modal() ?? ""].findLast((text) => FORM.test(text));
      if (form?.includes(address) !== true) continue;
      // A form that is gone meanwhile is not sent.
      const answer = await me.submit().catch(() => null);
      if (answer !== null) note(answer);
      asked.acknowledged = me.modal()?.includes("with the approvers") === true;
      return;
    }
  }

  async function decide(
    me: Somebody,
    kind: Decision["kind"],
    label: string,
    act: (found: Spot) => Promise<Pick<Decision, "acknowledged" | "applied"> | null>,
  ): Promise<void> {
    const spot = pick(random, me.spots(label));
    const request = spot === undefined ? null : requestIn(spot.action);
    if (spot === undefined || request === null) return;
    const began = Date.now();
    const outcome = await act(spot);
    if (outcome === null) return;
    expected.decisions.push({ request, kind, by: me.handle, began, ended: Date.now(), ...outcome });
  }

  const approve: Habit = (me) =>
    decide(me, "approve", "Approve", async (spot) => {
      const presses = random() < 0.2 ? [spot.press(), spot.press()] : [spot.press()];
      const answers = await Promise.all(presses);
      for (const answer of answers) note(answer);
      return { acknowledged: answers.some(spot.counted), applied: false };
    });

  const withdraw: Habit = (me) =>
    decide(me, "withdraw", "Withdraw", async (spot) => ({
      acknowledged: note(await spot.press()),
      applied: false,
    }));

  const deny: Habit = (me) =>
    decide(me, "deny", "Deny", async (spot) => {
      note(await spot.press());
      if (!(await opened(me, /^Deny the Request/))) return null;
      me.fill({ Reason: "not this time" });
      const acknowledged = note(await me.submit());
      return { acknowledged, applied: acknowledged && me.modal() === null };
    });

  const sayJoined: Habit = async (me) => {
    const spot = pick(random, me.spots("I have joined"));
    if (spot !== undefined) note(await spot.press());
  };

  async function live(me: Somebody, habits: readonly Habit[]): Promise<void> {
    while (!over) {
      if (rests()) {
        await sleep(REST_MS);
        continue;
      }
      while (me.on === "slack" && me.modal() !== null) await me.close();
      await pick(random, habits)?.(me);
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

  const home: Habit = async ({ id }) => note(await slack.client.openHome(id));
  const asking: Habit[] = [...times(8, ask), withdraw, sayJoined];
  const deciding: Habit[] = [...times(12, approve), deny, deny, ask];
  const living = (handles: readonly string[], habits: readonly Habit[]) =>
    handles.map((handle, at) => live(inSlack(sandbox, handle), at < WITH_HOME ? [...habits, home] : habits));
  const lives = (): Promise<void>[] => [
    ...(on.includes("slack")
      ? [...living(cast.requesters, asking), ...living(cast.approvers, deciding)]
      : []),
    ...(on.includes("teams") ? ["chloe", "ben"].map((who) => live(inTeams(sandbox, who), [ask])) : []),
    ...(on.includes("teams") ? ["ana", "ben"].map((who) => live(inTeams(sandbox, who), [approve])) : []),
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

function requestIn(action: UserAction): number | null {
  const target: object = action.do === "open" ? action.to : action;
  return "request" in target && typeof target.request === "number" ? target.request : null;
}
