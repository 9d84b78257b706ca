import { randomUUID } from "node:crypto";
import { addMessage, placeOf } from "../../src/sandbox/chat.ts";
import { initialMistralState, type MistralState } from "../../src/sandbox/mistral/state.ts";
import { BOT, initialSlackState, type SlackState } from "../../src/sandbox/slack/state.ts";
import { initialTeamsState, type TeamsState } from "../../src/sandbox/teams/state.ts";
import { startSandbox } from "../support/servers/slack.ts";
import { addressOf, everybodyOf, requesterOf, slack } from "./slack-scene.ts";
import { teams, teamsBefore } from "./teams-scene.ts";

// The embedded Slack, Teams and Mistral in a process of their own: `stand-ins.ts <cards> <members> [tell]`. Where it is to
// tell, it prints a line for each call that Slack gets: the method, and when (epoch ms).

const [cards = 0, members = 0] = process.argv.slice(2).map(Number);
const onCall = ({ method }: { readonly method: string }) =>
  void process.stdout.write(`${method} ${performance.timeOrigin + performance.now()}\n`);
const sandbox = await startSandbox(process.argv[4] === "tell" ? { slack: { onCall } } : {});
sandbox.world.section<SlackState>("slack", initialSlackState()).change(fillSlack);
sandbox.world.section<TeamsState>("teams", initialTeamsState()).change(fillTeams);
sandbox.world.section<MistralState>("mistral", initialMistralState(Date.now())).change(fillMistral);
process.once("SIGTERM", () => void sandbox.stop());
process.stdout.write(`${sandbox.origin}\n`);

function fillSlack(draft: SlackState): void {
  const [someone] = draft.people;
  if (someone === undefined) throw new Error("the embedded Slack has no people");
  for (const id of everybodyOf(slack)) {
    const email = addressOf(id);
    const person = { id, name: id, handle: id.toLowerCase(), email };
    draft.people.push({ ...someone, ...person, kind: "member", owner: false });
    draft.places.push(placeOf(slack.directOf(id), "direct", "", [id, BOT.id]));
  }
  for (const { id, members } of draft.places) if (id === slack.approvals) members.push(...slack.approvers);
  const add = (place: string, id: string) => addMessage(draft, { place, id, text: "card" });
  add(slack.news, slack.setup);
  for (let request = 1; request <= cards; request += 1) {
    add(slack.approvals, slack.cardOf(request));
    add(slack.directOf(requesterOf(slack, request)), slack.askedOf(request));
  }
}

function fillTeams(draft: TeamsState): void {
  const before = teamsBefore(cards);
  draft.people.push(...before.people);
  draft.places.push(...before.places);
  for (const message of before.messages) addMessage(draft, message);
  for (const { id, members } of draft.places) if (id === teams.approvals) members.push(...teams.approvers);
}

function fillMistral(draft: MistralState): void {
  draft.paymentSince = Date.now() - 3_600_000;
  const [owner] = draft.members;
  if (owner === undefined) throw new Error("the embedded Mistral has no members");
  for (let n = draft.members.length; n < members; n += 1) {
    const person = { id: randomUUID(), email: `member${n}@lumen.example`, name: `Member ${n}` };
    draft.members.push({ ...owner, ...person, roles: ["member"] });
  }
}
