/** Without accents, capitals and the dot of an abbreviation. */
export const plainWord = (word: string): string =>
  word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\.$/, "");

/** Whole and short, in each language. */
const MONTHS = [
  "january jan janvier janv januar enero ene",
  "february feb fevrier fevr februar febrero",
  "march mar mars marz maerz marzo",
  "april apr avril avr abril abr",
  "may mai mayo",
  "june jun juin juni junio",
  "july jul juillet juil juli julio",
  "august aug aout agosto ago",
  "september sep sept septembre septiembre",
  "october oct octobre oktober okt octubre",
  "november nov novembre noviembre",
  "december dec decembre dezember dez diciembre dic",
].map((names) => names.split(" "));

type Today = { readonly year: number; readonly month: number; readonly day: number };
type Said = Readonly<Record<string, string | undefined>>;
/** The day that was said, if that is one, in a year in which it may be. */
type Reading = (said: Said, year: number, today: Today) => string | null;

/** 0: none. */
const monthOf = ({ month = "" }: Said): number =>
  MONTHS.findIndex((names) => names.includes(plainWord(month))) + 1 || Number(month) || 0;

/** Overflows: day 0 is the last one of the month before. */
const dayOn = (year: number, month: number, day: number): string =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);

const lastOf = (year: number, month: number): number => Number(dayOn(year, month + 1, 0).slice(8));

const onDay: Reading = (said, year) => {
  const [month, day] = [monthOf(said), Number(said["day"])];
  return month < 1 || month > 12 || day < 1 || day > lastOf(year, month) ? null : dayOn(year, month, day);
};

const atEnd: Reading = (said, year, today) => {
  const month = said["thisMonth"] ? today.month : said["thisYear"] ? 12 : monthOf(said);
  return month === 0 ? null : dayOn(year, month + 1, 0);
};

const beforeMonth: Reading = (said, year, today) => {
  const month = monthOf(said);
  return month === 0 || (said["year"] === undefined && month === today.month) ? null : dayOn(year, month, 0);
};

const fromToday: Reading = ({ count = "1", weeks, months, years }, _, today) => {
  if (months || years) {
    const month = today.month + Number(count) * (years ? 12 : 1);
    return dayOn(today.year, month, Math.min(today.day, lastOf(today.year, month)));
  }
  return dayOn(today.year, today.month, today.day + Number(count) * (weeks ? 7 : 1));
};

const form = (words: string): RegExp => RegExp(`^${words}(?=[,;.:!?)]{0,3}(?: |$))`, "iu");
const until = (words: string): RegExp =>
  form(`(?:until|till?|bis(?: zum)?|jusqu['’](?:au|à|a|en)|hasta(?: el)?) ${words}`);
const YEAR = "(?:,?(?: del?| of)? (?<year>\\d{4}))?";
const MONTH = "(?<month>\\p{L}{3,10})\\.?";
const END = "(?:the |la )?(?:end of|ende|fin(?:al(?:es)?)?(?: del?| du)?) (?:the |des |l['’])?";
const PERIOD = "(?:(?<thisMonth>month|monats|mois|mes)|(?<thisYear>year|jahres|année|año)";
/** Such as "next year", "de l'année prochaine", "'28" and "(2028)". */
const OTHER_YEAR =
  /^[^\p{L}\p{N}]{0,3}(?:(?:the|of|in|des|im|del?|en|l)[ '’]){0,2}[('’]?(?:\d|next|following|n(?:ä|ae)chst|kommend|folgend|jahr|year|ann[ée]e|an |prochain|suivant|año|pr[óo]xim|siguiente)/iu;
const COUNT =
  "(?:for|für|fuer|pour|pendant|durante|por|para) (?:(?<count>[1-9]\\d?)|an?|one|eine?n?|une?|una?)";
const SHORT = "(?<days>days?|tage?|jours?|días?)|(?<weeks>weeks?|wochen?|semaines?|semanas?)";
const LONG = "(?<months>months?|monate?|mois|mes|meses)|(?<years>years?|jahre?|ans?|années?|años?)";

const FORMS: readonly (readonly [RegExp, Reading])[] = [
  [until("(?<year>\\d{4})-(?<month>\\d\\d)-(?<day>\\d\\d)"), onDay],
  [until("(?<day>\\d{1,2})(?<sign>[./])(?<month>\\d{1,2})(?:\\k<sign>(?<year>\\d{4}|\\d\\d)?)?"), onDay],
  [until("(?<month>\\d{1,2})/(?<day>\\d{1,2})(?:/(?<year>\\d{4}|\\d\\d))?"), onDay],
  [until(`(?<day>\\d{1,2})(?:st|nd|rd|th|er|º|\\.)?(?: of| de)? ${MONTH}${YEAR}`), onDay],
  [until(`${MONTH} (?<day>\\d{1,2})(?:st|nd|rd|th)?${YEAR}`), onDay],
  [until(`${END}${PERIOD}|${MONTH}${YEAR})`), atEnd],
  [until(`${MONTH}${YEAR}`), beforeMonth],
  [until("(?<days>tomorrow|morgen|demain|mañana)"), fromToday],
  [form(`${COUNT} (?:${SHORT}|${LONG})`), fromToday],
];

const UNSURE = RegExp(
  `^(?:(?:from|since|starting|until|till?|ab|seit|vom|bis|desde|hasta|depuis|a partir|jusqu['’]\\p{L}{1,4}) |(?:von|du|del?|des) (?:\\d|(?:${MONTHS.flat().join("|")})(?!\\p{L})))`,
  "u",
);
/** Whether a text begins as the beginning of a period does, such as "from March", or with an "until" that is not read. */
export const makesDayUnsure = (text: string): boolean => UNSURE.test(plainWord(text.slice(0, 30)));

/**
 * Until which day, as `2027-03-31`, a text asks that begins with "until …" or "for … weeks", and how long these words are.
 * Without a year it is the next such day that is not over. null: it does not begin so, the day is today, over or more than
 * 365 days away, or it could be another one as well:
 *
 * - "until March" ends with February. Who means all of March sees the earlier day in the form, and gets too little rather
 *   than too much. In March itself it could be this one or the next: null.
 * - `03/04` could be 3 April or 4 March: null. `3.4.` is 3 April: with dots the day comes first everywhere.
 */
export function dayAskedIn(
  text: string,
  today: string,
): { readonly day: string; readonly length: number } | null {
  const [year = 0, month = 0, day = 0] = today.split("-").map(Number);
  const readings = FORMS.flatMap(([pattern, read]) => {
    const { 0: words, groups: said = {} } = pattern.exec(text) ?? {};
    if (words === undefined) return [];
    if (OTHER_YEAR.test(text.slice(words.length))) return { length: words.length, day: null };
    const years = said["year"] === undefined ? [year, year + 1] : [Number(said["year"].padStart(4, "20"))];
    const days = years.map((one) => read(said, one, { year, month, day }));
    return { length: words.length, day: days.find((one) => one !== null && one >= today) ?? null };
  });
  // "until Feb 30" is more than "until Feb".
  const length = Math.max(...readings.map((reading) => reading.length));
  const found = readings.flatMap((reading) => (reading.length === length ? (reading.day ?? []) : []));
  const [first] = found;
  const isUnsure = first === undefined || first === today || found.some((one) => one !== first);
  return isUnsure || first > dayOn(year, month, day + 365) ? null : { day: first, length };
}
