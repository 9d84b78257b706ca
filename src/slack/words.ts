/** What the Slack edge itself must say when there is no View to show. Written in view/, handed in. */
export type SlackWords = {
  /** Title of a dialog that only shows something; at most 24 characters. */
  readonly title: string;
  /** The button that closes such a dialog; at most 24 characters. */
  readonly close: string;
  /** Something broke on our side; whether anything was done is not known. */
  readonly trouble: string;
  /** For whoever belongs to another chat workspace: the core does not hear of them. */
  readonly stranger: string;
  /** Slack let the click run out before the dialog could open: do it again. */
  readonly tooLate: string;
  /** The pressed button or submitted dialog is from an older version of the bot. */
  readonly outdated: string;
  /** At the first field of a dialog whose answer takes longer than Slack waits: it stays as it was typed. */
  readonly working: string;
  /** In place of such a dialog when all went well and there is nothing to show. */
  readonly done: string;
};

/** Two letters. One that nobody has written is answered in English. */
export type SlackWordsIn = (lang: string) => SlackWords;
