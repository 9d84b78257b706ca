import { setTimeout as sleep } from "node:timers/promises";
import type { Mode } from "../../../src/domain/mode.ts";
import type { Platform } from "../../../src/domain/person.ts";
import type { TestPerson, TestSandbox } from "../../support/slack.ts";
import { teamsPerson } from "../../support/teams.ts";

type Person = Omit<TestPerson, "openHome" | "home">;
type Value = string | string[];

const FILE = "Send it as a file";
const LOOK_MS = 5;
const PATIENCE_MS = 6_000;

export type Stage = {
  readonly platform: Platform;
  readonly sandbox: TestSandbox;
  /** Whether there is still somebody who could answer. */
  readonly lives: () => boolean;
  /** Moves the clock until Mistral is looked at again. */
  readonly looks: () => Promise<void>;
};

/** `done`: SQL that counts something once it is done, whatever became of the answer. */
export type Act = {
  readonly name: string;
  readonly only?: Mode;
  readonly on?: Platform;
  readonly does: (stage: Stage) => Promise<unknown>;
  readonly done: string;
};

const personOf = ({ platform, sandbox }: Stage, handle: string): Person =>
  platform === "slack" ? sandbox.as(handle) : teamsPerson(sandbox, handle);

/** Somebody who waits in vain gives up, and so does whoever waits for a bot that is gone. */
async function until({ lives }: Stage, what: () => boolean): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!what()) {
    if (!lives() || performance.now() > deadline) throw new Error("there is no answer");
    await sleep(LOOK_MS);
  }
}

/** Waits for the form that has these inputs, and sends it. */
async function fills(stage: Stage, me: Person, values: Record<string, Value>): Promise<void> {
  // Where there is no dialog, the form is a message, and others can come after it.
  const texts = () => (stage.platform === "slack" ? [me.modal() ?? ""] : me.dm());
  const has = (text: string) => Object.keys(values).every((label) => text.includes(`${label}: `));
  await until(stage, () => texts().some(has));
  me.fill(values);
  await me.submit();
}

/** Whatever lies open from before is closed first. */
async function clear({ platform }: Stage, me: Person): Promise<void> {
  for (let deep = 0; platform === "slack" && me.modal() !== null && deep < 3; deep += 1) await me.close();
}

async function says(stage: Stage, handle: string, words: string): Promise<Person> {
  const me = personOf(stage, handle);
  await clear(stage, me);
  await me.command(words);
  return me;
}

async function presses(stage: Stage, handle: string, label: string, where: "dm" | "#mistral-approvals") {
  const me = personOf(stage, handle);
  await clear(stage, me);
  await until(stage, () => me.buttons(where).includes(label));
  await me.press(label, { in: where });
}

/** A Setup as short as it can be with all in it that lasts: forms, a decision, a Task or invitations, and news. */
export const ACTS: readonly Act[] = [
  {
    name: "ana starts the Setup",
    does: async (stage) => {
      const ana = await says(stage, "ana", "");
      await fills(stage, ana, {
        "Channel for approvals": "mistral-approvals",
        "Channel for news": "mistral",
        "Approvers besides you": ["ben"],
      });
    },
    done: "SELECT count(*) FROM setup",
  },
  {
    name: "ana confirms billing",
    does: async (stage) => {
      const ana = await says(stage, "ana", "");
      await until(stage, () => ana.buttons("dm").includes("Confirm billing"));
      await ana.press("Confirm billing", { in: "dm" });
      await fills(stage, ana, { "Payment method": "Credit card", Plan: "Pay-as-you-go" });
    },
    done: "SELECT count(*) FROM record WHERE event = 'billing.confirmed'",
  },
  // After her word: whichever the bot hears first is what it says.
  {
    name: "Mistral has the payment method",
    only: "automatic",
    does: ({ sandbox, looks }) => {
      sandbox.mistral.change({ kind: "payment", on: true });
      return looks();
    },
    done: "SELECT count(*) FROM setup WHERE steps LIKE '%verified%'",
  },
  {
    name: "chloe asks for two",
    does: async (stage) => {
      const chloe = await says(stage, "chloe", "invite kenji@lumen.example paul@lumen.example member");
      await fills(stage, chloe, { Reason: "for the project" });
    },
    done: "SELECT count(*) FROM requests",
  },
  {
    name: "ben approves",
    does: (stage) => presses(stage, "ben", "Approve", "#mistral-approvals"),
    done: "SELECT count(*) FROM requests WHERE state = 'approved'",
  },
  {
    name: "ben invites them",
    only: "guided",
    does: (stage) => presses(stage, "ben", "Done", "dm"),
    done: "SELECT count(*) FROM invitations WHERE status = 'pending'",
  },
  {
    name: "kenji joins",
    does: async (stage) => {
      const { mistral } = stage.sandbox;
      const mail = mistral.mails().find(({ to, state }) => to.startsWith("kenji") && state === "open");
      if (mail !== undefined) mistral.accept(mail.id);
      await presses(stage, "kenji", "I have joined", "dm");
    },
    done: "SELECT count(*) FROM invitations WHERE status = 'active'",
  },
  // The built program has no files in Teams but with a tenant.
  {
    name: "ben asks for the Record as a file",
    on: "slack",
    does: async (stage) => {
      const ben = await says(stage, "ben", "record");
      await until(stage, () => ben.buttons("dm").includes(FILE));
      await ben.press(FILE, { in: "dm" });
    },
    done: "SELECT count(*) FROM jobs WHERE payload ->> '$.kind' = 'send-record'",
  },
];
