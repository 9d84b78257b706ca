import { z } from "zod";
import { toAppError } from "./api-error.ts";
import { client } from "./clients.ts";
import { boltLogger } from "./log.ts";
import { channelNow } from "./outbound/channels.ts";

export type SlackLookOptions = {
  readonly botToken: string;
  readonly apiUrl: string;
  readonly timeoutMs: number;
  /** Shown each answer of Slack's. */
  readonly seen: (answer: Response) => void;
};

const authTest = z.object({
  team: z.string().nullish(),
  team_id: z.string(),
  response_metadata: z.object({ scopes: z.array(z.string()).nullish() }).nullish(),
});

/** What can be learned of Slack without changing anything there. Each call fails as AppError. */
export type SlackLook = ReturnType<typeof createSlackLook>;

export function createSlackLook({ botToken, apiUrl, timeoutMs, seen }: SlackLookOptions) {
  const logger = boltLogger({ info() {}, warn() {}, error() {} });
  const bot = client(botToken, apiUrl, logger, timeoutMs, seen);

  async function read<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      throw toAppError(error, "read");
    }
  }

  return {
    /** Whose the token is, and what it was granted; null: Slack did not say. */
    self: () =>
      read(async () => {
        const { team, team_id, response_metadata: told } = authTest.parse(await bot.auth.test());
        return { team: team ?? team_id, scopes: told?.scopes ?? null };
      }),
    channel: (id: string) =>
      read(async () => channelNow.parse(await bot.conversations.info({ channel: id }))),
    /** Has Slack give out an address to connect to. Nobody does, and it lapses by itself. */
    socket: (appToken: string) =>
      read(async () => {
        await client(appToken, apiUrl, logger, timeoutMs, seen).apps.connections.open();
      }),
  };
}
