/** What the Teams edge itself must say when there is no View to show. Written in view/, handed in. */
export type TeamsWords = {
  /** The language of these words, as a card names it for screen readers: two letters. */
  readonly lang: string;
  /** At the end of a card that was cut because Teams takes no longer one. */
  readonly more: string;
  /** The button of a form that lies on another, back to that. */
  readonly back: string;
  /** In a menu before anything is chosen. */
  readonly choose: string;
  /** The entry of a menu that may stay empty. */
  readonly none: string;
  /** In a menu of people or channels: somebody or something chosen before, whose name is not known any more. */
  readonly chosenBefore: string;
  /** After a "#": a channel that the bot is not in any more, so that its name is not known. */
  readonly unknownChannel: string;
  /** In a menu of channels: a group chat of which nothing but its id is known, and how that changes. */
  readonly unnamedGroup: string;
  /** Beneath a field that was left empty. */
  readonly required: string;
  /** Beneath a field whose number is too small or too large; either end may be open. */
  readonly numberWithin: (min: number | null, max: number | null) => string;
  /** At the top of a form that came back with a sentence beneath one of its fields. */
  readonly seeFields: string;
  /** Title of a dialog that only shows something. */
  readonly title: string;
  /** Something broke on our side; whether anything was done is not known. */
  readonly trouble: string;
  /** The pressed button or submitted form is from an older version of the bot. */
  readonly outdated: string;
  /** The answer takes longer than Teams waits: it comes to the personal chat. */
  readonly working: string;
  /** All went well and there is nothing to show. */
  readonly done: string;
  /** In place of a form that was closed. */
  readonly closed: string;
  /** In a channel or group chat: the answer is in the personal chat. */
  readonly answered: string;
  /** In a channel or group chat: the bot cannot write to this person, and what they can do about it. */
  readonly unreachable: string;
};

/** Two letters. One that nobody has written is answered in English. */
export type TeamsWordsIn = (lang: string) => TeamsWords;
