import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";

/** A request that reached Mistral, and what it answered in full; `undefined` when that is no JSON. */
type Exchange = {
  readonly request: string;
  readonly page: string | null;
  readonly status: number;
  readonly answer: unknown;
  readonly at: number;
};

const address = z.string().transform((text) => text.toLowerCase());
const people = z.object({
  members: z.array(z.object({ uuid: z.string(), email: address })),
  invites: z.array(z.object({ uuid: z.string(), email: address, expired: z.boolean() })),
});
const events = z.array(z.object({ event_type: z.string(), created_at: z.string() }));
const workspace = z.object({ name: z.string() });
const workspaces = z.object({ items: z.array(workspace) });
const spending = z.object({
  limits: z.object({
    completion: z.object({ no_monthly_limit: z.boolean(), usage_limit: z.number().nullable() }),
  }),
});
const completion = z.object({ choices: z.array(z.unknown()).min(1) });

const hasOthers = ({ members, invites }: z.infer<typeof people>): boolean =>
  invites.length > 0 || members.length > 1;

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
  function at<T>(time: number, request: string, schema: z.ZodType<T>): T[] {
    return exchanges
      .filter((one) => one.at === time && one.status === 200 && one.request === request)
      .flatMap(({ answer }) => {
        const read = schema.safeParse(answer);
        return read.success ? [read.data] : [];
      });
  }

  /** All that stood in each reading of the lists at that moment: the first page begins one. */
  function readings(time: number): z.infer<typeof people>[] {
    const found: z.infer<typeof people>[] = [];
    for (const { request, page, status, answer, at: when } of exchanges) {
      const read = people.safeParse(answer);
      if (when !== time || request !== "GET /users" || status !== 200 || !read.success) continue;
      if (page === "1" || found.length === 0) found.push({ members: [], invites: [] });
      found.at(-1)?.members.push(...read.data.members);
      found.at(-1)?.invites.push(...read.data.invites);
    }
    return found;
  }

  const isMember = (who: string, time: number): boolean =>
    readings(time).some(({ members }) => members.some(({ email }) => email === who));
  const isInvited = (who: string, time: number, expired = false): boolean =>
    readings(time).some(({ invites }) => invites.some((one) => one.email === who && one.expired === expired));
  const isAbsent = (who: string, time: number): boolean =>
    readings(time).some(
      ({ members, invites }) => ![...members, ...invites].some(({ email }) => email === who),
    );
  const wasErased = (list: string, time: number): boolean =>
    exchanges.some(
      (one) =>
        one.at === time && one.request.startsWith(`DELETE ${list}/`) && [200, 404].includes(one.status),
    );

  const keyWorked = (time: number): boolean => at(time, "POST /v1/chat/completions", completion).length > 0;
  const momentsOf = (is: (time: number) => boolean, until: number): number[] =>
    [...new Set(exchanges.map((one) => one.at))].filter((time) => time <= until && is(time));

  return {
    watch,
    isMember,
    isInvited,
    /** Not in the lists of that moment, or called back in it. */
    isGone: (who: string, time: number) =>
      isAbsent(who, time) || wasErased("/users-invite", time) || wasErased("/users", time),
    answered: (time: number) => exchanges.some((one) => one.at === time && one.status === 200),
    hasWorkspace: (time: number) =>
      at(time, "GET /workspaces", workspaces).some(({ items }) => items.length > 1) ||
      at(time, "POST /workspaces", workspace).length > 0,
    /** null: no limit. */
    hadLimit: (time: number): (number | null)[] =>
      ["GET", "POST"]
        .flatMap((method) => at(time, `${method} /spend-limit`, spending))
        .map(({ limits }) => (limits.completion.no_monthly_limit ? null : limits.completion.usage_limit)),
    /** Somebody was invited or a Member, besides the maker of the Organization. */
    hasOthers: (time: number) => readings(time).some(hasOthers),
    /** By that time a key had worked and somebody had joined, and one of the two was said at that very moment. */
    wasComplete: (time: number) => {
      const joined = momentsOf((when) => readings(when).some(({ members }) => members.length > 1), time);
      const worked = momentsOf((when) => keyWorked(when), time);
      return joined.length > 0 && worked.length > 0 && [...joined, ...worked].includes(time);
    },
    keyWorked,
    /** An event of that time, whenever it was read. */
    heardOf: (type: string, time: number) =>
      exchanges
        .filter(({ request }) => request === "GET /audit-logs")
        .flatMap(({ answer }) => events.safeParse(answer).data ?? [])
        .some(({ event_type, created_at }) => event_type === type && Date.parse(created_at) === time),
  };
}

export type MistralObserver = ReturnType<typeof createMistralObserver>;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
