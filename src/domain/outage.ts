import { PLATFORMS, type Platform } from "./person.ts";

/** What the bot depends on, and cannot mend. */
export const UPSTREAMS = ["mistral", ...PLATFORMS] as const;
export type Upstream = "mistral" | Platform;

/** Over which Slack tells the bot what people do (Socket Mode). Slack itself may answer meanwhile. */
export const SOCKET = "slack-socket";
export const OUTAGES_OF = [...UPSTREAMS, SOCKET] as const;
export type OutageOf = Upstream | typeof SOCKET;

/** None of what was tried there got a proper answer. Times are epoch ms. */
export type Outage = {
  readonly of: OutageOf;
  readonly since: number;
  /** When it answered again; null: not yet. */
  readonly until: number | null;
  /** The platform answers, and lets our credentials in no more: somebody has to mend that. */
  readonly refused: boolean;
};

/** The outage of this upstream that is not over. */
export const outageOf = (outages: readonly Outage[], of: OutageOf): Outage | null =>
  outages.find((outage) => outage.of === of && outage.until === null) ?? null;

/** Of each upstream the latest outage is kept. */
export const withOutage = (outages: readonly Outage[], outage: Outage): Outage[] => [
  ...outages.filter(({ of }) => of !== outage.of),
  outage,
];
