/** `"name":"value"`, `name=value`, `name: value` and `["name","value"]`, also in a string quoted once more. */
const AFTER_NAME = String.raw`\\*["']?\s*(?:[:=]|,(?=\\*["']))\s*\\*["']?`;
const SECRET_NAME = "api[_-]?key|admin[_-]?key|secret|password|token|authorization|cookie";
const NAMED_SECRET = new RegExp(
  `((?:${SECRET_NAME})${AFTER_NAME})(?:(?:bearer|basic) +)?[\\w.~+/=-]{8,}`,
  "gi",
);
/** Jobs have keys too, so only what looks like one of Mistral's is taken for a secret here. */
const KEY = new RegExp(`(key${AFTER_NAME})[A-Za-z0-9]{32,}`, "gi");
/** One of Mistral's on its own, also right behind an escape. */
const BARE_KEY =
  /(?<=\\[bfnrt]|(?<![A-Za-z0-9]))(?=[A-Za-z0-9]*[a-z])(?=[A-Za-z0-9]*[A-Z])(?=[A-Za-z0-9]*\d)[A-Za-z0-9]{32}(?![A-Za-z0-9])/g;
const SLACK_TOKEN = /x(?:ox[a-z](?:\.xox[a-z])?|app)-[\w-]+/gi;
const BEARER = /(bearer )[\w.~+/=-]{8,}/gi;
/** Looked for from where a word begins: from each `eyJ` of a long word would take minutes. */
const JWT = /(?<![\w-])(?=[\w-]+\.[\w-]{4})([\w-]*?)eyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)*/g;
const HOOK = /(hooks\.slack\.com\/)[^\s"\\]+/g;
/** Microsoft's client secrets. */
const CLIENT_SECRET = /[\w~.-]{3}\dQ~[\w~.-]{31,34}/g;

/** Shorter ones would take words out of sentences. */
const LEAST = 8;
let configured: readonly string[] = [];

/** From now on these values are secrets wherever they stand, whatever they look like: those that the operator configured. */
export function keepSecret(values: readonly (string | null | undefined)[]): void {
  const given = values.flatMap((value) => (value != null && value.length >= LEAST ? [value] : []));
  // The longest first: one may be the beginning of another.
  configured = [...new Set([...configured, ...given])].sort((a, b) => b.length - a.length);
}

/** Whether one of the configured values stands in it, whatever it looks like. */
export const holdsConfigured = (text: string): boolean => configured.some((secret) => text.includes(secret));

/** The text without what lets in whoever has it: tokens, keys, passwords, addresses that act for their bearer. */
export function withoutSecrets(text: string): string {
  return configured
    .reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text)
    .replace(SLACK_TOKEN, "[token]")
    .replace(JWT, "$1[token]")
    .replace(HOOK, "$1[token]")
    .replace(CLIENT_SECRET, "[secret]")
    .replace(BEARER, "$1[secret]")
    .replace(NAMED_SECRET, "$1[secret]")
    .replace(KEY, "$1[secret]")
    .replace(BARE_KEY, "[secret]");
}
