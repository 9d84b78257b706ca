import type { Reply } from "../../../src/app/core/app.ts";
import type { FormRef, FormValues } from "../../../src/domain/action.ts";
import { must as present } from "../../support/must.ts";
import { type Bot, invitation } from "../../support/world/bot.ts";
import { callerOf, type Move, movesOf, must, type Race, recorded, said } from "./race.ts";
import { guidedScene } from "./scenes.ts";

const FIELDS = ["domains", "seats", "reminders"] as const;
type Shared = Record<(typeof FIELDS)[number], readonly string[]>;

/** What each of the open forms changes; the rest is sent as it was shown. */
const CHANGES: Readonly<Record<string, Partial<Shared>>> = {
  "save one domain": { domains: ["lumen.example"] },
  "save another domain": { domains: ["partner.example"] },
  "save reminders": { reminders: [] },
  "save a seat": { seats: ["code"] },
  "save all": { domains: ["lumen.example"], reminders: [], seats: ["code"] },
};
const SHOWN: Shared = { domains: [], seats: [], reminders: ["on"] };
const same = (one: readonly string[], other: readonly string[]) =>
  [...one].sort().join() === [...other].sort().join();

/** By hand: what two forms that were opened at the same time make of it. */
function expected(saves: readonly string[]): { settings: Shared; refused: boolean[] } {
  let now = SHOWN;
  const refused = saves.map((save) => {
    const change = CHANGES[save] ?? {};
    const contested = FIELDS.some((field) => {
      const wanted = change[field] ?? SHOWN[field];
      return !same(wanted, SHOWN[field]) && !same(now[field], SHOWN[field]) && !same(wanted, now[field]);
    });
    if (!contested) now = { ...now, ...change };
    return contested;
  });
  return { settings: now, refused };
}

/** The owner has the form open on both platforms and saves now the one and now the other. */
export const settings: Race = {
  name: "the settings in two open forms",
  moves: [...movesOf(Object.keys(CHANGES), ["ana", "ana in Teams"]), ...movesOf(["ask"], ["chloe", "ben"])],
  prepare: async () => {
    const scene = await guidedScene();
    const { bot } = scene;
    const open = new Map<string, { ref: FormRef; values: FormValues }>();
    for (const by of ["ana", "ana in Teams"]) open.set(by, await opened(bot, by));
    const order: { readonly save: string; reply: Reply | null }[] = [];
    function act({ does, by }: Move, key: string): Promise<Reply>[] {
      const who = callerOf(bot, by);
      // Meanwhile cards are on their way, of a Request that others make.
      if (does === "ask")
        return [bot.app.submit(who, { form: "invite" }, invitation(`${key}@lumen.example`), key)];
      const { ref, values } = present(open.get(by));
      const { domains, ...others } = CHANGES[does] ?? {};
      const typed = {
        ...values,
        ...others,
        ...(domains === undefined ? {} : { domains: domains.join(" ") }),
      };
      const one: (typeof order)[number] = { save: does, reply: null };
      order.push(one);
      const sent = bot.app.submit(who, ref, typed, key);
      return [
        sent.then((reply) => {
          one.reply = reply;
          return reply;
        }),
      ];
    }
    return {
      ...scene,
      act,
      findings: (tx) => {
        const { settings: saved } = present(tx.setup.load());
        const { settings: wanted, refused } = expected(order.map(({ save }) => save));
        const is: Shared = {
          domains: saved.domains,
          seats: saved.seats,
          reminders: saved.reminders ? ["on"] : [],
        };
        const changed = recorded(tx, "settings", "settings.changed").length;
        const story = order
          .map(({ save, reply }) => `${save}: ${reply === null ? "?" : said(reply)}`)
          .join("; ");
        return [
          ...FIELDS.flatMap((field) =>
            must(
              same(is[field], wanted[field]),
              `${field} are ${is[field]} instead of ${wanted[field]} after ${story}`,
            ),
          ),
          ...order.flatMap(({ reply }, at) =>
            must(
              (reply?.kind === "errors") === refused[at],
              `save ${at + 1} was answered wrongly in ${story}`,
            ),
          ),
          ...must(
            changed === refused.filter((no) => !no).length,
            `${changed} changes are recorded of ${story}`,
          ),
        ];
      },
    };
  },
};

async function opened(bot: Bot, by: string): Promise<{ ref: FormRef; values: FormValues }> {
  const reply = await bot.app.press(
    callerOf(bot, by),
    { do: "open", to: { form: "settings" } },
    `open ${by}`,
  );
  if (reply.kind !== "open" || reply.form.ref === null) throw new Error(`${by} cannot open the settings`);
  const { platform } = callerOf(bot, by);
  const chosen = (initial: unknown): unknown => {
    if (Array.isArray(initial)) return initial.map(chosen).filter((id) => id !== null);
    const ids = typeof initial === "object" ? (initial as Record<string, string> | null) : null;
    return ids === null ? (initial ?? null) : (ids[platform] ?? null);
  };
  const values = reply.form.fields.map((field) => [
    field.name,
    chosen("initial" in field ? field.initial : null),
  ]);
  return { ref: reply.form.ref, values: Object.fromEntries(values) as FormValues };
}
