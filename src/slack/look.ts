import { z } from "zod";
import { createPace } from "../lib/rate-limit.ts";
import { channelNow } from "./outbound/channels.ts";
import { boltLogger, client, createWebCall } from "./web-api.ts";

type SlackLookOptions = {
  readonly botToken: string;
  readonly apiUrl: string;
  readonly timeoutMs: number;
  readonly seen: (answer: Response) => void;
};

const authTest = z.object({
  ...{ team: z.string().nullish(), team_id: z.string() },
  response_metadata: z.object({ scopes: z.array(z.string()).nullish() }).nullish(),
});

/** What can be learned of Slack without changing anything there. Each call fails as AppError. */
export type SlackLook = ReturnType<typeof createSlackLook>;

export function createSlackLook({ botToken, apiUrl, timeoutMs, seen }: SlackLookOptions) {
  const logger = boltLogger({ info() {}, warn() {}, error() {} });
  const calling = (token: string) =>
    createWebCall(createPace(), client(token, apiUrl, logger, timeoutMs, seen));
  const call = calling(botToken);

  return {
    /** Whose the token is, and what it was granted; null: Slack did not say. */
    async self() {
      const { team, team_id, response_metadata: told } = await call("read", "auth.test", authTest);
      return { team: team ?? team_id, scopes: told?.scopes ?? null };
    },
    channel: (id: string) => call("read", "conversations.info", channelNow, { channel: id }),
    /** Has Slack give out an address to connect to. Nobody does, and it lapses by itself. */
    async socket(appToken: string) {
      await calling(appToken)("read", "apps.connections.open", z.unknown());
    },
  };
}
