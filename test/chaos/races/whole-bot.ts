import { draw } from "../../../src/app/messages/draw.ts";
import { firstBroken } from "../../../src/domain/record/record.ts";
import type { Tx } from "../../../src/store/tx.ts";
import type { View } from "../../../src/view/core/view.ts";
import type { Bot } from "../../support/world/bot.ts";

const MOMENT = /(?:\p{L}+\.? \d{1,2}, |\d{1,2} \p{L}+\.?,? )?\d{1,2}:\d{2}/gu;

/** Days later a time names its day too; no message is drawn again for that alone. */
const shown = (view: View | null): string =>
  JSON.stringify(view, (key, value: unknown) => {
    if (key === "summary" && typeof value === "string") return value.replace(MOMENT, "then");
    return typeof value === "object" && value !== null && "at" in value ? value.at : value;
  });

/** Once all is quiet: each message was posted once and shows what is so, and nothing was given up. */
export function wholeBot(bot: Bot, tx: Tx): string[] {
  const findings: string[] = [];
  const seen = new Set<string>();
  for (const { messenger, messages } of [bot.chat, bot.teams]) {
    const { platform } = messenger;
    for (const { channel, id, key, view } of messages) {
      const post = `${key.split("#")[0]} in ${channel}`;
      if (seen.has(post)) findings.push(`${post} was posted twice`);
      seen.add(post);
      const copy = tx.posted.at({ platform, channel }, id);
      if (copy === null) {
        findings.push(`${post} was posted, and nobody knows of it`);
        continue;
      }
      const person = copy.person === null ? null : tx.people.get(copy.person);
      const wanted = draw(bot.context, tx, copy.subject, { person, platform });
      if (wanted !== null && shown(view) !== shown(wanted))
        findings.push(`${post} shows ${shown(view)} instead of ${shown(wanted)}`);
    }
  }
  const broken = firstBroken(tx.record.all());
  if (broken !== null) findings.push(`entry ${broken} of the Record does not fit`);
  for (const { job, lastError } of tx.jobs.dead()) findings.push(`gave up ${job.kind}: ${lastError}`);
  return findings;
}
