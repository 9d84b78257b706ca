import { type ZodType, z } from "zod";

/** What a stand-in noted of one request. */
export type SentCall = { method: string; path: string; query: string; body: unknown };

/** A call of Mistral's published contract, by hand, as far as the bot uses it; whatever is not named is refused. */
type Contracted = {
  readonly method: string;
  readonly path: RegExp;
  /** By name, what each value must be; of one that may come several times, a list. */
  readonly query?: Readonly<Record<string, ZodType>>;
  /** Without it the call has no body. */
  readonly body?: ZodType;
};

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const admin = (rest: string): RegExp => new RegExp(`^/v1/admin${rest.replaceAll(":id", UUID)}$`, "i");

const above0 = z.stringFormat("whole number above 0", /^[1-9]\d{0,8}$/);
const instant = z.iso.datetime({ offset: true });
const paging = { page: above0, page_size: above0 };

const roles = { role_names: z.array(z.enum(["member", "billing_manager", "organization_admin"])).min(1) };
const invitation = z.strictObject({
  ...roles,
  email: z.string().min(1),
  subscription_types: z.array(z.enum(["CHAT", "MISTRAL_CODE"])).optional(),
  email_language: z.enum(["en", "fr", "es", "de", "it", "pt_br", "pl", "ar", "nl"]).optional(),
  workspace_uuids: z.array(z.guid()).optional(),
});

/** JSON counts characters, not UTF-16 units. */
const name = z.string().refine((text) => [...text].length <= 255, "over 255");

/** Not in the Admin API's document; this much is what the ordinary API's reference asks for. */
const oneToken = z.strictObject({
  model: z.string().min(1),
  messages: z.array(z.strictObject({ role: z.literal("user"), content: z.string().min(1) })).length(1),
  max_tokens: z.int().min(0),
});

const event = z.stringFormat("event", /^[a-z0-9_]+(\.[a-z0-9_]+)+$/);

const limit = z.strictObject({ amount: z.int(), no_monthly_limit: z.boolean().optional() });

const CALLS: readonly Contracted[] = [
  { method: "GET", path: admin("/users"), query: paging },
  { method: "PATCH", path: admin("/users/:id"), body: z.strictObject(roles) },
  { method: "DELETE", path: admin("/users/:id") },
  { method: "POST", path: admin("/users-invite"), body: invitation },
  { method: "GET", path: admin("/users-invite") },
  { method: "DELETE", path: admin("/users-invite/:id") },
  { method: "GET", path: admin("/roles") },
  { method: "GET", path: admin("/workspaces"), query: paging },
  { method: "POST", path: admin("/workspaces"), body: z.strictObject({ name, admin_user_id: z.guid() }) },
  { method: "GET", path: admin("/spend-limit") },
  { method: "POST", path: admin("/spend-limit"), body: limit },
  {
    method: "GET",
    path: admin("/audit-logs"),
    query: {
      ...{ sort: z.enum(["ascending", "descending"]), after: instant, limit: above0 },
      event_type: z.union([event, z.array(event)]),
    },
  },
  { method: "GET", path: /^\/v1\/users\/me$/ },
  { method: "GET", path: /^\/v1\/models$/ },
  { method: "POST", path: /^\/v1\/chat\/completions$/, body: oneToken },
];

/** Each schema is made once: thousands of calls are looked at. */
const CONTRACT = CALLS.map(({ query = {}, body = z.undefined(), ...call }) => ({
  ...{ ...call, body, query: z.strictObject(query).partial() },
}));

/** What is wrong with a request, in a sentence for each; none when it keeps to the contract. */
export function offContract({ method, path, query, body }: SentCall): string[] {
  const call = CONTRACT.find((each) => each.method === method && each.path.test(path));
  const told = (what: string) => `${method} ${path}: ${what}`;
  if (call === undefined) return [told("no such call")];
  const sent = new URLSearchParams(query);
  const values = [...new Set(sent.keys())].map((name) => {
    const all = sent.getAll(name);
    return [name, all.length > 1 ? all : all[0]];
  });
  return [
    ...(call.query.safeParse(Object.fromEntries(values)).error?.issues ?? []),
    ...(call.body.safeParse(body).error?.issues ?? []),
  ].map((issue) => told([...issue.path, issue.message].join(": ")));
}

/** For the end of every test in which the bot talks to a stand-in. */
export function mustKeepToContract(calls: readonly SentCall[]): void {
  const wrong = new Set(calls.flatMap(offContract));
  if (wrong.size > 0) throw new Error(`Mistral was asked outside of its contract:\n${[...wrong].join("\n")}`);
}
