import { setTimeout as sleep } from "node:timers/promises";
import type { Answer } from "../../src/sandbox/snapshot.ts";
import type { TestSandbox } from "../support/slack.ts";

const BREATH_MS = 5;

export type BusyPeople = {
  /** Addresses for which somebody has asked, and was answered. */
  readonly asked: readonly string[];
  /** Answers to all that they did. */
  readonly answered: () => number;
  /** What did not work, in the words of the chat. */
  readonly failed: readonly string[];
  /** Resolves when everybody has put down what they were doing. */
  stop(): Promise<void>;
};

/** People who ask, decide and look around in Slack without a pause. */
export function busyPeople(
  sandbox: TestSandbox,
  {
    requesters,
    approvers,
  }: { readonly requesters: readonly string[]; readonly approvers: readonly string[] },
): BusyPeople {
  const [asked, failed]: [string[], string[]] = [[], []];
  let [answered, over] = [0, false];

  function note({ ok, error }: Pick<Answer, "ok"> & { readonly error?: string | null | undefined }): boolean {
    answered += 1;
    if (!ok) failed.push(error ?? "it did not say why");
    return ok;
  }

  async function asking(handle: string): Promise<void> {
    const me = sandbox.as(handle);
    for (let n = 1; !over; n += 1) {
      const address = `${handle}.${n}@lumen.example`;
      note(await me.command(`invite ${address}`, "#mistral"));
      while (me.modal()?.includes(address) !== true) await sleep(BREATH_MS);
      if (note(await me.submit())) asked.push(address);
      while (me.modal() !== null) await me.close();
    }
  }

  async function deciding(handle: string): Promise<void> {
    const me = sandbox.as(handle);
    while (!over) {
      note(await me.command("status", "#mistral"));
      if (me.buttons("#mistral-approvals").includes("Approve"))
        note(await me.press("Approve", { in: "#mistral-approvals" }));
      note(await me.openHome());
    }
  }

  const all = Promise.all([...requesters.map(asking), ...approvers.map(deciding)]);
  return {
    asked,
    failed,
    answered: () => answered,
    stop: async () => {
      over = true;
      await all;
    },
  };
}
