import { createReferences } from "../../../src/app/messages/conversation-references.ts";
import type { ConversationReference } from "../../../src/domain/conversation-reference.ts";
import { createPace, type Pace } from "../../../src/lib/rate-limit.ts";
import { createConnector } from "../../../src/teams/outbound/connector.ts";
import { createMessenger } from "../../../src/teams/outbound/messenger.ts";
import { memoryStore } from "../../store/repositories/samples.ts";
import { fakeConnector } from "./fake-connector.ts";

export const OWN = "own-tenant";
export const CHANNEL = "19:c@thread.tacv2";
export const TEAM = "19:t@thread.tacv2";
/** The SDK stays out of tests that need none. */
export const NO_TOKENS = { get: async () => null, refused() {} };
export const VIEW = { summary: "Paul asks for access", blocks: [] };
export const CARD = { type: "AdaptiveCard", version: "1.5" };
const BOT = { bot: "28:app", botName: "Setup" };

export type Teams = Awaited<ReturnType<typeof teams>>;

export async function teams(ownTenant: string | null = OWN, pace: Pace = createPace()) {
  const service = await fakeConnector();
  const store = memoryStore();
  const references = createReferences(store, "teams");
  const logged: object[] = [];
  let now = 1_000_000;
  const make = () =>
    createMessenger({
      connector: createConnector({ tokens: NO_TOKENS, pace, trusts: () => true }),
      references: createReferences(store, "teams"),
      ownTenant,
      card: () => CARD,
      log: { error: (fields) => void logged.push(fields) },
      now: () => now,
    });
  const later = (ms: number) => {
    now += ms;
  };
  /** `restarted`: a second process that works on the same database. */
  return { messenger: make(), service, references, logged, restarted: make, later };
}

export const person = (
  { service }: Teams,
  change: ConversationReference["data"] = {},
): ConversationReference => ({
  kind: "person",
  id: "ana",
  label: "Ana",
  data: {
    serviceUrl: service.serviceUrl,
    tenant: OWN,
    ...BOT,
    user: "29:ana",
    conversation: "a:ana",
    locale: "fr-FR",
    timezone: "Europe/Paris",
    ...change,
  },
});
export const place = (
  { service }: Teams,
  kind: "channel" | "team",
  id: string,
  more: ConversationReference["data"] = {},
): ConversationReference => ({
  kind,
  id,
  label: "Engineering",
  data: { serviceUrl: service.serviceUrl, tenant: OWN, ...BOT, ...more },
});

/** Ana has written to the bot. */
export async function withAna(ownTenant?: string | null, pace?: Pace): Promise<Teams> {
  const given = await teams(ownTenant, pace);
  given.references.note(person(given));
  return given;
}

/** The app is in one team. */
export async function withTeam(pace?: Pace): Promise<Teams> {
  const given = await teams(OWN, pace);
  given.references.note(place(given, "team", TEAM));
  return given;
}
