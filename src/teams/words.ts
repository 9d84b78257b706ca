/** What the Teams edge itself must say when there is no View to show. Written in view/, handed in. */
export type TeamsWords = {
  /** The language of these words, as a card names it for screen readers: two letters. */
  readonly lang: string;
  /** At the end of a card that was cut because Teams takes no longer one. */
  readonly more: string;
  /** The button of a form that lies on another, back to that. */
  readonly back: string;
  /** The entry of a menu that may stay empty. */
  readonly none: string;
  /** In a menu of people or channels: somebody or something chosen before, whose name is not known any more. */
  readonly chosenBefore: string;
  /** Beneath a field that was left empty. */
  readonly required: string;
  /** Beneath a field whose number is too small or too large; either end may be open. */
  readonly numberWithin: (min: number | null, max: number | null) => string;
  /** At the top of a form that came back with a sentence beneath one of its fields. */
  readonly seeFields: string;
};
