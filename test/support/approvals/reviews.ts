import { must } from "../must.ts";
import { type Bot, paidBot } from "../world/bot.ts";
import { said, words } from "../world/chat.ts";

type Hands = ReturnType<Bot["as"]>;
export const KEEP_ALL = "keep-all";

/** They are Active by Ben's word, who has approved them for Chloe. */
export async function withMembers(addresses: readonly string[], options: Parameters<typeof paidBot>[0] = {}) {
  const bot = await paidBot(options);
  await bot.ask(addresses.join(", "));
  await bot.approve();
  await bot.done(1, addresses.length);
  for (const { id } of bot.rows()) await bot.as("ben").press({ do: "mark-active", invitation: id });
  return bot;
}

/** A page of the review as somebody has it open; they answer about Invitations, or about those whom Mistral lists. */
export async function opened(hands: Hands, page = 0) {
  const to = { form: "member-review", page } as const;
  const reply = page === 0 ? await hands.command("review") : await hands.press({ do: "open", to });
  if (reply.kind !== "open") throw new Error(said(reply));
  const { form } = reply;
  const [those] = form.fields;
  return {
    reads: words({ summary: "", blocks: form.intro }),
    asks: those?.kind === "choices" ? those.options.map(({ label }) => label) : [],
    answer: (answer: string | null, ...ids: (number | string)[]) =>
      hands.submit(must(form.ref), {
        answer,
        those: ids.map((id) => (typeof id === "number" ? `invitation:${id}` : `member:${id}`)),
      }),
  };
}
