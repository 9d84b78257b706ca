import type { Span, View } from "../../../src/view/core/view.ts";
import { spansOf } from "../../support/reading/read-view.ts";
import type { Bot } from "../../support/world/bot.ts";
import type { MistralObserver } from "./observer.ts";

/** One line as a person reads it, and the time at which it calls itself verified. */
type Line = { readonly text: string; readonly at: number | null };

const VERIFIED = /verified with Mistral/i;
const PEOPLE = /[\w.+-]+@[\w.-]+\.\w+|@\w+/g;

const STEPS: Record<string, (observer: MistralObserver, at: number) => boolean> = {
  Organization: (observer, at) => observer.answered(at),
  Billing: (observer, at) => observer.heardOf("billing.payment_method.added", at),
  Workspaces: (observer, at) => observer.hasWorkspace(at),
  Members: (observer, at) => observer.hasOthers(at),
  Verify: (observer, at) => observer.wasComplete(at),
};

/** What a verified line says of people, and what Mistral must have said at that time. The first one that fits counts. */
const SAID_OF_PEOPLE: readonly [RegExp, (observer: MistralObserver, who: string, at: number) => boolean][] = [
  [/no longer a Member|removed/i, (observer, who, at) => observer.isGone(who, at)],
  [/revoked/i, (observer, who, at) => observer.isGone(who, at)],
  [/expired|ran out/i, (observer, who, at) => observer.isInvited(who, at, true)],
  [/Pending/, (observer, who, at) => observer.isInvited(who, at)],
  [/Active|Member/, (observer, who, at) => observer.isMember(who, at)],
];

/** Whatever is wrong with what a View calls verified; `reader` is the address of the person who reads it, if it is one. */
function untruths(view: View, observer: MistralObserver, reader: string | null): string[] {
  const lines = linesOf(view);
  // A list of people says once, above them, what is true of all.
  const above = lines.find(({ text }) => /Members are Active/.test(text))?.text ?? "";
  return lines
    .filter(({ text }) => VERIFIED.test(text))
    .filter((line) => !isProved(line, above, observer, reader))
    .map(({ text }) => text);
}

function isProved(
  { text, at }: Line,
  above: string,
  observer: MistralObserver,
  reader: string | null,
): boolean {
  if (at === null) return false;
  const step = Object.entries(STEPS).find(([name]) => new RegExp(`\\d\\. ${name}`).test(text));
  if (step !== undefined) return step[1](observer, at);
  if (/spending limit/i.test(text)) {
    return observer
      .hadLimit(at)
      .some((limit) => (limit === null ? /\bno /i.test(text) : text.includes(`${limit}`)));
  }
  if (/\bkey was made\b/i.test(text)) return observer.heardOf("api_key.create", at);
  if (/\bkey\b.* work(s|ed)\b/i.test(text)) return observer.keyWorked(at);
  if (/Payment method|billing was done/i.test(text)) return STEPS["Billing"]?.(observer, at) ?? false;
  const people = peopleIn(text, reader);
  const said =
    SAID_OF_PEOPLE.find(([words]) => words.test(text)) ?? SAID_OF_PEOPLE.find(([words]) => words.test(above));
  if (said === undefined) return false;
  // In a channel that may not know addresses they are called "a new Member".
  if (people.length === 0) return /a new Member/i.test(text) && observer.answered(at);
  return people.every((who) => said[1](observer, who, at));
}

function peopleIn(text: string, reader: string | null): string[] {
  const named = [...text.matchAll(PEOPLE)].map(([who]) =>
    who.startsWith("@") ? `${who.slice(1)}@lumen.example` : who.toLowerCase(),
  );
  return named.length === 0 && reader !== null && /\byou\b/i.test(text) ? [reader] : named;
}

function linesOf(view: View): Line[] {
  return view.blocks.flatMap((block) => {
    if (block.kind === "row")
      return split([{ kind: "text", text: `${block.title} ` }, ...block.detail]).map(lineOf);
    if (block.kind === "list") return block.items.flatMap(split).map(lineOf);
    return split(spansOf(block)).map(lineOf);
  });
}

const lineOf = (spans: readonly Span[]): Line => {
  const words = spans.findIndex((span) => VERIFIED.test(wordsOf(span)));
  const moment = spans.slice(words).find((span) => span.kind === "time");
  return { text: spans.map(wordsOf).join(""), at: moment?.at ?? null };
};

const wordsOf = (span: Span): string => {
  if (span.kind === "mention") return `@${span.name}`;
  if (span.kind === "channel") return `#${span.name}`;
  return span.kind === "time" ? span.fallback : span.text;
};

/** Into its lines and sentences. */
function split(spans: readonly Span[]): Span[][] {
  const lines: Span[][] = [[]];
  for (const span of spans) {
    if (span.kind === "time" || span.kind === "mention" || span.kind === "channel") {
      lines.at(-1)?.push(span);
      continue;
    }
    span.text.split(/\n|(?<=(?<!\d)\.) (?=[A-Z])/).forEach((part, index) => {
      if (index > 0) lines.push([]);
      lines.at(-1)?.push({ ...span, text: part });
    });
  }
  return lines;
}

const READERS = ["ana", "ben", "chloe", "kenji"];
const WORDS = ["", "status", "members", "key", "record"];

/** Reads everything at the moment at which it is shown, and notes what was not true then. */
export function createReader(bot: Bot, observer: MistralObserver) {
  const found = new Set<string>();

  function read(view: View, account: string | null): void {
    const address = account === null ? null : `${account}@lumen.example`;
    for (const line of untruths(view, observer, address)) found.add(line);
  }

  const { messenger } = bot.chat;
  const { post, update, publishHome } = messenger;
  messenger.post = (channel, view, key) => {
    read(view, readerOf(channel));
    return post(channel, view, key);
  };
  messenger.update = (channel, id, view) => {
    read(view, readerOf(channel));
    return update(channel, id, view);
  };
  messenger.publishHome = (account, view) => {
    read(view, account);
    return publishHome(account, view);
  };

  return {
    /** All that people can ask for. */
    lookEverywhere: async (): Promise<void> => {
      for (const account of READERS) {
        await bot.as(account).home();
        for (const word of WORDS) {
          const reply = await bot.as(account).command(word);
          if (reply.kind === "show") read(reply.view, account);
        }
      }
    },
    untrue: (): string[] => [...found],
  };
}

const readerOf = (channel: string): string | null => (channel.startsWith("dm-") ? channel.slice(3) : null);
