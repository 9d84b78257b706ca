import { must } from "../must.ts";
import type { Bot } from "../world/bot.ts";
import { words } from "../world/chat.ts";

export const TERMS = { domains: "lumen.example", perWeek: "2" };

/** The second look at a rule, which says what it would have done. */
export async function tried(bot: Bot, terms: object = TERMS) {
  const reply = await bot.as("ana").submit({ form: "rule" }, { ...TERMS, ...terms });
  if (reply.kind !== "stack") throw new Error(JSON.stringify(reply));
  return { ref: must(reply.form.ref), reads: words({ summary: "", blocks: reply.form.intro }) };
}

export async function makeRule(bot: Bot, terms: object = {}): Promise<void> {
  const { ref } = await tried(bot, terms);
  await bot.as("ana").submit(ref, {});
}
