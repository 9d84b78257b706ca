import { z } from "zod";
import { PLATFORMS, type Platform, place } from "./accounts/person.ts";
import { GROUP_TROUBLES } from "./approvals/group.ts";

/** What the bot depends on, and cannot mend. */
export const UPSTREAMS = ["mistral", ...PLATFORMS] as const;
export type Upstream = "mistral" | Platform;

/** Over which Slack tells the bot what people do (Socket Mode). Slack itself may answer meanwhile. */
export const SOCKET = "slack-socket";
export const OUTAGES_OF = [...UPSTREAMS, SOCKET] as const;
export type OutageOf = Upstream | typeof SOCKET;

export const alertFacts = z.discriminatedUnion("kind", [
  /** Mistral refuses the Admin API key, or (`noRights`) allows it nothing. */
  z.object({ kind: z.literal("admin-key"), noRights: z.boolean() }),
  /** `of`: its id, where the audit log named it at the last look. */
  z.object({ kind: z.literal("other-organization"), of: z.string().nullable().default(null) }),
  /** An upstream does not answer. `refused`: it answers, and refuses our credentials. */
  z.object({ kind: z.literal("outage"), of: z.enum(OUTAGES_OF), refused: z.boolean() }),
  /** A channel of the settings that the bot cannot write to. `reason`: a stable word of the platform's or of ours. */
  place.extend({ kind: z.literal("closed"), reason: z.string(), name: z.string().nullable() }),
  /** Nobody decides any more by being in a group of approvers. */
  z.object({
    kind: z.literal("group"),
    ...{ platform: z.enum(PLATFORMS), group: z.string(), name: z.string(), why: z.enum(GROUP_TROUBLES) },
  }),
  z.object({ kind: z.literal("drift"), found: z.array(z.string()).readonly() }),
  z.object({ kind: z.literal("trouble"), job: z.number() }),
  z.object({ kind: z.literal("left"), person: z.string() }),
  z.object({ kind: z.literal("payment-removed") }),
  /** The bot's own key is elsewhere's. `of`: the id of its Workspace, else of its organization; empty: neither is told. */
  z.object({ kind: z.literal("foreign-key"), of: z.string() }),
]);

/** What stands in a row of the checklist, the status and Home pages while it lasts. */
export const IN_A_ROW = ["admin-key", "other-organization", "outage"] as const;

export type AlertFacts = z.infer<typeof alertFacts>;
export type AlertKind = AlertFacts["kind"];

type Life = {
  readonly id: number;
  readonly since: number;
  /** When people were told; null: it may be over before anybody needs to know. */
  readonly toldAt: number | null;
  readonly until: number | null;
};

/** Something is wrong: those whom it concerns are told once, in a message that changes when it is over. */
export type Alert<K extends AlertKind = AlertKind> = Readonly<Extract<AlertFacts, { kind: K }>> & Life;

export const ofKind = <K extends AlertKind>(alerts: readonly Alert[], kind: K): Alert<K>[] =>
  alerts.filter((alert): alert is Alert<K> => alert.kind === kind);

export const outageOf = (alerts: readonly Alert[], of: Alert<"outage">["of"]): Alert<"outage"> | null =>
  ofKind(alerts, "outage").find((outage) => outage.of === of) ?? null;
