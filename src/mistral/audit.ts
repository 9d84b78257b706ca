import { z } from "zod";
import { type AuditEvent, inOrder } from "../domain/security/audit.ts";
import { AppError } from "../lib/errors.ts";
import { call, instant, isPage } from "./call.ts";
import type { Send } from "./http.ts";

const FIRST_LIMIT = 100;
const MAX_LIMIT = 800;
const MAX_PAGES = 60;
/** What a page holds unless a limit is named: no server can be expected to cut pages shorter than that. */
const SHORTEST_FULL_PAGE = 20;

export type AuditLog = ReturnType<typeof createAuditLog>;

/** All throw `no_audit_log` where the plan has none or this key may not read it. `types`: only these events; null: all. */
export function createAuditLog(send: Send) {
  type Types = readonly string[] | null;
  const watched: Send = async (...order) => {
    const answer = await send(...order);
    if ((answer.status !== 403 && answer.status !== 404) || isPage(answer)) return answer;
    const message = `Mistral shows no audit log (${answer.status})`;
    throw new AppError("forbidden", message, { detail: "no_audit_log" });
  };

  function read(sort: "ascending" | "descending", limit: number, types: Types, after?: number) {
    const query = new URLSearchParams({ sort, limit: String(limit) });
    if (after !== undefined) query.set("after", new Date(after).toISOString());
    for (const type of types ?? []) query.append("event_type", type);
    return call(watched, ["GET", `/audit-logs?${query}`], z.array(z.unknown()));
  }
  const latest = (types: Types) => read("descending", SHORTEST_FULL_PAGE, types);

  return {
    /** Oldest first, also of that very moment (epoch ms). Where there is a great deal it ends early: read on from there. */
    async since(from: number, types: Types): Promise<AuditEvent[]> {
      // There is no cursor, and nobody says whether `after` counts its own moment. So each page begins a moment before
      // the end of the last one, and whoever stands in both is told apart by number.
      const found = new Map<string, AuditEvent>();
      let after = Math.max(0, from - 1);
      let limit = FIRST_LIMIT;
      for (let page = 0; page < MAX_PAGES; page += 1) {
        const entries = await read("ascending", limit, types, after);
        const events = eventsIn(entries);
        for (const event of events) found.set(event.id, event);
        if (entries.length < SHORTEST_FULL_PAGE || events.length === 0) break;
        const newest = Math.max(after, ...events.map(({ at }) => at));
        if (newest - 1 > after) after = newest - 1;
        // All of one moment: it may go on behind the page. What no page can hold is passed over.
        else if (limit === MAX_LIMIT) after += 1;
        limit = Math.min(limit * 2, MAX_LIMIT);
      }
      return [...found.values()].sort(inOrder);
    },
    newest: async (types: Types): Promise<AuditEvent | null> =>
      eventsIn(await latest(types))
        .sort(inOrder)
        .at(-1) ?? null,
    /** Mistral's id of the Organization that the newest entries are about; null: they do not name one alone. */
    organization: async (): Promise<string | null> => {
      const named = (await latest(null)).flatMap((entry) => ownerSchema.safeParse(entry).data ?? []);
      const [organization = null, ...others] = new Set(named.map((entry) => entry.organization_uuid));
      return others.length === 0 ? organization : null;
    },
  };
}

const ownerSchema = z.object({ organization_uuid: z.string().min(1).max(200) });

/** Whom metadata name; null: nobody, or in a way that we do not know. */
const personSchema = z
  .object({ user_uuid: z.string().min(1).max(200) })
  .transform(({ user_uuid }) => user_uuid)
  .nullable()
  .catch(null);

/** What is needed to know an entry again; all else may be missing or look different. */
const entrySchema = z.object({
  log_id: z.union([z.number().transform(String), z.string().min(1)]),
  created_at: z.string(),
  event_type: z.string().min(1).max(200),
  actor_type: z.unknown().optional(),
  actor_metadata: personSchema,
  event_metadata: personSchema,
  target_metadata: personSchema,
});

const eventsIn = (entries: readonly unknown[]): AuditEvent[] =>
  entries.flatMap((entry) => {
    const { data } = entrySchema.safeParse(entry);
    const at = instant(data?.created_at);
    if (data === undefined || at === null) return [];
    const actor = data.actor_type === "API_KEY" ? "api-key" : data.actor_metadata;
    const target = data.target_metadata ?? data.event_metadata;
    return { id: data.log_id, at, type: data.event_type, actor, target };
  });
