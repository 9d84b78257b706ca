import { setTimeout as sleep } from "node:timers/promises";
import { must } from "../support/must.ts";
import type { TestSandbox } from "../support/slack.ts";

export type Scene = {
  /** Besides ana, the owner; without them ben is the only one. */
  readonly approvers?: number;
  readonly requesters?: number;
  /** Whether Requests are shown in a channel; otherwise each approver gets a card of their own. */
  readonly channel?: boolean;
};

type Cast = { readonly requesters: string[]; readonly approvers: string[] };

const STAFF = ["ana", "ben", "chloe", "kenji"];
const INVITEES = 12;

/** More people move in, all of them in #mistral. Gives them, and the addresses of those who are to be invited. */
export function settle(
  { slack }: TestSandbox,
  { approvers = 1, requesters = 4 }: Scene,
): Cast & { known: string[] } {
  const { people, channels } = slack.state();
  const template = must(people.find(({ handle }) => handle === "chloe"));
  const handles = (word: string, count: number) =>
    Array.from({ length: Math.max(0, count) }, (_, at) => `${word}${at + 1}`);
  const cast: Cast = {
    approvers: ["ana", "ben", ...handles("approver", approvers - 1)],
    requesters: ["chloe", "kenji", ...handles("requester", requesters - 2)],
  };
  const invitees = handles("invitee", INVITEES);
  for (const handle of [...cast.approvers, ...cast.requesters, ...invitees]) {
    if (STAFF.includes(handle)) continue;
    const id = `U0${handle.toUpperCase().padEnd(12, "X")}`;
    people.push({ ...template, id, handle, name: handle, email: `${handle}@lumen.example` });
    channels.find(({ name }) => name === "mistral")?.members.push(id);
  }
  const known = people.flatMap(({ email, kind, handle }) =>
    email === null || kind === "admin" || handle.startsWith("approver") ? [] : [email],
  );
  return { ...cast, known };
}

/** The Setup, before the weather turns: whoever is invited from now on may be. */
export async function begin(
  sandbox: TestSandbox,
  { channel = true }: Scene,
  { requesters, approvers }: Cast,
): Promise<void> {
  const ana = sandbox.as("ana");
  const fill = async (
    command: () => Promise<unknown>,
    title: string,
    values: Record<string, string | string[]>,
  ) => {
    await command();
    while (ana.modal()?.startsWith(title) !== true) await sleep(10);
    ana.fill(values);
    const { ok, error, errors } = await ana.submit();
    if (!ok) throw new Error(`${title}: ${error} ${JSON.stringify(errors)}`);
  };
  // Everybody who will act is known from here on: a first click would have to ask Slack who that is.
  for (const handle of new Set([...approvers, ...requesters]))
    if (handle !== "ana") await sandbox.as(handle).command("help", "#mistral");
  await fill(() => ana.command("", "#mistral"), "Start the Mistral Setup", {
    ...(channel ? { "Channel for approvals": "mistral-approvals" } : {}),
    "Channel for news": "mistral",
    "Approvers besides you": approvers.slice(1),
  });
  await fill(() => ana.press("Confirm billing"), "2. Billing", {
    "Payment method": "Credit card",
    Plan: "Pay-as-you-go",
  });
  while (ana.modal() !== null) await ana.close();
}
