import { moment, type Reader } from "../core/reader.ts";
import { card } from "../core/spans.ts";
import type { View } from "../core/view.ts";
import { helperCard } from "../setup/checklist.ts";
import { isElsewhere, taskCard } from "./task-cards.ts";

/** To whoever has a Task and has not closed it: since when it waits for them, with the same card. */
export function taskReminderCard(
  reader: Reader,
  facts: Parameters<typeof taskCard>[1] & { readonly since: number },
): View {
  const card = taskCard(reader, facts);
  if (facts.task.state !== "open" || isElsewhere(reader, facts.task)) return card;
  return stillWaiting(reader, card, facts.since, facts.now);
}

/** The same of a step that was handed over at `since`. */
export function helperReminderCard(
  reader: Reader,
  facts: Parameters<typeof helperCard>[1] & { readonly since: number },
): View {
  const card = helperCard(reader, facts);
  const { state, handedTo } = facts.setup.steps[facts.step];
  if (state !== "open" || handedTo !== reader.person) return card;
  return stillWaiting(reader, card, facts.since, facts.now);
}

function stillWaiting(reader: Reader, { summary, blocks }: View, since: number, now: number): View {
  const said = card(reader.strings.tasks.waitsSince(moment(reader, since, now)));
  return { summary: `${said.summary} ${summary}`, blocks: [...said.blocks, ...blocks] };
}
