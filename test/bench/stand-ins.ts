import { randomUUID } from "node:crypto";
import { initialMistralState, type MistralState } from "../../src/sandbox/mistral/state.ts";
import { initialSlackState } from "../../src/sandbox/slack/company.ts";
import type { SlackState, StoredMessage } from "../../src/sandbox/slack/state.ts";
import { startSandbox } from "../support/slack.ts";
import * as scene from "./scene.ts";

// The embedded Slack and Mistral in a process of their own: `stand-ins.ts <cards> <members>`.

const [cards = 0, members = 0] = process.argv.slice(2).map(Number);
const sandbox = await startSandbox();
sandbox.world.section<SlackState>("slack", initialSlackState()).change(fillSlack);
sandbox.world.section<MistralState>("mistral", initialMistralState(Date.now())).change(fillMistral);
process.once("SIGTERM", () => void sandbox.stop());
process.stdout.write(`${sandbox.origin}\n`);

function fillSlack(draft: SlackState): void {
  const [someone] = draft.people;
  if (someone === undefined) throw new Error("the embedded Slack has no people");
  for (const id of scene.everybody) {
    const email = scene.addressOf(id);
    draft.people.push({
      ...someone,
      id,
      name: id,
      handle: id.toLowerCase(),
      email,
      kind: "member",
      owner: false,
    });
    const members = [id, scene.BOT.id];
    draft.channels.push({ id: scene.directOf(id), name: "", kind: "direct", members, archived: false });
  }
  for (const { id, members } of draft.channels) if (id === scene.APPROVALS) members.push(...scene.APPROVERS);
  draft.messages.push(message(scene.NEWS, scene.SETUP_TS));
  for (let request = 1; request <= cards; request += 1) {
    draft.messages.push(message(scene.APPROVALS, scene.cardTs(request)));
    draft.messages.push(message(scene.directOf(scene.requesterOf(request)), scene.askedTs(request)));
  }
}

function message(channel: string, ts: string): StoredMessage {
  const nothing = { metadata: null, editedTs: null, ephemeralFor: null, threadTs: null };
  return { channel, ts, author: scene.BOT.id, text: "card", blocks: [], ...nothing };
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
