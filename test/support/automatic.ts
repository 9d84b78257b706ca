import type { IncomingMessage, ServerResponse } from "node:http";
import { createKeyProbe } from "../../src/mistral/probe.ts";
import type { EmbeddedMistral } from "../../src/sandbox/mistral/embedded-mistral.ts";
import type { Quirks } from "../../src/sandbox/mistral/exchange.ts";
import type { Store } from "../../src/store/tx.ts";
import { billing, invitation, START, startedBot } from "./bot.ts";
import { KEY, listenEmbeddedMistral } from "./mistral.ts";

type Options = {
  store?: Store;
  quirks?: Partial<Quirks>;
  /** How long the bot waits for Mistral. */
  timeoutMs?: number;
  /** Sees every exchange between the bot and Mistral. */
  watch?: (req: IncomingMessage, res: ServerResponse) => void;
  /** What happens at Mistral before the bot is started. */
  before?: (mistral: EmbeddedMistral) => void;
};

/** A started bot with an Admin key and a key of its own, and the Mistral that they belong to. */
export async function automaticBot({ store, quirks = {}, timeoutMs, before, watch }: Options = {}) {
  let offset = START;
  const waits = timeoutMs === undefined ? {} : { timeoutMs };
  const embedded = { now: () => offset, quirks, ...waits, ...(watch === undefined ? {} : { watch }) };
  const { mistral, admin, url, section, close } = await listenEmbeddedMistral(embedded);
  before?.(mistral);
  const bot = await startedBot({
    ...(store === undefined ? {} : { store }),
    mistral: admin,
    probe: createKeyProbe({ baseUrl: url, key: KEY, ...waits }),
  });

  /** Moves Mistral's clock and the bot's together. */
  async function skip(milliseconds: number): Promise<void> {
    offset += milliseconds;
    await bot.skip(milliseconds);
  }
  await skip(0);

  return {
    bot,
    url,
    mistral,
    section,
    close,
    skip,
    pay: async () => {
      mistral.change({ kind: "payment", on: true });
      await bot.as("ana").submit({ form: "billing" }, billing());
      await bot.settle();
    },
    approved: async (addresses: string) => {
      await bot.as("chloe").submit({ form: "invite" }, invitation(addresses));
      await bot.as("ben").press({ do: "approve", request: 1 });
    },
    rows: (request = 1) => bot.store.read((tx) => tx.invitations.ofRequest(request)),
    statuses: (request = 1) =>
      bot.store.read((tx) => tx.invitations.ofRequest(request).map(({ status }) => status)),
    mails: () => mistral.mails().map(({ to }) => to),
  };
}

export type AutomaticBot = Awaited<ReturnType<typeof automaticBot>>;
