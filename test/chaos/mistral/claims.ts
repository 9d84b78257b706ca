import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { text } from "../../../src/view/core/spans.ts";
import type { Block, Span, View } from "../../../src/view/core/view.ts";
import { wordsIn } from "../../support/reading/read-view.ts";
import type { Bot } from "../../support/world/bot.ts";

/** A request that reached Mistral, and what it answered in full; `undefined` when that is no JSON. */
type Exchange = {
  readonly request: string;
  readonly page: string | null;
  readonly status: number;
  readonly answer: unknown;
  readonly at: number;
};

const address = z.string().transform((said) => said.toLowerCase());
const invited = z.object({ email: address, expired: z.boolean() });
const people = z.object({ members: z.array(z.object({ email: address })), invites: z.array(invited) });
type People = z.infer<typeof people>;
const events = z.array(z.object({ event_type: z.string(), created_at: z.string() }));
const workspaces = z.object({ items: z.array(z.unknown()).min(2) }).or(z.object({ name: z.string() }));
const limit = z.object({ no_monthly_limit: z.boolean(), usage_limit: z.number().nullable() });
const spending = z.object({ limits: z.object({ completion: limit }) });
const completion = z.object({ choices: z.array(z.unknown()).min(1) });

/** Hears what Mistral says to the bot, and nothing else. What broke off on the way was never said. */
export function createMistralObserver(now: () => number) {
  const exchanges: Exchange[] = [];

  function watch(req: IncomingMessage, res: ServerResponse): void {
    const said: Buffer[] = [];
    const { end } = res;
    // The stand-in says all that it says at the end, or breaks off.
    res.end = (...given: unknown[]) => {
      if (typeof given[0] === "string") said.push(Buffer.from(given[0]));
      return Reflect.apply(end, res, given) as ServerResponse;
    };
    res.on("finish", () => {
      const { pathname, searchParams } = new URL(req.url ?? "/", "http://mistral.invalid");
      const request = `${req.method} ${pathname.replace("/v1/admin", "")}`;
      const answer = parse(Buffer.concat(said).toString());
      exchanges.push({ request, page: searchParams.get("page"), status: res.statusCode, answer, at: now() });
    });
  }

  /** What was said at that very moment. */
  const at = <T>(time: number, request: string, schema: z.ZodType<T>): T[] =>
    exchanges
      .filter((one) => one.at === time && one.status === 200 && one.request === request)
      .flatMap(({ answer }) => schema.safeParse(answer).data ?? []);

  /** All that stood in each reading of the lists at that moment: the first page begins one. */
  function readings(time: number): People[] {
    const found: People[] = [];
    for (const { request, page, status, answer, at: when } of exchanges) {
      const read = people.safeParse(answer).data;
      if (when !== time || request !== "GET /users" || status !== 200 || read === undefined) continue;
      if (page === "1" || found.length === 0) found.push({ members: [], invites: [] });
      found.at(-1)?.members.push(...read.members);
      found.at(-1)?.invites.push(...read.invites);
    }
    return found;
  }

  const wasErased = (time: number): boolean =>
    exchanges.some(
      ({ at: when, request, status }) =>
        when === time && /^DELETE \/users(-invite)?\//.test(request) && [200, 404].includes(status),
    );
  const isAnswered = (time: number) => exchanges.some((one) => one.at === time && one.status === 200);
  const keyWorked = (time: number) => at(time, "POST /v1/chat/completions", completion).length > 0;
  const hasJoined = (time: number) => readings(time).some(({ members }) => members.length > 1);
  const either = <T>(time: number, path: string, schema: z.ZodType<T>): T[] =>
    ["GET", "POST"].flatMap((method) => at(time, `${method} ${path}`, schema));
  const momentsOf = (is: (time: number) => boolean, until: number): number[] =>
    [...new Set(exchanges.map((one) => one.at))].filter((time) => time <= until && is(time));
  const isInvited = (who: string, time: number, expired: boolean) =>
    readings(time).some(({ invites }) => invites.some((one) => one.email === who && one.expired === expired));

  /** An event of that time, whenever it was read. */
  const heardOf = (type: string) => (time: number) =>
    exchanges
      .filter(({ request }) => request === "GET /audit-logs")
      .flatMap(({ answer }) => events.safeParse(answer).data ?? [])
      .some(({ event_type, created_at }) => event_type === type && Date.parse(created_at) === time);
  const isPaid = heardOf("billing.payment_method.added");

  /** What a verified line is about, and what Mistral must have said at that time. The first one that fits counts. */
  const proofs: readonly (readonly [RegExp, (at: number, line: string) => boolean])[] = [
    [/\d\. Organization/, isAnswered],
    [/\d\. Billing/, isPaid],
    [/\d\. Workspaces/, (time) => either(time, "/workspaces", workspaces).length > 0],
    // Somebody besides the maker of the Organization.
    [/\d\. Members/, (time) => hasJoined(time) || readings(time).some(({ invites }) => invites.length > 0)],
    [
      /✅ \d\. Verify/,
      // Both were so by then, and one of the two was said at that very moment.
      (time) => {
        const [joined, worked] = [momentsOf(hasJoined, time), momentsOf(keyWorked, time)];
        return joined.length > 0 && worked.length > 0 && [...joined, ...worked].includes(time);
      },
    ],
    [
      /spending limit/i,
      (time, line) =>
        either(time, "/spend-limit", spending).some(({ limits: { completion: said } }) =>
          said.no_monthly_limit || said.usage_limit === null
            ? /\bno /i.test(line)
            : line.includes(`${said.usage_limit}`),
        ),
    ],
    [/\bkey was made\b/i, heardOf("api_key.create")],
    [/\bkey\b.* work(s|ed)\b/i, keyWorked],
    [/Payment method|billing was done/i, isPaid],
  ];

  /** The same of what it says of people. */
  const ofPeople: readonly (readonly [RegExp, (who: string, at: number) => boolean])[] = [
    [
      /no longer (?:a member|in this organization)|removed|revoked/i,
      // Not in the lists of that moment, or called back in it.
      (who, time) =>
        wasErased(time) ||
        readings(time).some(({ members, invites }) =>
          [...members, ...invites].every(({ email }) => email !== who),
        ),
    ],
    [/expired|ran out/i, (who, time) => isInvited(who, time, true)],
    [/Pending/, (who, time) => isInvited(who, time, false)],
    [
      /Active|Member|member/,
      (who, time) => readings(time).some(({ members }) => members.some(({ email }) => email === who)),
    ],
  ];

  return { watch, isAnswered, proofs, ofPeople };
}

