import { z } from "zod";
import { AppError } from "../lib/errors.ts";
import { createPace } from "../lib/rate-limit.ts";
import { isYounger } from "../lib/timing.ts";
import { createWebCall, type WebCall, type WebClient } from "./web-api.ts";

/** Who the bot is, and where it was let in. */
export type Identity = {
  /** Names by id: the chat workspace of the token, or all that the app was added to. */
  readonly workspaces: ReadonlyMap<string, string>;
  /** The Enterprise organization that they belong to, if there is one. */
  readonly enterprise: string | null;
  /** One token for the whole organization: some methods then have to be told which workspace is meant. */
  readonly isOrgWide: boolean;
  /** What Slack calls the workspace or the organization. */
  readonly name: string;
  readonly botUserId: string;
};

/** The ids that a request names. `organizations` count only where the app is installed for one. */
export type Named = Record<"ids" | "organizations", readonly (string | null | undefined)[]>;

export type IdentityHolder = ReturnType<typeof createIdentity>;

/** Slack has such a flag as a boolean here and as a string there. */
const flag = z
  .unknown()
  .optional()
  .transform((said) => said === true || said === "true");
const word = z.string().nullish();

const authTest = z.object({
  // Slack does not document what an organization's token has as its team: nothing, or the organization.
  ...{ team_id: word, team: word, enterprise_id: word },
  ...{ is_enterprise_install: flag, user_id: z.string() },
  response_metadata: z.object({ scopes: z.array(z.string()).nullish() }).nullish(),
});
const teams = z.object({
  teams: z.array(z.object({ id: z.string().min(1), name: word })),
  response_metadata: z.object({ next_cursor: word }).nullish(),
});

const MOST_PAGES = 20;

async function addedTo(call: WebCall): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  let cursor = "";
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const args = { limit: 1000, ...(cursor !== "" && { cursor }) };
    const answer = await call("read", "auth.teams.list", teams, args);
    for (const { id, name } of answer.teams) found.set(id, name ?? id);
    cursor = answer.response_metadata?.next_cursor ?? "";
    if (cursor === "") break;
  }
  return found;
}

/** Asks Slack whose the token is, and what it was granted. `scopes` null: Slack did not say. */
export async function readIdentity(call: WebCall) {
  const told = await call("read", "auth.test", authTest);
  const { team_id: team, is_enterprise_install: isOrgWide, user_id: botUserId } = told;
  const enterprise = told.enterprise_id ?? (isOrgWide ? team : null) ?? null;
  const id = isOrgWide ? enterprise : team;
  if (id == null)
    throw new AppError("unavailable", "Slack: unexpected_answer", { detail: "unexpected_answer" });
  const name = told.team ?? id;
  const workspaces = isOrgWide ? await addedTo(call) : new Map([[id, name]]);
  const identity: Identity = { workspaces, enterprise, isOrgWide, name, botUserId };
  return { identity, scopes: told.response_metadata?.scopes ?? null };
}

/** The list of apps from which an admin of the organization adds this one to workspaces. */
export const addingPage = ({ enterprise }: Identity): string =>
  `https://app.slack.com/manage/${enterprise}/integrations`;

/** Events tell of workspaces sooner, and can get lost. */
const FRESH_MS = 3_600_000;

export function createIdentity(client: WebClient, now: () => number = Date.now) {
  const call = createWebCall(createPace(), client);
  let known: Identity | null = null;
  let askedAt = 0;
  let asking: Promise<Identity> | null = null;

  async function ask(): Promise<Identity> {
    try {
      askedAt = now();
      known = (await readIdentity(call)).identity;
      return known;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "unauthorized") throw error;
      const { detail } = error;
      throw new AppError(
        "forbidden",
        `Slack refuses SLACK_BOT_TOKEN (${detail}); install the app again, and copy the token that starts with xoxb-.`,
        { detail, cause: error },
      );
    } finally {
      asking = null;
    }
  }

  /** Asks Slack once, however many ask at the same time. Throws AppError. */
  function refresh(): Promise<Identity> {
    asking ??= ask();
    return asking;
  }

  /** As `refresh`, unless Slack has said it before. */
  function learn(): Promise<Identity> {
    if (known === null) return refresh();
    // Nobody waits for what can only have changed a little.
    if (known.isOrgWide && !isYounger(askedAt, now(), FRESH_MS)) refresh().catch(() => {});
    return Promise.resolve(known);
  }

  return {
    learn,
    refresh,
    isKnown: () => known !== null,
    /** Whether it is this bot, installed in the same chat workspace or organization. */
    isSame(other: Identity): boolean {
      const placeOf = ({ workspaces, enterprise, isOrgWide }: Identity) =>
        isOrgWide ? enterprise : [...workspaces.keys()].join();
      return known === null || (known.botUserId === other.botUserId && placeOf(known) === placeOf(other));
    },
    /** Whether one of these is our chat workspace, one of ours, or our organization; null: Slack has not said it yet. */
    isOurs({ ids, organizations }: Named): boolean | null {
      if (known !== null) {
        const { workspaces, enterprise, isOrgWide } = known;
        const named = isOrgWide ? [...ids, ...organizations] : ids;
        return named.some((id) => id != null && (workspaces.has(id) || id === enterprise));
      }
      // The next request finds it known.
      learn().catch(() => {});
      return null;
    },
  };
}
