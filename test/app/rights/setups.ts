import { invitation } from "../../support/world/bot.ts";
import type { Deed, Door, Letter } from "./door.ts";

type Submit = Extract<Deed, { submit: unknown }>;

/** A form as the core gets it, for what is there before anybody knocks. */
export async function submits(
  { bot, platform, accountOf }: Door,
  letter: Letter,
  form: Submit["submit"],
  values: Submit["values"],
) {
  const caller = { platform, account: accountOf(letter), team: "", channel: null };
  await bot.app.submit(caller, form, values, `before:${letter}:${JSON.stringify([form, values])}`);
  await bot.settle();
}

/** A Request of Chloé's waits for Olga and Adam. */
export async function oneRequest(door: Door): Promise<void> {
  for (const letter of ["O", "A", "C", "P"] as const) await door.does(letter, { say: "help" });
  const approvers = [door.accountOf("A")];
  await submits(door, "O", { form: "start" }, { approvals: null, news: null, approvers });
  await submits(door, "C", { form: "invite" }, invitation("new@lumen.example"));
}
