import type { ZodType } from "zod";
import type { Answer } from "../http.ts";
import type { Section } from "../world.ts";
import type { MistralState } from "./state.ts";

/** Where the real service is not settled, a stand-in can behave either way. */
export type Quirks = {
  /** `separate`: each page holds so many Members and so many invites; `shared`: so many of both together. */
  paging: "separate" | "shared";
  totals: boolean;
  rawRoles: "letters" | "uuids";
  /** `false`: `GET /roles` is refused, as it is without custom roles. */
  roleList: boolean;
  /** Whether an invitation has the same id in both lists; in the other one it is what revokes. */
  inviteIds: "same" | "other";
  /** How an ordinary key is refused while billing is not in force. */
  inactiveStatus: 401 | 402 | 403;
  /** Whether the list of models answers all the same. */
  modelsWhileInactive: boolean;
  /** Whether the audit log shows what happened at the very moment of `after`. */
  auditAfter: "inclusive" | "exclusive";
};

export const DEFAULT_QUIRKS: Quirks = {
  ...{ paging: "separate", totals: true, rawRoles: "letters", roleList: true, inviteIds: "same" },
  ...{ inactiveStatus: 402, modelsWhileInactive: false, auditAfter: "exclusive" },
};

export type Context = { section: Section<MistralState>; now: () => number; quirks: Quirks };

/** `id`: from the path, or empty. */
export type Asked = { query: URLSearchParams; body: unknown; id: string };

export type Operation = (context: Context, asked: Asked) => Answer;

export const answer = (status: number, body: unknown): Answer => ({ status, body });
export const refuse = (status: number, detail: string): Answer => answer(status, { detail });

/** Runs `run` with what fits, or answers 422 with the places that do not. */
export function checked<T>(schema: ZodType<T>, at: string, given: unknown, run: (read: T) => Answer): Answer {
  const { data, success, error } = schema.safeParse(given);
  if (success) return run(data);
  const detail = error.issues.map(({ path, message, code }) => ({
    loc: [at, ...path],
    msg: message,
    type: code,
  }));
  return answer(422, { detail });
}
