import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Reply } from "../../src/app/core/app.ts";
import type { FormRef, FormValues } from "../../src/domain/action.ts";
import { createLogger } from "../../src/lib/log.ts";
import { openStore } from "../../src/store/store.ts";
import type { Field } from "../../src/view/core/view.ts";
import { folder as newFolder } from "../store/repositories/samples.ts";
import { formSamples } from "../support/samples/forms.ts";
import { startWhole } from "../support/servers/whole.ts";
import { billing, invitation, startedBot } from "../support/world/bot.ts";
import { apiKey, withKey } from "../support/world/planted.ts";

const COMMANDS = [
  "",
  "setup",
  "invite",
  "status",
  "members",
  "key",
  "settings",
  "language",
  "record",
  "help",
  "hello",
];

/** Every form, with the fields in which somebody can type. */
const FORMS = new Map<FormRef, readonly Field[]>();
for (const { form } of formSamples()) if (form.ref !== null) FORMS.set(form.ref, form.fields);

/** What goes with it is right, so that nothing but the key keeps the form from being taken. */
const fitting: Partial<Record<FormRef["form"], FormValues>> = {
  billing: billing(),
  invite: invitation("paul@lumen.example"),
  organization: { name: "Lumen" },
  workspaces: { names: "Engineering" },
  deny: { reason: "no" },
  change: { keep: ["1"], role: "member" },
  compare: { list: "paul@lumen.example Active", from: "written" },
};

type Typed =
  | { readonly kind: "command"; readonly words: string }
  | { readonly kind: "form"; readonly ref: FormRef; readonly at: string; readonly values: FormValues };

function typedWith(key: string): fc.Arbitrary<Typed> {
  const command = fc
    .tuple(fc.constantFrom(...COMMANDS), withKey(key))
    .map(([word, text]): Typed => ({ kind: "command", words: `${word} ${text}` }));
  const fields = [...FORMS].flatMap(([ref, all]) => all.map(({ name }) => ({ ref, name })));
  const form = fc.tuple(fc.constantFrom(...fields), withKey(key)).map(([{ ref, name }, text]): Typed => {
    return { kind: "form", ref, at: name, values: { ...fitting[ref.form], [name]: text } };
  });
  return fc.oneof(command, form);
}

const said = (reply: Reply): string =>
  reply.kind === "errors" ? Object.values(reply.errors).join(" ") : JSON.stringify(reply);

test("an API key that is typed anywhere is in no file, no line of the log and no message", async () => {
  const folder = newFolder();
  const store = openStore({ path: join(folder, "setup.db"), kind: "real" });
  const lines: string[] = [];
  const log = createLogger({ level: "trace", stream: { write: (line) => void lines.push(line) } });
  const bot = await startedBot({ store, log });
  await bot.as("ana").submit({ form: "billing" }, billing());
  await bot.as("chloe").submit({ form: "invite" }, invitation("zoe@lumen.example"));
  const planted = apiKey.chain((key) => fc.tuple(fc.constant(key), typedWith(key)));
  const keys: string[] = [];
  await fc.assert(
    fc.asyncProperty(planted, fc.constantFrom("ana", "ben", "chloe", "greta"), async ([key, what], who) => {
      keys.push(key);
      const person = bot.as(who);
      const reply =
        what.kind === "command"
          ? await person.command(what.words)
          : await person.submit(what.ref, what.values);
      // Nothing that a guest sends is looked at.
      const isGuest = who === "greta";
      expect(said(reply)).toMatch(isGuest ? /Guests can't/ : /looks like an API key.* make a new one/);
      if (what.kind === "form" && !isGuest)
        expect(reply).toMatchObject({ errors: { [what.at]: expect.anything() } });
      expect(JSON.stringify(reply)).not.toContain(key);
    }),
    { numRuns: 60 },
  );
  await bot.worker.stop(1000);
  const files = readdirSync(folder).map((file) => readFileSync(join(folder, file), "latin1"));
  const kept = [...files, ...lines, JSON.stringify(bot.chat.messages)].join("\n");
  expect(keys.filter((key) => kept.includes(key) || kept.includes(key.toLowerCase()))).toEqual([]);
  expect(kept).toContain("zoe@lumen.example");
  store.close();
});

test("what Mistral's panel shows for a domain is no key, and can be typed", async () => {
  const bot = await startedBot();
  const code = "mistral-domain-verification=aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE";
  const reply = await bot
    .as("chloe")
    .submit({ form: "invite" }, { ...invitation("paul@lumen.example"), reason: code });
  expect(said(reply)).not.toMatch(/API key/);
});

test("a key that is typed in Slack gets one answer and goes nowhere else", async () => {
  const folder = newFolder();
  const lines: string[] = [];
  const log = createLogger({ level: "trace", stream: { write: (line) => void lines.push(line) } });
  const env = () => ({ DATABASE_PATH: join(folder, "setup.db") });
  const world = await startWhole({ mode: "guided", env, log });
  const [key = ""] = fc.sample(apiKey, 1);
  const ana = world.as("ana");
  await ana.command("", "#mistral");
  await expect.poll(() => ana.modal()).toMatch(/Start the setup/);
  await ana.submit();
  await ana.close();
  await ana.command(`key ${key}`);
  await expect.poll(() => ana.dm().join("\n")).toMatch(/looks like an API key/);
  await ana.command("invite paul@lumen.example");
  await expect.poll(() => ana.modal()).toMatch(/Reason/);
  ana.fill({ Reason: `MISTRAL_API_KEY=${key}` });
  const { errors } = await ana.submit();
  expect(errors).toEqual({ Reason: expect.stringMatching(/looks like an API key/) });
  await world.settle();
  const sent = JSON.stringify(world.slack.calls());
  const files = readdirSync(folder).map((file) => readFileSync(join(folder, file), "latin1"));
  await world.stop();
  for (const text of [...files, ...lines, sent]) expect(text).not.toContain(key);
});
