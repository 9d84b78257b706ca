/** One entry of Mistral's audit log. */
export type AuditEvent = {
  /** Mistral's number of the entry. */
  readonly id: string;
  /** When it happened, by Mistral's clock (epoch ms). */
  readonly at: number;
  /** Mistral's own word for it; there are some that nobody has documented. */
  readonly type: string;
  /** Mistral's id of the person who did it, `api-key` for a program, or null: not told. */
  readonly actor: string | null;
  /** Mistral's id of the person whom it concerns, where it is told. */
  readonly target: string | null;
};

/** Oldest first. Two entries of one moment are in the order of their numbers. */
export const inOrder = (a: AuditEvent, b: AuditEvent): number =>
  a.at - b.at || a.id.length - b.id.length || (a.id < b.id ? -1 : Number(a.id > b.id));
