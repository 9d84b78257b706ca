import { expect, it } from "vitest";
import type { FormValues } from "../../src/domain/action.ts";
import type { Form } from "../../src/view/view.ts";
import { startedBot } from "../support/bot.ts";

const values: FormValues = { addresses: null, file: ["F1"], role: "member", reason: null };

/** A bot whose chat has this file in it. */
async function withFile(text: string) {
  const read: string[] = [];
  const bot = await startedBot({
    through: (messenger) => ({
      ...messenger,
      mayReadFiles: () => true,
      readFile: async (id, owner) => {
        read.push(`${id} of ${owner}`);
        return new TextEncoder().encode(text);
      },
    }),
  });
  return { bot, read };
}

const draftIn = ({ ref }: Form): number => (ref?.form === "review" ? ref.draft : 0);

it("a list that arrives again has no second effect", async () => {
  const { bot, read } = await withFile("email\nzoe@lumen.example\nzack@lumen.example");
  const chloe = bot.as("chloe");
  const first = await chloe.submit({ form: "invite" }, values, "same");
  const second = await chloe.submit({ form: "invite" }, values, "same");
  expect([first.kind, second.kind]).toEqual(["stack", "stack"]);
  expect(read).toEqual(["F1 of chloe", "F1 of chloe"]);
  const draft = first.kind === "stack" ? draftIn(first.form) : 0;
  await chloe.submit({ form: "review", draft }, {}, "go on");
  expect(await chloe.submit({ form: "review", draft }, {}, "go on")).toEqual({
    kind: "nothing",
    repeated: true,
  });
  expect(await chloe.submit({ form: "review", draft }, {})).toMatchObject({ kind: "errors" });
  expect(bot.store.read((tx) => tx.requests.open())).toHaveLength(1);
});

it("a list is sent by nobody but whoever gave it", async () => {
  const { bot } = await withFile("zoe@lumen.example");
  const first = await bot.as("chloe").submit({ form: "invite" }, values);
  const draft = first.kind === "stack" ? draftIn(first.form) : 0;
  const list = draft;
  for (const form of [
    { form: "review", draft },
    { form: "invite", list },
  ] as const)
    expect(await bot.as("kenji").submit(form, { ...values, file: [] })).toMatchObject({ kind: "errors" });
  expect(bot.store.read((tx) => tx.requests.open())).toEqual([]);
});

it("files that are sent are taken one at a time, answered once, and kept for whoever sent them", async () => {
  const bot = await startedBot({ both: true });
  const file = async () => new TextEncoder().encode("email\nzoe@lumen.example");
  const { caller } = bot.inTeams("tara");
  expect(await bot.app.list(caller, [file, file], "two")).toMatchObject({ kind: "errors" });
  expect(await bot.app.list(caller, [file, file], "two")).toEqual({ kind: "nothing", repeated: true });
  expect(await bot.app.list(caller, [file], "one")).toMatchObject({ kind: "show" });
  expect(await bot.app.list(caller, [file], "one")).toEqual({ kind: "nothing", repeated: true });
  const form = { form: "invite", list: 1 } as const;
  const typed = { addresses: null, role: "member" };
  expect(await bot.inTeams("chloe").submit(form, typed)).toMatchObject({ kind: "errors" });
  expect(await bot.inTeams("tara").submit(form, typed)).toMatchObject({ kind: "stack" });
});

it("what else stands in a file is kept nowhere", async () => {
  const { bot } = await withFile("email;salary\nzoe@lumen.example;123456");
  await bot.as("chloe").submit({ form: "invite" }, values);
  const drafts = [1, 2].map((id) => bot.store.read((tx) => tx.drafts.get(id)));
  expect(JSON.stringify(drafts)).toContain("zoe@lumen.example");
  expect(JSON.stringify(drafts)).not.toContain("123456");
});
