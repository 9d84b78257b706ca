export const REFERENCE_KINDS = ["person", "channel", "team", "group"] as const;

export type ReferenceKind = (typeof REFERENCE_KINDS)[number];

/** What a platform must remember to reach somebody or some place; `data` is the platform's own. */
export type ConversationReference = {
  readonly kind: ReferenceKind;
  readonly id: string;
  readonly label: string;
  readonly data: Readonly<Record<string, string>>;
};
