import { z } from "zod";
import { type AuditEvent, inOrder } from "../domain/security/audit.ts";
import { AppError } from "../lib/errors.ts";
import { call } from "./answer.ts";
import type { Send } from "./exchange.ts";
import { isPage } from "./http-error.ts";
import { instant } from "./instant.ts";

export interface AuditLog {
  /**
   * Everything since `after` (epoch ms), oldest first, each entry once; also what happened at that very moment. Ends
   * early where there is a great deal: read on from the newest. `types`: only these events; null: all.
   */
  since(after: number, types: readonly string[] | null): Promise<AuditEvent[]>;
  /** The newest of these events, or null when none of them ever happened. */
  newest(types: readonly string[] | null): Promise<AuditEvent | null>;
  /** Mistral's id of the Organization that the newest entries are about; null: they do not name one alone. */
  organization(): Promise<string | null>;
}

const FIRST_LIMIT = 100;
const MAX_LIMIT = 800;
const MAX_PAGES = 60;
/** What a page holds unless a limit is named: no server can be expected to cut pages shorter than that. */
const SHORTEST_FULL_PAGE = 20;

/** Both throw `no_audit_log` where the plan has none or this key may not read it. */
export function createAuditLog(send: Send): AuditLog {
  const watched: Send = async (method, path, body) => {
    const answer = await send(method, path, body);
    const absent = answer.status === 403 || answer.status === 404;
    if (!absent || isPage(answer)) return answer;
    throw new AppError("forbidden", `Mistral shows no audit log (${answer.status})`, {
      detail: "no_audit_log",
    });
  };
  const readPage = (query: Query): Promise<Page> =>
    call(watched, ["GET", `/audit-logs?${words(query)}`], pageSchema);
  return {
    since: (after, types) => readOn(readPage, after, types),
    newest: async (types) => {
      const { events } = await readPage({ sort: "descending", limit: SHORTEST_FULL_PAGE, types });
      return events.toSorted(inOrder).at(-1) ?? null;
    },
    organization: async () => {
      const page = await readPage({ sort: "descending", limit: SHORTEST_FULL_PAGE, types: null });
      const [organization = null, ...others] = page.organizations;
      return others.length === 0 ? organization : null;
    },
  };
}

type Query = {
  sort: "ascending" | "descending";
  limit: number;
  types: readonly string[] | null;
  after?: number;
};

function words({ sort, limit, types, after }: Query): URLSearchParams {
  const query = new URLSearchParams({ sort, limit: String(limit) });
  if (after !== undefined) query.set("after", new Date(after).toISOString());
  for (const type of types ?? []) query.append("event_type", type);
  return query;
}

/**
 * There is no cursor, and nobody says whether `after` counts its own moment. So each page begins a moment before the end
 * of the last one, and whoever stands in both is told apart by number.
 */
async function readOn(
  readPage: (query: Query) => Promise<Page>,
  from: number,
  types: readonly string[] | null,
): Promise<AuditEvent[]> {
  const found = new Map<string, AuditEvent>();
  let after = Math.max(0, from - 1);
  let limit = FIRST_LIMIT;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { events, size } = await readPage({ sort: "ascending", limit, types, after });
    for (const event of events) found.set(event.id, event);
    if (size < SHORTEST_FULL_PAGE || events.length === 0) break;
    const newest = Math.max(after, ...events.map(({ at }) => at));
    if (newest - 1 > after) after = newest - 1;
    // All of one moment: it may go on behind the page. What no page can hold is passed over.
    else if (limit === MAX_LIMIT) after += 1;
    limit = Math.min(limit * 2, MAX_LIMIT);
  }
  return [...found.values()].sort(inOrder);
}

type Page = {
  readonly events: readonly AuditEvent[];
  /** Entries on it, readable or not. */
  readonly size: number;
  /** Mistral's ids of those that it names, each once. */
  readonly organizations: readonly string[];
};

const pageSchema: z.ZodType<Page> = z.array(z.unknown()).transform((entries) => ({
  events: entries.flatMap((entry) => readEntry(entry) ?? []),
  size: entries.length,
  organizations: [...new Set(entries.flatMap((entry) => organizationIn(entry) ?? []))],
}));

/** What is needed to know an entry again; all else may be missing or look different. */
const entrySchema = z.object({
  log_id: z.union([z.number().transform(String), z.string().min(1)]),
  created_at: z.string(),
  event_type: z.string().min(1).max(200),
  actor_type: z.unknown().optional(),
  actor_metadata: z.unknown().optional(),
  event_metadata: z.unknown().optional(),
  target_metadata: z.unknown().optional(),
});

function readEntry(entry: unknown): AuditEvent | null {
  const read = entrySchema.safeParse(entry);
  const at = read.success ? instant(read.data.created_at) : null;
  if (!read.success || at === null) return null;
  const { log_id, event_type, actor_type, actor_metadata, event_metadata, target_metadata } = read.data;
  return {
    id: log_id,
    at,
    type: event_type,
    actor: actor_type === "API_KEY" ? "api-key" : personIn(actor_metadata),
    target: personIn(target_metadata) ?? personIn(event_metadata),
  };
}

const ownerSchema = z.object({ organization_uuid: z.string().min(1).max(200) });

function organizationIn(entry: unknown): string | null {
  const read = ownerSchema.safeParse(entry);
  return read.success ? read.data.organization_uuid : null;
}

const personSchema = z.object({ user_uuid: z.string().min(1).max(200) });

function personIn(metadata: unknown): string | null {
  const read = personSchema.safeParse(metadata);
  return read.success ? read.data.user_uuid : null;
}
