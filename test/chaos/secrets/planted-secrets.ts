import { pick } from "../random.ts";

/** Secrets, by what they are. */
export type Secrets = Readonly<Record<string, string>>;

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const ALL = [...LETTERS, ...LETTERS.toUpperCase(), ..."0123456789"];

/** Secrets that nobody has seen before, as their makers shape them: they are known by that alone. */
export function madeUp(random: () => number): Secrets {
  const some = (length: number, from: readonly string[] = ALL) =>
    Array.from({ length }, () => pick(random, from) ?? "").join("");
  const digits = (length: number) => some(length, [..."0123456789"]);
  return {
    "a bot token": `xoxb-${digits(12)}-${digits(13)}-${some(24)}`,
    "an app token": `xapp-1-A0${some(9)}-${digits(13)}-${some(64, [..."0123456789abcdef"])}`,
    "a client secret": `${some(3)}8Q~${some(34)}`,
    "a signed token": `eyJ${some(33)}.eyJ${some(90)}.${some(86)}`,
    "a response address": `https://hooks.slack.com/actions/T0${some(8)}/${digits(13)}/${some(24)}`,
    "an API key": `aZ9${some(29)}`,
  };
}

/** What of a response address is secret, and not where it leads. */
const core = (secret: string): string => secret.replace("https://hooks.slack.com/", "");

/** Which of them stand in the text, also in small letters. */
export function leaksIn(text: string, secrets: Secrets): string[] {
  return Object.entries(secrets).flatMap(([kind, secret]) =>
    text.includes(core(secret)) || text.includes(core(secret).toLowerCase()) ? [kind] : [],
  );
}
