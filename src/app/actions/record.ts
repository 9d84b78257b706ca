import type { Reply } from "../app.ts";
import type { ActorUnit } from "../context.ts";
import { sendsFiles } from "../lists.ts";
import { enqueue } from "../outgoing.ts";
import { say } from "../overview.ts";
import { requireApprover } from "../rights.ts";

/** All of the Record, into the direct messages of whoever asks. */
export function recordFile(unit: ActorUnit): Reply {
  requireApprover(unit);
  const { lists } = unit.reader.strings;
  if (!sendsFiles(unit)) return say(lists.recordByOperator);
  const { person, account } = unit.actor;
  const order = { kind: "send-record", person: person.id, on: account.platform } as const;
  // Behind what else goes to the same conversation.
  enqueue(unit, order, `send-record:${person.id}:${unit.now}`, { group: `to:${person.id}` });
  return say(lists.recordFileComes);
}
