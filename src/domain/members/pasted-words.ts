/** What a heading says of the addresses beneath it. */
export type Reading = "active" | "pending";

const active = "active";
const pending = "pending";

/** Whole lines in Mistral's panel, past and present, in English and French. */
const HEADINGS: Readonly<Record<string, Reading>> = {
  "active users": active,
  "active members": active,
  "utilisateurs actifs": active,
  "membres actifs": active,
  "invited users": pending,
  "invited members": pending,
  "pending users": pending,
  "pending members": pending,
  "pending invitations": pending,
  "pending invites": pending,
  invitations: pending,
  "utilisateurs invités": pending,
  "membres invités": pending,
  "invitations en attente": pending,
};

const LONGEST_LINE = 80;

/** The headings of a line that holds nothing else but figures: more than one where tabs stand side by side. */
export function readHeadings(text: string): Reading[] {
  if (text.length > LONGEST_LINE || text.includes("@")) return [];
  const words = (text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []).map((word) => word.normalize("NFC"));
  const headings: Reading[] = [];
  for (let at = 0; at < words.length; ) {
    const length = [3, 2, 1].find((count) => Object.hasOwn(HEADINGS, words.slice(at, at + count).join(" ")));
    const heading = length === undefined ? undefined : HEADINGS[words.slice(at, at + length).join(" ")];
    if (length === undefined || heading === undefined) return [];
    headings.push(heading);
    at += length;
  }
  return headings;
}

const STATES: Readonly<Record<string, "active" | "pending" | "expired">> = {
  active: "active",
  actif: "active",
  pending: "pending",
  invited: "pending",
  "invite sent": "pending",
  "invitation sent": "pending",
  "en attente": "pending",
  invité: "pending",
  invitée: "pending",
  "invitation envoyée": "pending",
  expired: "expired",
  expiré: "expired",
  expirée: "expired",
};

/** "Last active", "not active": about something else, or the contrary. */
const BEFORE = new Set(["last", "not", "never", "no", "non", "pas", "recently", "previously", "was"]);
/** "Invited by", "active seats", "active users": about somebody or something else. */
const AFTER = new Set(["by", "par", "seat", "seats", "key", "keys", "user", "users", "members", "ago"]);

/** What the words from `at` on say of an address, and how many they are: one when they say nothing. Lower-case. */
export function phraseAt(
  words: readonly string[],
  at: number,
): { readonly state: "active" | "pending" | "expired" | null; readonly length: number } {
  const length = [2, 1].find((count) => Object.hasOwn(STATES, words.slice(at, at + count).join(" ")));
  if (length === undefined) return { state: null, length: 1 };
  const otherwise = BEFORE.has(words[at - 1] ?? "") || AFTER.has(words[at + length] ?? "");
  return { state: otherwise ? null : (STATES[words.slice(at, at + length).join(" ")] ?? null), length };
}
