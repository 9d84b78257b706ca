import { PLATFORMS, type Platform } from "./accounts/person.ts";

/** What the bot depends on, and cannot mend. */
export const UPSTREAMS = ["mistral", ...PLATFORMS] as const;
export type Upstream = "mistral" | Platform;

/** Over which Slack tells the bot what people do (Socket Mode). Slack itself may answer meanwhile. */
export const SOCKET = "slack-socket";
export const OUTAGES_OF = [...UPSTREAMS, SOCKET] as const;
export type OutageOf = Upstream | typeof SOCKET;
