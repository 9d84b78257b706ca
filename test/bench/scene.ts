import { BOT } from "../../src/sandbox/slack/bot.ts";
import { APP_ID, TEAM } from "../../src/sandbox/slack/company.ts";

// Who and what is there before the clock starts, known alike to the bot's database and to the embedded Slack.

export { APP_ID, BOT, TEAM };
export const OWNER = "U0ANADUA01";
export const APPROVALS = "C0APPROVE1";
export const NEWS = "C0MISTRAL1";
export const APPROVERS = Array.from({ length: 10 }, (_, n) => `U0APPROVE${n}X`);
export const REQUESTERS = Array.from({ length: 50 }, (_, n) => `U0REQUEST${n}X`);
export const everybody = [...APPROVERS, ...REQUESTERS];

export const addressOf = (account: string): string => `${account.toLowerCase()}@lumen.example`;
export const directOf = (account: string): string => `D${account.slice(1)}`;
export const requesterOf = (request: number): string => REQUESTERS[request % REQUESTERS.length] ?? "";

/** When the messages of a Request were posted: its card, and what its requester was told. */
export const cardTs = (request: number): string => `${1_700_000_000 + request}.000100`;
export const askedTs = (request: number): string => `${1_700_000_000 + request}.000200`;
export const SETUP_TS = "1700000000.000100";
