/** Mistral's keys are 32 letters and digits in both cases; a hash or an id is not mixed like that. */
const KEY =
  /(?<![A-Za-z0-9])(?=[A-Za-z0-9]*[a-z])(?=[A-Za-z0-9]*[A-Z])(?=[A-Za-z0-9]*\d)[A-Za-z0-9]{32}(?![A-Za-z0-9])/;

/** Whether somebody typed what looks like an API key. */
export const holdsKey = (text: string): boolean => KEY.test(text);
