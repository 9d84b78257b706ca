import * as z from "zod";

/** The shapes of single values. A message follows the variable's name and never quotes the value. */
const SECRET = /^[\x21-\x7e]+$/;
const NO_SECRET = "has spaces or characters that no such secret has: copy it again.";
export const optionalSecret = z.string().regex(SECRET, NO_SECRET).optional();
export const guid = z
  .string()
  .regex(
    /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
    "must be an id such as 11111111-2222-3333-4444-555555555555.",
  )
  .optional();

export const httpsAddress = z.url({ protocol: /^https$/, error: "must be an https address." }).optional();

export function optionalNumber(least: number, most: number) {
  const fits = (text: string): boolean =>
    /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most;
  return z
    .string()
    .refine(fits, `must be a whole number from ${least} to ${most}.`)
    .transform(Number)
    .optional();
}

export const wholeNumber = (least: number, most: number, fallback: number) =>
  optionalNumber(least, most).default(fallback);

/** An address to listen on. */
export const listenAddress = z
  .string()
  .regex(/^[\w.:-]+$/, "must be an address to listen on, such as 127.0.0.1 or 0.0.0.0.")
  .default("127.0.0.1");

export function slackToken(prefix: string, where: string) {
  const error = `must begin with ${prefix}. Find it at ${where}.`;
  const begins = { error, abort: true };
  return z
    .string()
    .regex(new RegExp(`^${prefix}.`), begins)
    .regex(SECRET, NO_SECRET)
    .optional();
}

/** An address without a slash at its end. */
export function address(fallback: string) {
  return z
    .string()
    .default(fallback)
    .refine(isSafeUrl, "must be an https address without a query (http is for this machine only).")
    .transform((url) => url.replace(/(?<!\/)\/+$/, ""));
}

function isSafeUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || /[?#@]/.test(text)) return false;
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
}

export function isLoopback(host = "127.0.0.1"): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}

/** Where a proxy is, as other programs have it in the same variable: a scheme may be missing. */
export const proxyAddress = z
  .string()
  .transform((given) => (given.includes("://") ? given : `http://${given}`))
  .refine(
    isProxy,
    "must be the address of a proxy, such as http://proxy.example.com:3128; in a user or password write %40 for @, %3A for a colon, %2F for / and %25 for %.",
  )
  .optional();

/** What cannot be decoded in its user or password could not be sent, and a bare slash in one ends the address. */
function isProxy(text: string): boolean {
  try {
    const { href, host, protocol, username, password } = new URL(text);
    decodeURIComponent(username + password);
    return /^https?:$/.test(protocol) && href.endsWith(`${host}/`);
  } catch {
    return false;
  }
}

/** Separated by commas, semicolons or spaces; in lower case. */
export const listed = z
  .string()
  .default("")
  .transform((list) =>
    list
      .toLowerCase()
      .split(/[\s,;]+/)
      .filter((entry) => entry !== ""),
  );

/** Where people's files in Teams are: OneDrive for work, which is SharePoint. */
export const FILE_HOST = /^[\w-]+\.sharepoint\.com$/;
