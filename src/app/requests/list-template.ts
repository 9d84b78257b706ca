import type { Reply } from "../core/app.ts";
import type { ActorUnit } from "../core/context.ts";
import { enqueue } from "../core/outgoing.ts";
import { sendsFiles } from "../members/lists.ts";
import { say } from "../setup/overview.ts";

/** A list to fill in, into the direct messages of whoever asks. */
export function listTemplate(unit: ActorUnit): Reply {
  const { template } = unit.reader.strings.addressFile;
  if (!sendsFiles(unit)) return say(template.inWords);
  const { person, account } = unit.actor;
  const order = { kind: "send-template", person: person.id, on: account.platform } as const;
  enqueue(unit, order, `send-template:${person.id}:${unit.now}`, { group: `to:${person.id}` });
  return say(template.comes);
}