type MistralObserver = ReturnType<typeof createMistralObserver>;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const VERIFIED = /verified with Mistral/i;
const NAMED = /[\w.+-]+@[\w.-]+\.\w+|@\w+/g;

/** All that is wrong with what a View calls verified; `reader` is the address of the person who reads it, if it is one. */
function untruths(view: View, observer: MistralObserver, reader: string | null): string[] {
  const lines = linesOf(view);
  // A list of people says once, above them, what is true of all.
  const above = lines.find((line) => /members are Active/.test(line)) ?? "";

  function isProved(line: string): boolean {
    const at = Number(/verified with Mistral[^<]*<(\d+)>/i.exec(line)?.[1]);
    const proof = observer.proofs.find(([words]) => words.test(line));
    if (proof !== undefined) return proof[1](at, line);
    const saidIn = (where: string) => observer.ofPeople.find(([words]) => words.test(where));
    const said = saidIn(line) ?? saidIn(above);
    if (said === undefined) return false;
    const named = [...line.matchAll(NAMED)].map(([who]) =>
      who.startsWith("@") ? `${who.slice(1)}@lumen.example` : who.toLowerCase(),
    );
    if (named.length === 0 && reader !== null && /\byou\b/i.test(line)) named.push(reader);
    // In a channel that may not know addresses they are called "a new Member".
    if (named.length === 0) return /a new Member/i.test(line) && observer.isAnswered(at);
    return named.every((who) => said[1](who, at));
  }

  return lines.filter((line) => VERIFIED.test(line) && !isProved(line));
}

/** Each line and sentence, with times as `<milliseconds>`, and what stands in one row in one line. */
function linesOf({ blocks }: View): string[] {
  const marked: Block[] = JSON.parse(JSON.stringify(blocks), (_, part: Block | Span) => {
    if (part?.kind === "time") return text(`<${part.at}>`);
    return part?.kind === "row" ? { kind: "text", spans: [text(`${part.title} `), ...part.detail] } : part;
  });
  return marked.flatMap((block) => wordsIn(block).split(/\n|(?<=(?<!\d)\.) (?=[A-Z])/));
}

const WORDS = ["", "status", "members", "key", "record"];

/** Reads everything at the moment at which it is shown, and notes what was not true then. */
export function createReader(bot: Bot, observer: MistralObserver) {
  const found = new Set<string>();

  function read(view: View, account: string | null): void {
    const who = account === null ? null : `${account}@lumen.example`;
    for (const line of untruths(view, observer, who)) found.add(line);
  }

  bot.chat.watch((view, place) => read(view, place.startsWith("dm-") ? place.slice(3) : null));

  return {
    /** All that people can ask for. */
    lookEverywhere: async (): Promise<void> => {
      for (const account of ["ana", "ben", "chloe", "kenji"]) {
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
