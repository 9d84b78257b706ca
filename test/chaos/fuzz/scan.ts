type Json = Record<string, unknown>;

export type Where = "slack" | "teams";

/** Where Slack reads markup: `mrkdwn`, and the words of a message itself. All else is shown as it is. */
const SLACK_MARKUP = /<[^<>]*zq|<!(?!date\^)|[*_~`][^\n]{0,20}zq[*_~`]\*?(?=[*_~` ])/;
/** Where Teams reads Markdown and functions. A run of text is shown as it is, and so is a message that says it is plain. */
const TEAMS_MARKUP = /(?<!\\)\]\([^)]*zq|(?<!\\)\[[^\]]*zq[^\]]*\]\(|\{\{[^}]*\}\}[^{]*zq|<at>[^<]*zq/;
/** Hides or turns around what is read. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
export const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/;
const SHOWN = ["text", "title", "label", "fallbackText", "placeholder", "summary"];

function isRead({ type, textFormat }: Json, where: Where): boolean {
  if (where === "slack") return type === "mrkdwn" || type === undefined;
  return type === "TextBlock" || (type === "message" && textFormat !== "plain");
}

/** Everything in it that would be taken for a mention, a link or a command though a person typed it. */
export function taken(value: unknown, where: Where): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => taken(each, where));
  if (typeof value !== "object" || value === null) return [];
  const object = value as Json;
  const shown = SHOWN.flatMap((name) => (typeof object[name] === "string" ? [object[name]] : []));
  const text = typeof object["text"] === "string" ? object["text"] : "";
  const markup = where === "slack" ? SLACK_MARKUP : TEAMS_MARKUP;
  return [
    ...(isRead(object, where) && markup.test(text) ? [text.slice(0, 200)] : []),
    ...shown.filter((each) => CONTROL.test(each)).map((each) => JSON.stringify(each.slice(0, 200))),
    ...Object.values(object).flatMap((each) => taken(each, where)),
  ];
}
