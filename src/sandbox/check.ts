/** Collects what is wrong, in Slack's words, with a JSON pointer to the place. */
export type Report = (at: string, problem: string) => void;
export type Check = (value: unknown, at: string, report: Report) => void;
export type Wire = Record<string, unknown>;

export const isWire = (value: unknown): value is Wire =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `String` throws for an object with a `toString` of its own, which JSON can hold. */
export const asText = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "");

export const bool: Check = (value, at, report) => {
  if (typeof value !== "boolean") report(at, "must provide a boolean");
};

export const integer: Check = (value, at, report) => {
  if (!Number.isInteger(value)) report(at, "must provide an integer");
};

/** A string of `min` to `max` characters. */
export const str =
  (max: number, min = 1): Check =>
  (value, at, report) => {
    if (typeof value !== "string") report(at, "must provide a string");
    else if (value.length < min) report(at, `must be more than ${min - 1} characters`);
    else if (value.length > max) report(at, `must be less than ${max + 1} characters`);
  };

export const matching =
  (pattern: RegExp, what: string): Check =>
  (value, at, report) => {
    if (typeof value !== "string" || !pattern.test(value)) report(at, `must be ${what}`);
  };

export const oneOf =
  (...values: unknown[]): Check =>
  (value, at, report) => {
    if (!values.includes(value)) report(at, `must be one of ${values.join(", ")}`);
  };

export const list =
  (check: Check, max: number, min = 1): Check =>
  (value, at, report) => {
    if (!Array.isArray(value)) return report(at, "must provide an array");
    if (value.length < min) report(at, `no less than ${min} items required`);
    if (value.length > max) report(at, `no more than ${max} items allowed`);
    value.forEach((item, index) => {
      check(item, `${at}/${index}`, report);
    });
  };

/** Fields of an object: a name that ends in `?` may be missing. Names that are not listed are refused. */
export type Fields = Record<string, Check>;

export const shape =
  (fields: Fields, ...extra: Check[]): Check =>
  (value, at, report) => {
    if (!isWire(value)) return report(at, "must provide an object");
    for (const [key, check] of Object.entries(fields)) {
      const name = key.replace("?", "");
      if (value[name] !== undefined) check(value[name], `${at}/${name}`, report);
      else if (name === key) report(at, `missing required field: ${name}`);
    }
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(fields, name) && !Object.hasOwn(fields, `${name}?`))
        report(`${at}/${name}`, `invalid additional property: ${name}`);
    }
    for (const check of extra) check(value, at, report);
  };

/** An object whose `type` picks its check. */
export const typed =
  (kinds: Record<string, Check>): Check =>
  (value, at, report) => {
    if (!isWire(value)) return report(at, "must provide an object");
    const { type } = value;
    const check = typeof type === "string" && Object.hasOwn(kinds, type) ? kinds[type] : undefined;
    if (check === undefined) report(`${at}/type`, `unsupported type: ${asText(type)}`);
    else check(value, at, report);
  };

/** A further rule about a whole object. */
export const rule =
  (problem: string, holds: (value: Wire) => boolean): Check =>
  (value, at, report) => {
    if (isWire(value) && !holds(value)) report(at, problem);
  };

/** Runs a check and gives the problems as Slack words them. */
export function problemsOf(value: unknown, check: Check, at = ""): string[] {
  const problems: string[] = [];
  check(value, at, (place, problem) => {
    problems.push(`[ERROR] ${problem} [json-pointer:${place}]`);
  });
  return problems;
}
