import type { ServerResponse } from "node:http";
import fc from "fast-check";
import { AppError } from "../../../src/lib/errors.ts";
import { createMistralAdmin } from "../../../src/mistral/admin/admin.ts";
import { createKeyProbe } from "../../../src/mistral/probe.ts";
import { ADMIN_KEY } from "../../support/servers/mistral.ts";
import { listenRaw } from "../../support/servers/raw-server.ts";
import type { Play } from "../scenario.ts";
import { bodies, bombard } from "./changed.ts";

type Asking = readonly [name: string, valid: readonly object[], ask: (baseUrl: string) => Promise<unknown>];

const ID = "0b6c7d3e-0000-4000-8000-000000000001";
const ADDRESS = "p@lumen.example";
const ROLES = { organization_roles: [{ name: "member", uuid: ID }] };

const admin = (baseUrl: string) => createMistralAdmin({ baseUrl, key: ADMIN_KEY });
const probe = (baseUrl: string) => createKeyProbe({ baseUrl, key: ADMIN_KEY });

const member = { uuid: ID, email: ADDRESS, name: "zq", raw_roles: ["member"], raw_role: "member" };
const invite = { ...member, expired: false, created_at: "2026-01-05T09:00:00" };
const entry = {
  ...{ log_id: 7, created_at: "2026-01-05T09:00:00Z", event_type: "user.invited", actor_type: "USER" },
  ...{ actor_metadata: { user_uuid: ID }, target_metadata: { user_uuid: ID }, organization_uuid: ID },
};
const completion = { monthly_limit_reached: false, no_monthly_limit: false, usage_limit: 20 };
const model = { id: "mistral-small-latest", archived: false, capabilities: { completion_chat: true } };
const choices = [{ message: { content: "Hi" } }];

const SPENDING = { limits: { completion, last_payment_failure: false, currency: "EUR" } };
const OWNER = { id: ID, organization: { id: ID, name: "zq" }, workspace: { id: ID, name: "zq" } };
const INVITED = { invalid_emails: [], already_members: [ADDRESS], ...ROLES };
const WORKSPACE = { uuid: ID, name: "zq" };
const TO_INVITE = { role: "member" as const, seats: [], workspaceIds: [], language: null };

/** Every question that the bot asks Mistral, with answers as they are documented. */
const ASKED: readonly Asking[] = [
  ["people", [{ members: [member], invites: [invite], total: 2, ...ROLES }], (url) => admin(url).people()],
  ["invite", [INVITED], (url) => admin(url).invite({ ...TO_INVITE, addresses: [ADDRESS] })],
  ["revoke", [{}, [{ invite_uuid: ID, email: ADDRESS }]], (url) => admin(url).revoke(ID)],
  ["role", [ROLES], (url) => admin(url).setRole(ID, "member")],
  ["remove", [{}], (url) => admin(url).remove(ID)],
  ["workspaces", [{ items: [{ ...WORKSPACE, is_default: true }] }], (url) => admin(url).workspaces()],
  ["new Workspace", [WORKSPACE], (url) => admin(url).createWorkspace({ name: "zq", adminMemberId: ID })],
  ["spend limit", [SPENDING], (url) => admin(url).spendLimit()],
  ["new spend limit", [{}], (url) => admin(url).setSpendLimit(3)],
  ["the bot's own key", [{ data: [model], choices }], (url) => probe(url).probe(true)],
  ["whose key it is", [OWNER], (url) => probe(url).identity()],
  ["audit log", [[entry, { ...entry, log_id: "8" }]], (url) => admin(url).audit.since(0, null)],
  ["newest in the audit log", [[entry]], (url) => admin(url).audit.newest(null)],
];

type Answer = {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly bytes: Buffer;
  /** The connection ends before all of it is there. */
  readonly cut: boolean;
};

const TRICKS: readonly ((text: string) => string)[] = [
  (text) => text.replace(/"uuid"|"members"|"items"|"data"|"id"/g, '"__proto__"'),
  (text) => text.replace(/(?<=:)\d+/g, "9007199254740993"),
  (text) => text.replace(/(?<=:)\d+|true|false/g, "1e999"),
  (text) => text.slice(0, text.length / 2),
  (text) => `\uFEFF${text}`,
  () => "[".repeat(100_000),
  () => `${'{"members":['.repeat(2000)}1${"]}".repeat(2000)}`,
  (text) => `<html>${text}</html>`,
];

const TOO_MUCH = Buffer.alloc(5 * 1024 * 1024, "[");

const STATUSES = [201, 202, 204, 301, 302, 400, 401, 402, 403, 404, 409, 418, 422, 429, 500, 503, 599];
const HEADERS = fc.record(
  {
    "retry-after": fc.constantFrom("", "0", "1e9", "-5", "soon", "Tue, 01 Sep 2026 09:00:00 GMT"),
    "content-type": fc.constantFrom("application/json", "text/html", "text/plain; charset=utf-16", "?"),
    "content-encoding": fc.constantFrom("identity", "gzip", "br", "zq"),
    location: fc.constantFrom("https://zq.example/", "/"),
  },
  { requiredKeys: [] },
);

const answersTo = (valid: readonly object[]): fc.Arbitrary<Answer> => {
  const text = fc
    .tuple(bodies(valid), fc.option(fc.constantFrom(...TRICKS), { freq: 3 }))
    .map(([body, trick]) => (trick === null ? body : trick(body)));
  return fc.record({
    status: fc.oneof({ weight: 2, arbitrary: fc.constant(200) }, fc.constantFrom(...STATUSES)),
    headers: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, HEADERS),
    bytes: fc.oneof(
      { weight: 280, arbitrary: text.map((each) => Buffer.from(each)) },
      { weight: 10, arbitrary: text.map((each) => Buffer.from(each, "utf16le")) },
      { weight: 10, arbitrary: fc.uint8Array({ maxLength: 500 }).map((each) => Buffer.from(each)) },
      { weight: 1, arbitrary: fc.constant(TOO_MUCH) },
    ),
    cut: fc.integer({ min: 0, max: 19 }).map((n) => n === 0),
  });
};

function say(response: ServerResponse, { status, headers, bytes, cut }: Answer): void {
  if (!cut) {
    response.writeHead(status, headers).end(status === 204 ? "" : bytes);
    return;
  }
  response.writeHead(status, { ...headers, "content-length": bytes.length + 1 });
  response.write(bytes, () => response.destroy());
}

/** Each question is answered from any such answer, or refused as an error that the bot knows. */
export async function fuzzAnswers(play: Play, each: number): Promise<void> {
  const answers = new Map<string, Answer>();
  const raw = await listenRaw(({ url = "" }, response) => {
    const answer = answers.get(url.split("/")[1] ?? "");
    if (answer === undefined) response.writeHead(404).end();
    else say(response, answer);
  });
  await bombard(play, {
    each,
    parts: ASKED.map(([name, valid, ask]) => ({ name: `Mistral's answers about ${name}`, valid, ask })),
    values: ({ valid }) => answersTo(valid),
    shown: ({ status, bytes }) => `${status} ${bytes.toString("latin1", 0, 300)}`,
    send: async ({ ask }, answer, n) => {
      answers.set(`${n}`, answer);
      try {
        await ask(`${raw.url}/${n}`);
        play.count("answers that could be read");
      } catch (error) {
        if (!(error instanceof AppError)) return [String(error)];
        if (error.message.includes(ADMIN_KEY)) return ["the key is in the error"];
      } finally {
        answers.delete(`${n}`);
      }
      return [];
    },
  });
  await raw.close();
}
