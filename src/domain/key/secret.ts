import { visible } from "../visible.ts";

/** Mistral's keys are 32 letters and digits in both cases; a hash or an id is not mixed like that. */
const RUN = /(?<![A-Za-z0-9])[A-Za-z0-9]{32}(?![A-Za-z0-9])/g;
/** What is called a key is believed to be one, whatever it looks like: `MISTRAL_API_KEY=…`, "Bearer …", "ma clé est …". */
const CALLED =
  /(?:keys?|bearer|schl(?:ü|ue)ssel|(?<!\p{L})(?:cl[ée]s?|clefs?|jetons?|tokens?|secrets?|passwords?|mot de passe|passwort|kennwort|claves?|contraseñas?))(?:["'`*_\s(<«→]|[:=]|\b(?:is|est|ist|lautet|es|de|bearer|api|mistral)\b){0,12}(?<![A-Za-z0-9])(?=[A-Za-z0-9])/giu;
/** The longest that `CALLED` matches. */
const CALLED_LENGTH = 96;
const WORD = /[\w-]{20,}/g;
const LEAST = 20;
/** Other makers' keys begin so, and are taken for Mistral's by whoever has several. */
const PREFIX = /^sk-/;
const LEAST_AFTER_PREFIX = 16;
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
/** A domain's verification code is meant for everybody to see: it stands in DNS. */
const DNS_CODE = /mistral-(?:domain-verification|verify)\s*=\s*["']?[\w.~+/:=-]+/gi;

/** Tokens of the chats and Microsoft's client secrets say by their form what they are. */
const TOKEN = /(?<![A-Za-z0-9])x(?:ox[a-z](?:\.xox[a-z])?|app)-[\w-]{10,}|[\w~.-]{3}\dQ~[\w~.-]{31,34}/i;
/** So do signed tokens, which stand in the addresses of files too, and addresses that answer in Slack for their bearer. */
const SIGNED = /(?=\.[\w-]{4})(?<=(?<![A-Za-z0-9])eyJ[\w-]{15,})|hooks\.slack\.com\/\w+\/\w{6,}/;

/** Whether somebody typed what looks like an API key or a token, in the open, in a URL or behind characters that nobody sees. */
export function holdsKey(text: string): boolean {
  const plain = visible(text.normalize("NFKC"));
  return [plain, unescaped(plain)].some((words) => isIn(words.replace(DNS_CODE, "")));
}

function isIn(text: string): boolean {
  if (TOKEN.test(text) || SIGNED.test(text)) return true;
  if ([...text.matchAll(WORD)].some(([word]) => isPrefixed(word))) return true;
  const runs = [...text.matchAll(RUN)].map(([run]) => run);
  if (runs.some(isMixed)) return true;
  return namedIn(text).some((word) => !UUID.test(word) && word.split(/[-_]/).some(isMixture));
}

const isPrefixed = (word: string): boolean =>
  PREFIX.test(word) &&
  word.split(/[-_]/).some((part) => part.length >= LEAST_AFTER_PREFIX && isMixture(part));

/** Word by word, and not in one expression: that takes minutes for a long text which says "key" over and over. */
function namedIn(text: string): string[] {
  return [...text.matchAll(WORD)].flatMap(({ 0: word, index }) => {
    const end = index + word.length;
    if (/^[@.]\w/.test(text.slice(end, end + 2))) return [];
    const from = Math.max(0, index - CALLED_LENGTH);
    for (const called of text.slice(from, end).matchAll(CALLED)) {
      const start = from + called.index + called[0].length;
      if (start >= index) return end - start < LEAST ? [] : [text.slice(start, end)];
    }
    return [];
  });
}

/** No word that people write, unlike the parts of `project-alpha-2026-migration`. */
const isMixture = (part: string): boolean => /\d/.test(part) && /[a-z]/i.test(part);

/** One in 300 keys has no digit; such a key differs from words in camel case by how many capitals it has. */
function isMixed(run: string): boolean {
  if (/\d/.test(run)) return /[a-z]/.test(run) && /[A-Z]/.test(run);
  const capitals = run.replace(/[a-z]/g, "").length;
  return capitals > 10 && capitals < 22;
}

const unescaped = (text: string): string =>
  text.replace(/%([0-7][\da-f])/gi, (_, code) => String.fromCharCode(Number(`0x${code}`)));
