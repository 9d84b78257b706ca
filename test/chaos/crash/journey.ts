import type { App, Caller, Reply } from "../../../src/app/core/app.ts";
import type { FormRef, FormValues, UserAction } from "../../../src/domain/action.ts";
import type { EmbeddedMistral } from "../../../src/sandbox/mistral/embedded-mistral.ts";
import type { Tx } from "../../../src/store/tx.ts";
import { must } from "../../support/must.ts";
import { approvalIn, billing, invitation, SLACK_TEAM, settings, TENANT } from "../../support/world/bot.ts";

const DAY = 24 * 3_600_000;

/** What somebody sees before they act, and can act on. */
export type Scene = {
  readonly tx: Tx;
  readonly mistral: EmbeddedMistral;
};

/** What a person asks of the bot: again with the same key where the platform or the open form repeats it. */
type Deed = (app: App, key: string) => Promise<Reply>;

export type Act = {
  readonly name: string;
  /** null: there is nothing to do in this mode. */
  readonly plan?: (scene: Scene) => { readonly repeats: boolean; readonly deed: Deed } | null;
  /** What happens without the bot. */
  readonly outside?: (scene: Scene) => void;
  /** How long it is until the next act, when it is not the usual moment. */
  readonly waits?: number;
};

const inSlack = (account: string): Caller => {
  return { platform: "slack", account, team: SLACK_TEAM, channel: null };
};
const inTeams = (account: string): Caller => {
  return { platform: "teams", account: `t-${account}`, team: TENANT, channel: null };
};

/** A button that is pressed again sends a new key. */
const press = (caller: Caller, action: UserAction) => ({
  repeats: false,
  deed: (app: App, key: string) => app.press(caller, action, key),
});

/** A form that was not taken stays open: sent again it is the same. */
const send = (caller: Caller, form: FormRef, values: FormValues) => ({
  repeats: true,
  deed: (app: App, key: string) => app.submit(caller, form, values, key),
});

const say = (caller: Caller, words: string) => ({
  repeats: true,
  deed: (app: App, key: string) => app.command(caller, words, key),
});

const at = (name: string): string => `${name}@lumen.example`;
const newest = ({ tx }: Scene, name: string) => must(tx.invitations.ofAddress(at(name))[0]);
const requestFor = (scene: Scene, name: string): number => newest(scene, name).request;

const asks = (caller: Caller, ...names: string[]): Act => ({
  name: `${caller.account} asks for ${names.join()}`,
  plan: () => send(caller, { form: "invite" }, invitation(names.map(at).join())),
});

const approves = (caller: Caller, name: string): Act => ({
  name: `${caller.account} approves ${name}`,
  plan: (scene) => press(caller, approvalIn(scene.tx, requestFor(scene, name))),
});

/** The assignee does the oldest Task, where there is one. */
const TASK_DONE: Act = {
  name: "what is to do is done",
  plan: ({ tx }) => {
    const [task] = tx.tasks.open();
    const [account] = task === undefined ? [] : tx.people.usedFirst(task.assignee);
    if (task === undefined || account === undefined) return null;
    const { platform, id, team } = account;
    const holder = { platform, account: id, team, channel: null };
    return press(holder, { do: "task-done", task: task.id, rows: task.invitations.length });
  },
};

/** In the panel, and in guided mode to the bot as well. */
const joins = (name: string): Act => ({
  name: `${name} joins`,
  outside: ({ mistral }) => {
    const mail = mistral.mails().find(({ to, state }) => to === at(name) && state === "open");
    if (mail !== undefined) mistral.accept(mail.id);
  },
  plan: (scene) => press(inSlack(name), { do: "joined", invitation: newest(scene, name).id }),
});

const presses = (caller: Caller, what: "resend" | "revoke" | "remove", name: string): Act => ({
  name: `${caller.account}: ${what} ${name}`,
  plan: (scene) => press(caller, { do: what, invitation: newest(scene, name).id }),
});

/** A whole Setup in Slack and in Teams, as short as it can be with everything in it that moves something. */
export const JOURNEY: readonly Act[] = [
  {
    name: "ana starts the Setup",
    plan: () =>
      send(inSlack("ana"), { form: "start" }, { approvals: "approvals", news: "news", approvers: ["ben"] }),
  },
  { name: "ana writes in Teams", plan: () => say(inTeams("ana"), "settings") },
  {
    name: "ana says that the account is hers",
    plan: () => press(inSlack("ana"), { do: "account", platform: "teams", account: "t-ana", mine: true }),
  },
  {
    name: "ana chooses channels and an approver in Teams",
    plan: () =>
      send(
        inTeams("ana"),
        { form: "settings" },
        settings({ approvals: "t-approvals", news: "t-news", approvers: ["t-tara"] }),
      ),
  },
  asks(inSlack("chloe"), "kenji", "paul"),
  approves(inTeams("tara"), "kenji"),
  {
    name: "ana confirms billing",
    plan: () => send(inSlack("ana"), { form: "billing" }, billing()),
  },
  // After her word: whichever the bot hears first is what it says.
  {
    name: "Mistral has the payment method",
    outside: ({ mistral }) => void mistral.change({ kind: "payment", on: true }),
  },
  TASK_DONE,
  joins("kenji"),
  asks(inTeams("chloe"), "rosa"),
  {
    name: "ben denies",
    plan: (scene) =>
      send(inSlack("ben"), { form: "deny", request: requestFor(scene, "rosa") }, { reason: "not now" }),
  },
  asks(inSlack("chloe"), "noah"),
  {
    name: "chloe withdraws",
    plan: (scene) => press(inSlack("chloe"), { do: "withdraw", request: requestFor(scene, "noah") }),
  },
  {
    name: "ana hands a step to chloe",
    plan: () => send(inSlack("ana"), { form: "hand", step: "security" }, { person: "chloe" }),
  },
  { name: "chloe has done it", plan: () => press(inSlack("chloe"), { do: "confirm", step: "security" }) },
  {
    name: "ana orders a Workspace",
    plan: () => send(inSlack("ana"), { form: "workspaces" }, { names: "Engineering" }),
  },
  TASK_DONE,
  presses(inSlack("ben"), "resend", "paul"),
  TASK_DONE,
  {
    name: "ben gives paul another role",
    plan: (scene) =>
      send(inSlack("ben"), { form: "role", invitation: newest(scene, "paul").id }, { role: "billing" }),
  },
  TASK_DONE,
  TASK_DONE,
  presses(inSlack("ben"), "revoke", "paul"),
  TASK_DONE,
  presses(inTeams("tara"), "remove", "kenji"),
  TASK_DONE,
  // The Invitation runs out after seven days, and the daily check comes once more.
  { name: "days pass", waits: 3 * DAY },
  { name: "days pass", waits: 3 * DAY },
  { name: "days pass", waits: 2 * DAY },
  { name: "a day passes", waits: DAY },
];
