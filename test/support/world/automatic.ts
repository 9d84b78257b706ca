import type { IncomingMessage, ServerResponse } from "node:http";
import { onTestFinished } from "vitest";
import type { MistralAdmin } from "../../../src/mistral/admin/admin.ts";
import { createKeyProbe } from "../../../src/mistral/probe.ts";
import type { Quirks } from "../../../src/sandbox/mistral/admin-api.ts";
import type { MistralState } from "../../../src/sandbox/mistral/state.ts";
import type { Store } from "../../../src/store/tx.ts";
import { must } from "../must.ts";
import { type FaultyMistral, KEY, listenEmbeddedMistral } from "../servers/mistral.ts";
import { awake, START, startedBot } from "./bot.ts";
import { MINUTE } from "./times.ts";

type About = { readonly method?: string; readonly path?: string; readonly times?: number };

type Options = {
  store?: Store;
  quirks?: Partial<Quirks>;
  /** How long the bot waits for Mistral. */
  timeoutMs?: number;
  /** Sees every exchange between the bot and Mistral. */
  watch?: (req: IncomingMessage, res: ServerResponse) => void;
  /** What stands between the bot and Mistral. */
  through?: (admin: MistralAdmin) => Partial<MistralAdmin>;
  /** What happens at Mistral before the bot is started. */
  before?: (mistral: FaultyMistral) => void;
};

/** A started bot with an Admin key and a key of its own, and the Mistral that they belong to. */
export async function automaticBot({
  store,
  quirks = {},
  timeoutMs,
  through = () => ({}),
  before,
  watch,
}: Options = {}) {
  let offset = START;
  const waits = timeoutMs === undefined ? {} : { timeoutMs };
  const embedded = { now: () => offset, quirks, ...waits, ...(watch === undefined ? {} : { watch }) };
  const { mistral, admin, url, section, close } = await listenEmbeddedMistral(embedded);
  before?.(mistral);
  const bot = await startedBot({
    ...(store === undefined ? {} : { store }),
    mistral: { ...admin, ...through(admin) },
    probe: createKeyProbe({ baseUrl: url, key: KEY, ...waits }),
  });

  /** Moves Mistral's clock and the bot's together. */
  async function skip(milliseconds: number): Promise<void> {
    offset += milliseconds;
    await bot.skip(milliseconds);
  }
  await skip(0);

  async function pay(): Promise<void> {
    mistral.change({ kind: "payment", on: true });
    await bot.pay();
  }

  async function invited(addresses: string): Promise<void> {
    await pay();
    await bot.approved(addresses);
  }

  /** Whoever was mailed first, or at this address, accepts. */
  const accept = (address?: string) =>
    mistral.accept(must(mistral.mails().find(({ to }) => address === undefined || to === address)).id);

  return {
    bot,
    url,
    mistral,
    section,
    close,
    skip,
    pay,
    approved: bot.approved,
    /** Paid, asked for and approved. */
    invited,
    /** So many minutes as they go by, with looks in between. */
    minutes: (count: number, step = 1) => awake(skip)(count * MINUTE, step * MINUTE),
    live: awake(skip),
    accept,
    /** Whoever is invited there is Active. */
    active: async (address: string) => {
      await invited(address);
      accept();
      await skip(2 * MINUTE);
    },
    /** It answers everything below this path with this status until it is up again. */
    down: (status = 503, path = "/v1") =>
      mistral.faults.add({ fault: { kind: "answer", status }, path, probability: 1 }),
    up: () => mistral.faults.clear(),
    /** It has this from now on. */
    atMistral: (facts: Partial<MistralState>) => section.change((draft) => void Object.assign(draft, facts)),
    /** Mistral refuses the next call, or several, that this is about. */
    refuses: (status: number, about: About = {}) =>
      mistral.faults.add({ fault: { kind: "answer", status, body: { detail: "no" } }, ...about }),
    /** It carries out the next one, and its answer is lost. */
    losesAnswer: (about: About = {}) =>
      mistral.faults.add({ fault: { kind: "drop", afterChange: true }, ...about }),
    /** How many orders reached a path that ends like this. */
    posts: (path: string) =>
      mistral.calls().filter((call) => call.method === "POST" && call.path.endsWith(path)).length,
    rows: bot.rows,
    statuses: bot.statuses,
    mails: () => mistral.mails().map(({ to }) => to),
  };
}

/** The same, until the test ends. */
export async function startAutomatic(options: Options = {}): Promise<AutomaticBot> {
  const world = await automaticBot(options);
  onTestFinished(world.close);
  return world;
}

export type AutomaticBot = Awaited<ReturnType<typeof automaticBot>>;
