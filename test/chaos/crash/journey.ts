import type { App, Caller, Reply } from "../../../src/app/core/app.ts";
import type { FormRef, FormValues, UserAction } from "../../../src/domain/action.ts";
import type { EmbeddedMistral } from "../../../src/sandbox/mistral/embedded-mistral.ts";
import type { Tx } from "../../../src/store/tx.ts";
import { must } from "../../support/must.ts";
import { approvalIn, billing, invitation, SLACK_TEAM, settings, TENANT } from "../../support/world/bot.ts";
import { DAY } from "../../support/world/times.ts";

/** What somebody sees before they act, and can act on. */
export type Scene = {
  readonly tx: Tx;
  readonly mistral: EmbeddedMistral;
};

/** What a person asks of the bot: again with the same key where the platform or the open form repeats it. */
type Deed = (app: App, key: string) => Promise<Reply>;

type Plan = { readonly repeats: boolean; readonly deed: Deed };

/** What somebody does next; null: there is nothing to do in this mode. */
export type Act = (scene: Scene) => Plan | null;

const inSlack = (account: string): Caller => {
  return { platform: "slack", account, team: SLACK_TEAM, channel: null };
};
const inTeams = (account: string): Caller => {
  return { platform: "teams", account: `t-${account}`, team: TENANT, channel: null };
};

/** A button that is pressed again sends a new key. */
const press = (caller: Caller, action: UserAction): Plan => {
  return { repeats: false, deed: (app, key) => app.press(caller, action, key) };
};
/** A form that was not taken stays open: sent again it is the same. */
const send = (caller: Caller, form: FormRef, values: FormValues): Plan => {
  return { repeats: true, deed: (app, key) => app.submit(caller, form, values, key) };
};
const say = (caller: Caller, words: string): Plan => {
  return { repeats: true, deed: (app, key) => app.command(caller, words, key) };
};

const at = (name: string): string => `${name}@lumen.example`;
const newest = ({ tx }: Scene, name: string) => must(tx.invitations.ofAddress(at(name))[0]);

const asks =
  (caller: Caller, ...names: string[]): Act =>
  () =>
    send(caller, { form: "invite" }, invitation(names.map(at).join()));

/** The assignee does the oldest Task, where there is one. */
const doTask: Act = ({ tx }) => {
  const [task] = tx.tasks.open();
  const [account] = task === undefined ? [] : tx.people.usedFirst(task.assignee);
  if (task === undefined || account === undefined) return null;
  const { platform, id } = account;
  const team = platform === "slack" ? SLACK_TEAM : TENANT;
  const holder = { platform, account: id, team, channel: null };
  return press(holder, { do: "task-done", task: task.id, rows: task.invitations.length });
};

/** In the panel, and in guided mode to the bot as well. */
const kenjiJoins: Act = (scene) => {
  const { mistral } = scene;
  const mail = mistral.mails().find(({ to, state }) => to === at("kenji") && state === "open");
  if (mail !== undefined) mistral.accept(mail.id);
  return press(inSlack("kenji"), { do: "joined", invitation: newest(scene, "kenji").id });
};

const presses =
  (caller: Caller, what: "resend" | "revoke" | "remove", name: string): Act =>
  (scene) =>
    press(caller, { do: what, invitation: newest(scene, name).id });

const START = { approvals: "approvals", news: "news", approvers: ["ben"] };
const IN_TEAMS = { approvals: "t-approvals", news: "t-news", approvers: ["t-tara"] };

/** A whole Setup in Slack and in Teams, as short as it can be with everything in it that moves something; a number is time that passes. */
export const JOURNEY: readonly (Act | number)[] = [
  () => send(inSlack("ana"), { form: "start" }, START),
  () => say(inTeams("ana"), "settings"),
  () => press(inSlack("ana"), { do: "account", platform: "teams", account: "t-ana", mine: true }),
  () => send(inTeams("ana"), { form: "settings" }, settings(IN_TEAMS)),
  asks(inSlack("chloe"), "kenji", "paul"),
  (scene) => press(inTeams("tara"), approvalIn(scene.tx, newest(scene, "kenji").request)),
  () => send(inSlack("ana"), { form: "billing" }, billing()),
  // After her word: whichever the bot hears first is what it says.
  ({ mistral }) => {
    mistral.change({ kind: "payment", on: true });
    return null;
  },
  ...[doTask, kenjiJoins, asks(inTeams("chloe"), "rosa")],
  (scene) => {
    const { request } = newest(scene, "rosa");
    return send(inSlack("ben"), { form: "deny", request }, { reason: "not now" });
  },
  asks(inSlack("chloe"), "noah"),
  (scene) => press(inSlack("chloe"), { do: "withdraw", request: newest(scene, "noah").request }),
  () => send(inSlack("ana"), { form: "hand", step: "security" }, { person: "chloe" }),
  () => press(inSlack("chloe"), { do: "confirm", step: "security" }),
  () => send(inSlack("ana"), { form: "workspaces" }, { names: "Engineering" }),
  ...[doTask, presses(inSlack("ben"), "resend", "paul"), doTask],
  (scene) => {
    const { id } = newest(scene, "paul");
    return send(inSlack("ben"), { form: "role", invitation: id }, { role: "billing" });
  },
  ...[doTask, doTask, presses(inSlack("ben"), "revoke", "paul")],
  ...[doTask, presses(inTeams("tara"), "remove", "kenji"), doTask],
  // The Invitation runs out after seven days, and the daily check comes once more.
  ...[3 * DAY, 3 * DAY, 2 * DAY, DAY],
];
