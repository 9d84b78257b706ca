import type { Reply } from "../app.ts";
import type { ActorUnit } from "../context.ts";
import { sendsFiles } from "../lists.ts";
import { enqueue } from "../outgoing.ts";
import { say } from "../overview.ts";

/** A list to fill in, into the direct messages of whoever asks. */
export function listTemplate(unit: ActorUnit): Reply {
  const { template } = unit.reader.strings.addressFile;
  if (!sendsFiles(unit)) return say(template.inWords);
  const { person, account } = unit.actor;
  const order = { kind: "send-template", person: person.id, on: account.platform } as const;
  enqueue(unit, order, `send-template:${person.id}:${unit.now}`, { group: `to:${person.id}` });
  return say(template.comes);
}
