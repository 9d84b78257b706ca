import { describe, expect, it } from "vitest";
import { parseCommand } from "../../src/app/core/commands.ts";
import { fieldsWithKeys } from "../../src/app/core/form-handler.ts";
import { MAX_FILE_BYTES, tableIn } from "../../src/domain/requests/address-file.ts";
import { createLogger } from "../../src/lib/log.ts";
import { requests, unescapeWords } from "../../src/slack/inbound/payload.ts";
import { decodeAction, decodeForm } from "../../src/slack/render/forms.ts";
import { trustsFiles } from "../../src/teams/access.ts";
import { activitySchema, wordsOf } from "../../src/teams/activity.ts";
import { cardData, decodeData } from "../../src/teams/cards/codec.ts";
import { readConsent } from "../../src/teams/files.ts";
import { stringsFor } from "../../src/view/strings/index.ts";
import { readAddressFile } from "../support/reading/address-file.ts";
import { growthOf, MOST_GROWTH, worstTexts } from "../support/reading/growth.ts";
import { expressionsIn, filesOfProgram, longTextsIn, readersIn } from "../support/reading/source.ts";

type Reader = (text: string | string[], ...others: readonly unknown[]) => unknown;

/** More than any text may be long that people send, so that no bound hides how it is read. */
const SIZE = 50_000;

const context = { shown: { under: [] }, lang: "en", strings: stringsFor("en", "teams") };
const REST = { type: "message", channelId: "msteams", serviceUrl: "s" };
/** As long as Teams' addresses of files may be, less what stands before the text here. */
const LONGEST_ADDRESS = 7_900;

/** What readers are given besides the text; the others are given how much of it is kept. */
const OTHERS: Readonly<Record<string, readonly unknown[]>> = {
  activityKey: [{ conversation: {}, from: {} }],
  backButton: [[], context],
  boxesField: [{ options: [] }],
  dayAskedIn: ["2026-11-30"],
  entryHash: [1, { data: {} }],
  framed: [[], context.strings, {}],
  hasAddress: ["ana@lumen.example"],
  isSameName: ["Production"],
  localeIn: ["fr-FR"],
  of: [{}, context],
  ownWords: [
    { today: "2026-11-30", own: "", workspaces: [{ id: 1, name: "Design" }], addressesOf: () => [] },
  ],
  parsePastedList: [],
  submitButton: [{ form: "settings" }, "a", context],
  titled: [{ blocks: [], summary: "" }],
  withoutTraces: [{ names: ["Ana Ruiz"], addresses: ["ana@lumen.example"] }],
};

/** The worst texts, as they begin, for which the time that `read` takes grows faster than their length. */
const slowFor = (read: (text: string) => unknown, size = SIZE, own: readonly string[] = []) =>
  worstTexts(own)
    // Other processes on the same core may slow some measurements down, and not five in a row.
    .filter((make) => [1, 2, 3, 4, 5].every(() => growthOf(make, read, size) >= MOST_GROWTH))
    .map((make) => make(8));

describe("the time to read what people wrote grows no faster than its length", () => {
  it("in each exported function whose first parameter is a text or a list of texts", async () => {
    const slow: [string, string[]][] = [];
    for (const file of filesOfProgram()) {
      const readers = readersIn(file);
      if (readers.length === 0) continue;
      const path = `${process.cwd()}/src/${file}.ts`;
      const module: Record<string, Reader> = await import(path);
      for (const { name, many } of readers) {
        const others = OTHERS[name] ?? [SIZE];
        const read = (text: string) =>
          module[name]?.(many ? (text.match(/.{1,250}/gs) ?? []) : text, ...others);
        slow.push([`${file} ${name}`, slowFor(read)]);
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
    const found = { form: "language" };
    const read: Record<string, [read: (text: string) => unknown, size?: number]> = {
      file: [(text) => readAddressFile(fileOf(text)), LARGEST],
      form: [(text) => fieldsWithKeys({ reason: text })],
      card: [(text) => card({ submit: found, under: [], fields: { a: "many" } }, text)],
      "card in a form": [
        (text) => card({ action: { do: "status" }, in: found, fields: { a: "text" } }, text),
      ],
      "card setup.under.values": [
        (text) => card({ action: { do: "status" }, under: [{ ref: found, values: { text } }] }),
      ],
      "card setup.back.values": [(text) => card({ back: [{ ref: found, values: { text } }] })],
      consent: [
        (text) => {
          const place = { uploadUrl: `https://localhost/${text}`, contentUrl: `https://${text}` };
          const value = {
            ...{ action: "accept", context: { offer: 1 } },
            uploadInfo: { ...place, name: "a", uniqueId: "a", fileType: "csv" },
          };
          const conversation = { id: "c", conversationType: "personal" };
          readConsent({ ...teams, ...REST, conversation, value }, trustsFiles({ kind: "local" }));
        },
        LONGEST_ADDRESS,
      ],
      "activity text": [
        (text) =>
          wordsOf({ ...{ ...teams, ...REST }, ...{ text, entities: mentions(text) } }, (user) => user),
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
