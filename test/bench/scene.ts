import type { Platform } from "../../src/domain/accounts/person.ts";
import { APP_ID, BOT, TEAM } from "../../src/sandbox/slack/company.ts";

export { APP_ID, BOT, TEAM };

/** Who and what is there before the clock starts, known alike to the bot's database and to the stand-in. */
export type Scene = {
  readonly platform: Platform;
  /** The chat workspace or the tenant. */
  readonly team: string;
  readonly owner: string;
  readonly approvers: readonly string[];
  readonly requesters: readonly string[];
  readonly approvals: string;
  readonly news: string;
  /** The Setup's message among the news. */
  readonly setup: string;
  directOf(account: string): string;
  /** Where an approver looks at their own page. */
  homeOf(account: string): { readonly channel: string; readonly message: string };
  /** The messages of a Request: its card, and what its requester was told. */
  cardOf(request: number): string;
  askedOf(request: number): string;
};

export const slack: Scene = {
  platform: "slack",
  team: TEAM.id,
  owner: "U0ANADUA01",
  approvers: Array.from({ length: 10 }, (_, n) => `U0APPROVE${n}X`),
  requesters: Array.from({ length: 50 }, (_, n) => `U0REQUEST${n}X`),
  approvals: "C0APPROVE1",
  news: "C0MISTRAL1",
  setup: "1700000000.000100",
  directOf: (account) => `D${account.slice(1)}`,
  homeOf: (account) => ({ channel: "home", message: account }),
  cardOf: (request) => `${1_700_000_000 + request}.000100`,
  askedOf: (request) => `${1_700_000_000 + request}.000200`,
};

export const addressOf = (account: string): string => `${account.toLowerCase()}@lumen.example`;
export const everybodyOf = ({ approvers, requesters }: Scene): string[] => [...approvers, ...requesters];

/** Who decides on a Request and who asked for it goes round. */
export const approverOf = ({ approvers }: Scene, request: number): string =>
  approvers[request % approvers.length] ?? "";
export const requesterOf = ({ requesters }: Scene, request: number): string =>
  requesters[request % requesters.length] ?? "";
