import type { Platform } from "../../../src/domain/accounts/person.ts";
import type { FormRef, FormValues, UserAction } from "../../../src/domain/action.ts";
import type { Bot } from "../../support/world/bot.ts";

/**
 * Who knocks, by letter. Inside: the owner, an approver, a requester, somebody with nothing, and an admin who may claim.
 * Outside: two sorts of guest, a guest who was invited, two sorts of people of another organization, an approver who was
 * deactivated, a bot, and somebody whom the platform does not know. Not let in at all: somebody of another chat workspace
 * or tenant whose account has the owner's id there, and somebody who writes the owner's id without being the platform.
 */
export const NAMES = {
  ...{ O: "olga", A: "adam", C: "chloe", M: "max", P: "pia" },
  ...{ G: "gus", S: "sol", J: "joan", W: "walt", V: "vera", D: "dora", X: "robot", N: "nobody" },
  ...{ E: "olga", F: "olga" },
} as const;
export type Letter = keyof typeof NAMES;

export const INSIDE = "OACMP";
export const OUTSIDE = "GSJWVDXN";

export type Deed =
  | { readonly say: string }
  | { readonly press: UserAction }
  | {
      readonly submit: FormRef;
      readonly values: FormValues;
      /** The same for each time that one open form is sent. */
      readonly once?: string;
    }
  | { readonly home: true };

/** What a platform says of somebody; each knows its own words for it. */
export type Kind = "admin" | "guest" | "gone";

/** One platform's way in, with what it tells of people behind it. */
export type Door = {
  readonly platform: Platform;
  readonly bot: Bot;
  accountOf(letter: Letter): string;
  /** Everything that was answered to them or shown to them alone, as text; or with which status they were not let in. */
  does(letter: Letter, deed: Deed): Promise<string>;
  /** From now on the platform says this of them, and tells it by itself where it does. */
  becomes(letter: Letter, kind: Kind): Promise<void>;
  /** The next question about them waits until it is let through. */
  hold(letter: Letter): { readonly asked: Promise<void>; go(): void };
  /** All that is stored, but for which requests were seen and when accounts were read. */
  stored(): string;
  /** How often the platform was asked who somebody is. */
  lookups(): number;
};
