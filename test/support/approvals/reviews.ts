import { expect } from "vitest";
import { reviewText } from "../../../src/app/approvals/review-rows.ts";
import type { Form } from "../../../src/view/core/view.ts";
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
export async function opened(hands: Hands, after?: string) {
  const to = { form: "member-review", after } as const;
  const reply = await (after === undefined ? hands.command("review") : hands.press({ do: "open", to }));
  if (reply.kind !== "open") throw new Error(said(reply));
  const { form } = reply;
  const [those] = form.fields;
  return {
    reads: words({ summary: "", blocks: form.intro }),
    form,
    asks: those?.kind === "choices" ? those.options.map(({ label }) => label) : [],
    answer: (answer: string | null, ...ids: (number | string)[]) =>
      hands.submit(must(form.ref), {
        answer,
        those: ids.map((id) => (typeof id === "number" ? `invitation:${id}` : `member:${id}`)),
      }),
  };
}

/** A form that comes back with this beneath its answer. */
export const refused = (words: RegExp) => ({
  kind: "errors",
  errors: { answer: expect.stringMatching(words) },
});

export const fileFor = ({ store, context, now }: Bot) =>
  store.read((tx) => reviewText({ tx, context }, now()));

/** The rows of the file about them in that period, but for the period and their address. */
export const rowsAbout = (bot: Bot, address: string, period = "2026-Q1") =>
  fileFor(bot)
    .split("\r\n")
    .flatMap((row) => row.split(`"${period}","${address}",`)[1] ?? []);

/** Where Next page leads. */
export function nextOf({ intro }: Pick<Form, "intro">) {
  const buttons = intro.flatMap((block) => (block.kind === "actions" ? block.buttons : []));
  const next = buttons.find(({ label }) => label === "Next page");
  if (next === undefined || !("action" in next) || next.action.do !== "open") return undefined;
  return next.action.to.form === "member-review" ? next.action.to : undefined;
}
