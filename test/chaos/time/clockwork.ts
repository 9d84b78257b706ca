import { beginWork } from "../../../src/app/worker/begin-work.ts";
import type { Platform } from "../../../src/domain/accounts/person.ts";
import { AppError } from "../../../src/lib/errors.ts";
import type { Store } from "../../../src/store/tx.ts";
import { type Around, type Bot, createAround, createBot } from "../../support/world/bot.ts";
import { bothBot } from "../../support/world/both.ts";
import type { Posted } from "../../support/world/chat.ts";
import { createTemplate } from "../lives/template.ts";
import type { ZoneName } from "../model/zones.ts";
import { wholeBot } from "../races/whole-bot.ts";

const PEOPLE_IN_SLACK = ["ana", "ben", "chloe", "kenji", "rosa", "hugo"];
const PEOPLE_IN_TEAMS = ["ana", "ben", "chloe", "tara", "lena"];

export type Zones = Readonly<Record<string, ZoneName>>;

/** A bot whose clock goes as it is told, and what it has said. */
export type Clockwork = {
  readonly bot: () => Bot;
  /** Every click has its own, also after a start. */
  key(): string;
  /** What was said since the last look, as the model tells it. */
  heard(): string[];
  /** What is not as it must be with messages and the Record, whatever the time. */
  findings(): string[];
  /** Where each Request and Invitation stands. */
  state(): { requests: string[]; rows: string[] };
  /** The clock is moved while the process lives; what is due then has happened. */
  moves(by: number): Promise<void>;
  /** The process ends, and there is a new one on the same database when the clock shows another time. */
  sleeps(by: number): Promise<void>;
  /** One of the chats does not take the next messages. */
  stumbles(platform: Platform): void;
  /** Whatever is done now is not followed by anything until the bot has slept. */
  nodsOff(): Promise<void>;
  /** The time in the newest entry of the Record. */
  newestEntry(): number;
  end(): Promise<void>;
};

const personOf = (channel: string) => channel.replace(/^dm-(t-)?/, "");

function labelOf({ key, channel }: Posted): string {
  const [subject = ""] = key.split("#");
  const [kind = "", id = ""] = subject.split(":");
  const parts = id.split(".");
  const about =
    kind === "alert"
      ? (parts[0] ?? "")
      : `${kind}:${parts.slice(0, kind === "domain-news" ? 2 : 1).join(".")}`;
  return `${about} > ${personOf(channel)}`;
}

function upFrom<T>(get: (id: number) => T | null): T[] {
  const found: T[] = [];
  for (let one = get(1); one !== null; one = get(found.length + 1)) found.push(one);
  return found;
}

/** Where lives begin: the Setup has just been started, by people in these zones. */
export type Beginning = { begin(): Clockwork; end(): void };

export async function createBeginning(start: number, zones: Zones): Promise<Beginning> {
  const around = createAround();
  const { chat, teams } = around;
  for (const id of PEOPLE_IN_SLACK)
    chat.join(id, { admin: id === "ana", timezone: zones[id] ?? "Europe/Paris" });
  for (const id of PEOPLE_IN_TEAMS) {
    const address = `${id}@lumen.example`;
    teams.join(`t-${id}`, { name: id, team: "tenant", address, timezone: zones[id] ?? "Europe/Paris" });
  }
  const template = await createTemplate(around, start, async (store) => {
    const first = await bothBot({ store, around });
    await first.as("kenji").command("help");
    return first;
  });
  return {
    begin: () => {
      const { open, forget } = template.begin();
      return createClockwork(around, open, forget);
    },
    end: template.end,
  };
}

function createClockwork(around: Around, open: () => Store, forget: () => void): Clockwork {
  const { chat, teams, clock } = around;
  /** How many messages each chat will not take. */
  const refuses: Record<Platform, number> = { slack: 0, teams: 0 };
  const wake = () =>
    createBot({
      ...{ both: true, store: open(), around },
      through: (messenger) => {
        const takes = (): void => {
          refuses[messenger.platform] -= 1;
          if (refuses[messenger.platform] >= 0) throw new AppError("unavailable", "down");
        };
        return {
          ...messenger,
          post: async (...order) => {
            takes();
            return await messenger.post(...order);
          },
          update: async (...order) => {
            takes();
            await messenger.update(...order);
          },
        };
      },
    });
  let bot = wake();
  let keys = 0;
  let read = [chat.messages.length, teams.messages.length];

  return {
    bot: () => bot,
    key: () => {
      keys += 1;
      return `deed-${keys}`;
    },
    heard: () => {
      const fresh = [chat.messages.slice(read[0]), teams.messages.slice(read[1])].flat();
      read = [chat.messages.length, teams.messages.length];
      return fresh.map(labelOf);
    },
    findings: () => bot.store.read((tx) => wholeBot(bot, tx)),
    state: () =>
      bot.store.read((tx) => ({
        requests: upFrom(tx.requests.get).map(({ state }) => state),
        rows: upFrom(tx.invitations.get).map(({ status }) => status),
      })),
    moves: async (by) => {
      clock.now += by;
      await bot.settle();
    },
    stumbles: (platform) => {
      refuses[platform] = 2;
    },
    nodsOff: async () => {
      await bot.worker.stop(0);
    },
    sleeps: async (by) => {
      await bot.worker.stop(0);
      bot.store.close();
      clock.now += by;
      bot = wake();
      bot.store.transact((tx) => beginWork({ tx, now: clock.now, context: bot.context }));
      await bot.settle();
    },
    newestEntry: () => bot.store.read((tx) => [...tx.record.all()].at(-1)?.at ?? 0),
    end: async () => {
      await bot.worker.stop(0);
      bot.store.close();
      forget();
    },
  };
}
