import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { inflateSync } from "node:zlib";
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

/** What Microsoft's own package says about a manifest, by the schema that it brings along. */
const judged = (changed: object): Promise<string[]> =>
  AppManifestUtils.validateAgainstSchema(JSON.parse(JSON.stringify({ ...file, ...changed })));

describe("the Teams manifest", () => {
  it("is what Microsoft's schema asks for", async () => {
    expect(await judged({})).toEqual([]);
  });

  it.each([
    ["an id that is none", { id: "my-bot" }],
    ["a name that is too long", { name: { short: "x".repeat(31), full: "x" } }],
    ["no icons", { icons: undefined }],
    ["an unknown scope", { bots: [{ ...bot, scopes: ["everywhere"] }] }],
    ["an unknown key", { extra: true }],
  ])("would be refused with %s, by Microsoft's schema", async (_, changed) => {
    expect(await judged(changed)).not.toEqual([]);
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

const localization = z.object({
  properties: z.record(z.string(), z.object({ maxLength: z.number().optional() })),
  patternProperties: z.record(z.string(), z.object({ maxLength: z.number() })),
});
const schemas = join(
  dirname(createRequire(import.meta.url).resolve("@microsoft/app-manifest")),
  "json-schemas/teams/v1.29/MicrosoftTeams.Localization.schema.json",
);
const { properties, patternProperties } = localization.parse(JSON.parse(readFileSync(schemas, "utf8")));

/** The longest text that Microsoft's schema takes under this key; null: no such key. */
function longest(key: string): number | null {
  const named = properties[key];
  if (named !== undefined) return named.maxLength ?? 2048;
  const pattern = Object.entries(patternProperties).find(([source]) => new RegExp(source).test(key));
  return pattern?.[1].maxLength ?? null;
}

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
      expect([key, text.length <= (longest(key) ?? 0)]).toEqual([key, true]);
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

describe("the icons", () => {
  it("have the sizes that Teams asks for", () => {
    expect(pixelsOf(read(manifest.icons.color))).toMatchObject({ width: 192, height: 192 });
    expect(pixelsOf(read(manifest.icons.outline))).toMatchObject({ width: 32, height: 32 });
  });

  it("are opaque in colour, and white on nothing in outline", () => {
    expect(pixelsOf(read(manifest.icons.color)).pixels.every(([, , , alpha]) => alpha === 255)).toBe(true);
    const outline = pixelsOf(read(manifest.icons.outline)).pixels;
    const drawn = outline.filter(([, , , alpha]) => alpha > 0);
    expect(drawn.every(([red, green, blue]) => red + green + blue === 3 * 255)).toBe(true);
    expect(drawn.length).toBeGreaterThan(100);
    expect(outline.length - drawn.length).toBeGreaterThan(500);
  });
});

type Pixel = readonly [red: number, green: number, blue: number, alpha: number];

/** Reads a PNG of eight bits a channel that is not interlaced, which ours are. */
function pixelsOf(png: Buffer): { width: number; height: number; pixels: Pixel[] } {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const [bits, colour, , , interlaced] = png.subarray(24, 29);
  expect([bits, interlaced]).toEqual([8, 0]);
  const channels = colour === 6 ? 4 : 3;
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const length = png.readUInt32BE(at);
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(png.subarray(at + 8, at + 8 + length));
  }
  const lines = unfiltered(inflateSync(Buffer.concat(parts)), width * channels, channels);
  const pixels = lines.flatMap((line) =>
    Array.from({ length: width }, (_, x): Pixel => {
      const [red = 0, green = 0, blue = 0, alpha = 255] = line.subarray(x * channels, (x + 1) * channels);
      return [red, green, blue, alpha];
    }),
  );
  return { width, height, pixels };
}

/** Undoes the filters of PNG: each line says how it was predicted from its neighbours. */
function unfiltered(data: Buffer, length: number, channels: number): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < data.length; start += length + 1) {
    const line = Buffer.from(data.subarray(start + 1, start + 1 + length));
    const above = lines.at(-1) ?? Buffer.alloc(length);
    for (let i = 0; i < length; i += 1) {
      const [left = 0, up = 0, corner = 0] = [line[i - channels], above[i], above[i - channels]];
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][data[start] ?? 0] ?? 0;
      line[i] = ((line[i] ?? 0) + predicted) & 255;
    }
    lines.push(line);
  }
  return lines;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const far = (value: number): number => Math.abs(guess - value);
  if (far(left) <= far(up) && far(left) <= far(corner)) return left;
  return far(up) <= far(corner) ? up : corner;
}
