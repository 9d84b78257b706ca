import type { Person } from "../snapshot.ts";
import type { SlackState, StoredChannel, StoredPerson } from "./state.ts";

export const BOT = { id: "U0MSETUP01", botId: "B0MSETUP01", name: "Mistral Setup", handle: "mistral_setup" };
export const TEAM = { id: "T0LUMEN001", name: "Atelier Lumen", domain: "atelier-lumen" };
export const APP_ID = "A0MSETUP01";
export const COMMAND = "/mistral-setup";

type Row = [
  ...[id: string, name: string, handle: string, title: string],
  ...[timezone: string, locale: string, color: string, kind: Person["kind"]],
];

const ROWS: Row[] = [
  ["U0ANADUA01", "Ana Duarte", "ana", "Head of Platform", "Europe/Lisbon", "en-GB", "#b4472f", "admin"],
  ["U0BENOKA01", "Ben Okafor", "ben", "Engineer", "America/New_York", "en-US", "#2f6fb4", "member"],
  ["U0CHLOEM01", "Chloé Martin", "chloe", "Designer", "Europe/Paris", "fr-FR", "#7a4fb0", "member"],
  ["U0KENJIS01", "Kenji Sato", "kenji", "Data scientist", "Asia/Tokyo", "en-US", "#2c7d55", "member"],
  ["U0GRETAL01", "Greta Lind", "greta", "Partner", "Europe/Stockholm", "sv-SE", "#8a6d1d", "guest"],
];

const PEOPLE = ROWS.map(
  ([id, name, handle, title, timezone, locale, color, kind]): StoredPerson => ({
    ...{ id, name, handle, title, timezone, locale, color, kind },
    email: `${handle}@${kind === "guest" ? "partner" : "lumen"}.example`,
    owner: kind === "admin",
    deleted: false,
  }),
);
const [ana = "", ben = "", chloe = "", kenji = "", greta = ""] = PEOPLE.map(({ id }) => id);
const staff = [ana, ben, chloe, kenji];

const channel = (
  id: string,
  name: string,
  kind: StoredChannel["kind"],
  ...members: string[]
): StoredChannel => ({ id, name, kind, members, archived: false });

const CHANNELS: StoredChannel[] = [
  channel("C0GENERAL1", "general", "public", ...staff),
  channel("C0MISTRAL1", "mistral", "public", ...staff, greta, BOT.id),
  channel("C0APPROVE1", "mistral-approvals", "private", ana, ben, BOT.id),
  channel("C0RANDOM01", "random", "public", ...staff),
  ...PEOPLE.map(({ id }) => channel(`D${id.slice(1)}`, "", "direct", id, BOT.id)),
];

export function initialSlackState(): SlackState {
  return structuredClone({
    ...{ people: PEOPLE, channels: CHANNELS, messages: [], modals: [], homes: [], responses: [], files: [] },
    ...{ read: {}, installed: true, lastMicros: 0, lastId: 0 },
  });
}
