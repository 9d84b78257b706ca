import { readFileSync } from "node:fs";
import { AppManifestUtils } from "@microsoft/app-manifest";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { parseCommand } from "../../src/app/core/commands.ts";
import { en } from "../../src/view/strings/en.ts";
import { stringsFor } from "../../src/view/strings/index.ts";

const FOLDER = new URL("../../manifests/teams/", import.meta.url);
const read = (name: string): Buffer => readFileSync(new URL(name, FOLDER));
const file: object = JSON.parse(read("manifest.json").toString("utf8"));
const scopes = z.array(z.string());
const command = z.object({ title: z.string().max(32), description: z.string().max(128) });
const manifest = z
  .looseObject({
    $schema: z.string(),
    localizationInfo: z.object({
      additionalLanguages: z.array(z.object({ languageTag: z.string(), file: z.string() })),
    }),
    icons: z.object({ color: z.string(), outline: z.string() }),
    bots: z.tuple([
      z.looseObject({
        scopes,
        commandLists: z.array(z.object({ scopes, commands: z.array(command).min(1).max(12) })),
      }),
    ]),
  })
  .parse(file);
const [bot] = manifest.bots;

describe("the Teams manifest", () => {
  it("is what Microsoft's schema asks for", async () => {
    const judged = (manifest: unknown) => AppManifestUtils.validateAgainstSchema(manifest as never);
    expect(await judged(file)).toEqual([]);
    expect(await judged({ ...file, extra: true })).not.toEqual([]);
  });

  it("offers in every place the words that the bot knows, described as its own help does", () => {
    const { commandLists } = bot;
    expect(commandLists.flatMap(({ scopes }) => scopes).toSorted()).toEqual(bot.scopes.toSorted());
    const help = en.lists.helpCommands.map(([word, does]) => [word === "" ? "setup" : word, does]);
    for (const { commands } of commandLists) {
      expect(commands.map(({ title, description }) => [title, description])).toEqual(help);
      for (const { title } of commands) expect(parseCommand(title)).not.toBeNull();
    }
  });

  it("asks for no permission but to know who writes and to write to people, and opens no page", () => {
    expect(file).toMatchObject({ permissions: ["identity", "messageTeamMembers"], validDomains: [] });
    expect(Object.keys(manifest)).not.toContain("webApplicationInfo");
    expect(Object.keys(manifest)).not.toContain("authorization");
  });
});

/** The longest texts that Microsoft documents, by the end of the key. */
const LONGEST: readonly (readonly [RegExp, number])[] = [
  [/^name\.short$/, 30],
  [/^name\.full$/, 100],
  [/^description\.short$/, 80],
  [/^description\.full$/, 4000],
  [/\.title$/, 32],
  [/\.description$/, 128],
];

/** What the manifest has at a key such as `bots[0].commandLists[0].commands[1].description`. */
const at = (key: string): unknown =>
  key.split(/[.[\]]+/).reduce<unknown>((value, part) => (value as Record<string, unknown>)?.[part], manifest);

describe.each(manifest.localizationInfo.additionalLanguages)("the manifest in $languageTag", (language) => {
  const strings = z.record(z.string(), z.string()).parse(JSON.parse(read(language.file).toString("utf8")));
  const { $schema, ...texts } = strings;

  it("has only keys that Teams and the manifest know, and texts that fit", () => {
    expect($schema).toBe(manifest.$schema.replace("MicrosoftTeams.", "MicrosoftTeams.Localization."));
    for (const [key, text] of Object.entries(texts)) {
      expect([key, at(key)]).toEqual([key, expect.any(String)]);
      const most = LONGEST.find(([end]) => end.test(key))?.[1] ?? 0;
      expect([key, text.length <= most]).toEqual([key, true]);
    }
  });

  it("offers and describes the words that the bot knows as its own help in that language does", () => {
    const help = stringsFor(language.languageTag, "teams").lists.helpCommands;
    for (const [l, { commands }] of bot.commandLists.entries())
      for (const [c, [word, does]] of help.entries()) {
        const command = `bots[0].commandLists[${l}].commands[${c}]`;
        const title = texts[`${command}.title`] ?? "";
        expect([title, texts[`${command}.description`]]).toEqual([word || "setup", does]);
        expect(parseCommand(title)?.word).toBe(parseCommand(commands[c]?.title ?? "")?.word);
      }
  });

  it("translates every sentence and every word that the bot takes", () => {
    const commands = bot.commandLists.flatMap((list, l) =>
      list.commands.flatMap((_, c) =>
        ["title", "description"].map((part) => `bots[0].commandLists[${l}].commands[${c}].${part}`),
      ),
    );
    const names = ["name.short", "name.full", "description.short", "description.full"];
    expect(Object.keys(texts).toSorted()).toEqual([...names, ...commands].toSorted());
  });
});

it.each([
  ["color", 192],
  ["outline", 32],
] as const)("the icon in %s has the size that Teams asks for", (which, size) => {
  const png = read(manifest.icons[which]);
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
});
