import { z } from "zod";
import { createPace } from "../lib/rate-limit.ts";
import { addingPage, readIdentity } from "./identity.ts";
import { channelNow } from "./outbound/channels.ts";
import { boltLogger, client, createWebCall } from "./web-api.ts";

type SlackLookOptions = {
  readonly botToken: string;
  readonly apiUrl: string;
  readonly timeoutMs: number;
  readonly seen: (answer: Response) => void;
};

/** What can be learned of Slack without changing anything there. Each call fails as AppError. */
export type SlackLook = ReturnType<typeof createSlackLook>;

export function createSlackLook({ botToken, apiUrl, timeoutMs, seen }: SlackLookOptions) {
  const logger = boltLogger({ info() {}, warn() {}, error() {} });
  const calling = (token: string) =>
    createWebCall(
      createPace(),
      client(() => token, apiUrl, logger, timeoutMs, seen),
    );
  const call = calling(botToken);

  return {
    /** Whose the token is, what it was granted (null: Slack did not say), and where the app is added to workspaces. */
    async self() {
      const { identity, scopes } = await readIdentity(call);
      return { ...identity, scopes, page: addingPage(identity) };
    },
    channel: (id: string) => call("read", "conversations.info", channelNow, { channel: id }),
    /** Has Slack give out an address to connect to. Nobody does, and it lapses by itself. */
    async socket(appToken: string) {
      await calling(appToken)("read", "apps.connections.open", z.unknown());
    },
  };
}
