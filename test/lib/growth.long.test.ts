import { describe, expect, it } from "vitest";
import { parseCommand } from "../../src/app/core/commands.ts";
import { fieldsWithKeys } from "../../src/app/forms/typed.ts";
import { MAX_FILE_BYTES, tableIn } from "../../src/domain/requests/address-file.ts";
import { createLogger } from "../../src/lib/log.ts";
import { requests, unescapeWords } from "../../src/slack/inbound/payload.ts";
import { decodeAction, decodeForm } from "../../src/slack/render/forms.ts";
import { activitySchema, wordsOf } from "../../src/teams/activity.ts";
import { cardData, decodeData } from "../../src/teams/cards/codec.ts";
import { readAddressFile } from "../support/reading/address-file.ts";
import { growthOf, MOST_GROWTH, worstTexts } from "../support/reading/growth.ts";
import { expressionsIn, filesOfProgram, longTextsIn, readersIn } from "../support/reading/source.ts";

type Reader = (text: string, ...others: readonly unknown[]) => unknown;

/** More than any text may be long that people send, so that no bound hides how it is read. */
const SIZE = 50_000;

/** What readers are given besides the text; a number is how much of it is kept. */
const OTHERS: Readonly<Record<string, unknown>> = {
  hasAddress: "ana@lumen.example",
  parsePastedList: undefined,
  sentence: undefined,
  withoutTraces: { names: ["Ana Ruiz"], addresses: ["ana@lumen.example"] },
};

/** The worst texts, as they begin, for which the time that `read` takes grows faster than their length. */
const slowFor = (read: (text: string) => unknown, size = SIZE, own: readonly string[] = []) =>
  worstTexts(own)
    // Other processes on the same core may slow some measurements down, and not five in a row.
    .filter((make) => [1, 2, 3, 4, 5].every(() => growthOf(make, read, size) >= MOST_GROWTH))
    .map((make) => make(8));

describe("the time to read what people wrote grows no faster than its length", () => {
  it("in each exported function whose first parameter is called text", async () => {
    const slow: [string, string[]][] = [];
    for (const file of filesOfProgram()) {
      const names = readersIn(file);
      if (names.length === 0) continue;
      const path = `${process.cwd()}/src/${file}.ts`;
      const module: Record<string, Reader> = await import(path);
      for (const name of names) {
        const other = name in OTHERS ? OTHERS[name] : SIZE;
        slow.push([`${file} ${name}`, slowFor((text) => module[name]?.(text, other))]);
      }
    }
    expect(slow.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        "app/core/commands parseCommand",
        "domain/requests/address parseAddresses",
        "domain/members/pasted-list parsePastedList",
        "domain/security/txt-record readPastedRecord",
        "domain/key/secret holdsKey",
        "domain/requests/address-file separatedRows",
        "lib/redact withoutSecrets",
        "slack/inbound/payload unescapeWords",
        "view/core/clean cleanLine",
      ]),
    );
    expect(slow.filter(([, texts]) => texts.length > 0)).toEqual([]);
  }, 120_000);

  it("in files, forms, lines of the log, and all that a chat may send at length", () => {
    const log = createLogger({ level: "info", stream: { write() {} } });
    const LARGEST = MAX_FILE_BYTES - 10;
    const fileOf = (text: string) => Buffer.from(text.replace("\u0000", ""));
    const tables = worstTexts().map((make) => tableIn(fileOf(make(LARGEST))));
    expect(tables.filter((table) => typeof table !== "string").length).toBeGreaterThan(40);
    const teams = {
      id: "a",
      conversation: { id: "c" },
      from: { id: "p" },
      recipient: { id: "b", name: "bot" },
    };
    const mentions = (text: string) =>
      Array.from({ length: text.length / 250 }, () => ({
        type: "mention",
        mentioned: { id: "b" },
        text: text[0],
      }));
    const card = (setup: object, a = "") => decodeData({ setup, a });
    const found = { form: "find" };
    const read: Record<string, [read: (text: string) => unknown, size?: number]> = {
      file: [(text) => readAddressFile(fileOf(text)), LARGEST],
      form: [(text) => fieldsWithKeys({}, { reason: text })],
      card: [(text) => card({ submit: found, under: [], fields: { a: "many" } }, text)],
      "card in a form": [
        (text) => card({ action: { do: "status" }, in: found, fields: { a: "text" } }, text),
      ],
      "card setup.under.values": [
        (text) => card({ action: { do: "status" }, under: [{ ref: found, values: { text } }] }),
      ],
      "card setup.back.values": [(text) => card({ back: [{ ref: found, values: { text } }] })],
      "activity text": [
        (text) =>
          wordsOf({
            ...{ ...teams, type: "message", channelId: "msteams", serviceUrl: "s" },
            ...{ text, entities: mentions(text) },
          }),
      ],
      "slack text": [(text) => parseCommand(unescapeWords(text))],
      "slack actions.value": [decodeAction],
      "slack view.private_metadata": [decodeForm],
      log: [(text) => log.info({ text }, "read")],
    };
    const schemas = { activity: activitySchema, card: cardData, slack: requests };
    const long = Object.entries(schemas).flatMap(([name, schema]) =>
      longTextsIn(schema).map((path) => `${name} ${path}`),
    );
    expect(Object.keys(read)).toEqual(expect.arrayContaining(long));
    for (const [name, [work, size]] of Object.entries(read))
      expect([name, slowFor(work, size)]).toEqual([name, []]);
  });

  it("in each regular expression that repeats something without a bound", () => {
    const slow = filesOfProgram().flatMap((file) =>
      expressionsIn(file).map((expression) => {
        const all = new RegExp(expression.source, `${expression.flags.replace("g", "")}g`);
        const own = [...expression.source.matchAll(/[<@;]?\w{2,}[:=-]?/g)].map(([part]) => part);
        return [file, expression.source, slowFor((text) => text.replace(all, ""), SIZE / 4, own)] as const;
      }),
    );
    expect(slow.length).toBeGreaterThan(80);
    expect(slow.filter(([, , texts]) => texts.length > 0)).toEqual([]);
  });
});
