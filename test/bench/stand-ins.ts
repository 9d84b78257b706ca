import { randomUUID } from "node:crypto";
import { addMessage, type ChatState, placeOf } from "../../src/sandbox/chat.ts";
import { initialMistralState, type MistralState } from "../../src/sandbox/mistral/state.ts";
import { BOT, initialSlackState, type SlackState } from "../../src/sandbox/slack/state.ts";
import { initialTeamsState, type TeamsState } from "../../src/sandbox/teams/state.ts";
import { must } from "../support/must.ts";
import { startSandbox } from "../support/servers/slack.ts";
import { addressOf, everybodyOf, range, requesterOf, type Scene, slack } from "./slack-scene.ts";
import { chatOf, personOf, teams } from "./teams-scene.ts";

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
  const someone = must(draft.people[0]);
  for (const id of everybodyOf(slack)) {
    const person = { id, name: id, handle: id.toLowerCase(), email: addressOf(id) };
    draft.people.push({ ...someone, ...person, kind: "member", owner: false });
    draft.places.push(placeOf(slack.directOf(id), "direct", "", [id, BOT.id]));
  }
  fillChat(draft, slack);
}

function fillTeams(draft: TeamsState): void {
  draft.people.push(...everybodyOf(teams).map(personOf));
  draft.places.push(...everybodyOf(teams).map(chatOf));
  for (const { channel, message } of teams.approvers.map(teams.homeOf))
    addMessage(draft, { place: channel, id: message, text: "card" });
  fillChat(draft, teams);
}

/** The approvers are in their channel, and what the bot posted before is there. */
function fillChat(draft: ChatState, scene: Scene): void {
  for (const { id, members } of draft.places) if (id === scene.approvals) members.push(...scene.approvers);
  const add = (place: string, id: string) => addMessage(draft, { place, id, text: "card" });
  add(scene.news, scene.setup);
  for (const request of range(1, cards)) {
    add(scene.approvals, scene.cardOf(request));
    add(scene.directOf(requesterOf(scene, request)), scene.askedOf(request));
  }
}

function fillMistral(draft: MistralState): void {
  draft.paymentSince = Date.now() - 3_600_000;
  const owner = must(draft.members[0]);
  for (let n = draft.members.length; n < members; n += 1) {
    const person = { id: randomUUID(), email: `member${n}@lumen.example`, name: `Member ${n}` };
    draft.members.push({ ...owner, ...person, roles: ["member"] });
  }
}
