import { PLATFORMS, type Platform } from "../../../src/domain/accounts/person.ts";
import { must } from "../must.ts";
import { closed } from "./raw-server.ts";
import type { TestSandbox } from "./slack.ts";
import { overSocket } from "./socket-mode.ts";
import { teamsPerson } from "./teams.ts";
import { sees, sendForm, startWhole, type Whole } from "./whole.ts";

export type Cast = { readonly requesters: string[]; readonly approvers: string[]; readonly known: string[] };

type Size = {
  /** Besides ana, the owner; without them ben is the only one. */
  readonly approvers?: number;
  readonly requesters?: number;
};

const STAFF = ["ana", "ben", "chloe", "kenji"];
const INVITEES = 12;
const CHANNELS = { "Channel for approvals": "mistral-approvals", "Channel for news": "mistral" };
const BILLING = { "Payment method": "Credit card", Plan: "Pay-as-you-go" };

/** More people move in, all of them in #mistral in Slack. `known`: addresses of those who are to be invited. */
export function settle({ slack }: TestSandbox, { approvers = 1, requesters = 4 }: Size = {}): Cast {
  const { people, places } = slack.state();
  const template = must(people.find(({ handle }) => handle === "chloe"));
  const handles = (word: string, count: number) =>
    Array.from({ length: Math.max(0, count) }, (_, at) => `${word}${at + 1}`);
  const cast = {
    approvers: ["ana", "ben", ...handles("approver", approvers - 1)],
    requesters: ["chloe", "kenji", ...handles("requester", requesters - 2)],
  };
  for (const handle of [...cast.approvers, ...cast.requesters, ...handles("invitee", INVITEES)]) {
    if (STAFF.includes(handle)) continue;
    const id = `U0${handle.toUpperCase().padEnd(12, "X")}`;
    people.push({ ...template, id, handle, name: handle, email: `${handle}@lumen.example` });
    places.find(({ name }) => name === "mistral")?.members.push(id);
  }
  const known = people.flatMap(({ email, kind, handle }) =>
    email === null || kind === "admin" || handle.startsWith("approver") ? [] : [email],
  );
  return { ...cast, known };
}

/** The Setup is started and paid, before anything goes wrong. `channel`: whether Requests are shown in one. */
export async function begin(
  sandbox: TestSandbox,
  on: readonly Platform[],
  { requesters, approvers }: Cast = settle(sandbox),
  channel = true,
): Promise<void> {
  const inSlack = on.includes("slack");
  const ana = inSlack ? sandbox.as("ana") : teamsPerson(sandbox, "ana");
  if (on.includes("teams")) {
    sandbox.mistral.change({ kind: "payment", on: true });
    await sandbox.teams.announce();
  }
  // Everybody who will act in Slack is known from here on: a first click would have to ask Slack who that is.
  for (const handle of inSlack ? new Set([...approvers, ...requesters]) : [])
    if (handle !== "ana") await sandbox.as(handle).command("help", "#mistral");
  await (inSlack ? ana.command("", "#mistral") : ana.command("setup"));
  const { "Channel for news": news } = CHANNELS;
  await sendForm(ana, "Start the setup", {
    ...(channel ? CHANNELS : { "Channel for news": news }),
    "Approvers besides you": approvers.slice(1),
  });
  if (inSlack) {
    await sees(() => ana.buttons("modal"), "More");
    await ana.press("More: Billing", { in: "modal" });
  }
  await sees(() => ana.buttons(inSlack ? "modal" : "dm"), "Confirm billing");
  await ana.press("Confirm billing", { in: inSlack ? "modal" : "dm" });
  await sendForm(ana, /Payment method: /, BILLING);
  if (!inSlack) return void (await sees(ana.modal, "Billing confirmed"));
  while (ana.modal() !== null) await ana.close();
  if (on.includes("teams")) await joinTeams(sandbox);
}

/** Ana's account in Teams is hers, and Requests and news go to channels there as well. */
async function joinTeams(sandbox: TestSandbox): Promise<void> {
  const [ana, also] = [sandbox.as("ana"), teamsPerson(sandbox, "ana")];
  await also.command("settings");
  await sees(ana.dm, "Yes, that's me");
  await ana.press("Yes, that's me", { in: "dm" });
  await sees(ana.dm, "is yours, too");
  await also.command("settings");
  await sendForm(also, /Channel for approvals: /, CHANNELS);
}

/** How Slack reaches the bot. */
export const TRANSPORTS = ["HTTP", "Socket Mode"] as const;

/** On both platforms, where people do at Mistral what is to do there. Ben approves besides Ana. */
export async function startedOnBoth(transport: (typeof TRANSPORTS)[number]): Promise<Whole> {
  const socket = transport === "HTTP" ? null : await overSocket();
  const options = { mode: "guided", platforms: PLATFORMS, skips: true } as const;
  const world = await startWhole({ ...options, ...socket?.options });
  await begin(world, PLATFORMS, { approvers: ["ana", "ben"], requesters: [], known: [] });
  await world.settle();
  const stop = async () => {
    await world.stop();
    if (socket !== null) await closed(socket.bridge.server);
  };
  return { ...world, stop };
}

/** Waits until the newest card for approvals says this, in Slack and in Teams. */
export async function bothCardsSay(world: Whole, words: RegExp): Promise<void> {
  for (const ben of [world.as("ben"), world.inTeams("ben")])
    await sees(() => ben.messages("#mistral-approvals").at(-1) ?? "", words);
}

export async function askFor(person: ReturnType<Whole["as"] | Whole["inTeams"]>, address: string) {
  await person.command(`invite ${address} member`);
  await sendForm(person, "Ask for invitations", { Reason: "for the project" });
}
