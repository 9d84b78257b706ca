import { z } from "zod";

type Fields = z.core.$ZodShape;

/** An object with these fields and no others. */
export const shape = (required: Fields, optional: Fields = {}) =>
  z.strictObject({ ...required, ...z.object(optional).partial().shape });

/** One that says by its `type` what it is. */
export const kind = (type: string, required: Fields = {}, optional: Fields = {}) =>
  shape({ type: z.literal(type), ...required }, optional);

/** The `type` picks the kind. */
export const oneOf = (...kinds: readonly z.ZodObject[]) =>
  z.discriminatedUnion("type", kinds as [z.ZodObject]);

/** So many characters. */
export const words = (most: number, least = 1) => z.string().min(least).max(most);

export const list = (each: z.ZodType, most: number, least = 1) => z.array(each).min(least).max(most);

/** What is wrong with a value, in Slack's words, with a JSON pointer to the place. */
export function problemsOf(schema: z.ZodType, value: unknown, at = ""): string[] {
  const { error } = schema.safeParse(value, { reportInput: true });
  return (error?.issues ?? []).flatMap((issue) => {
    const pointer = (path: PropertyKey[]) => [at, ...path.map(String)].join("/");
    const say = (problem: string, path = issue.path) => `[ERROR] ${problem} [json-pointer:${pointer(path)}]`;
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => say(`invalid additional property: ${key}`, [...issue.path, key]));
    const name = issue.path.at(-1);
    if (isMissing(issue) && name !== undefined)
      return [say(`missing required field: ${String(name)}`, issue.path.slice(0, -1))];
    return [say(name === "type" ? `unsupported type: ${typeIn(issue)}` : wording(issue))];
  });
}

type Issue = z.core.$ZodIssue;

const isMissing = ({ code, input }: Issue): boolean =>
  (code === "invalid_type" || code === "invalid_value") && input === undefined;

/** The picker of a kind is given the whole object. */
function typeIn({ code, input }: Issue): string {
  const type = code === "invalid_union" ? (input as { type?: unknown }).type : input;
  return typeof type === "string" ? type : JSON.stringify(type);
}

const ARTICLES: Record<string, string> = { int: "an integer", object: "an object", array: "an array" };

function wording(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return `must provide ${ARTICLES[issue.expected] ?? `a ${issue.expected}`}`;
    case "invalid_value":
      return `must be one of ${issue.values.join(", ")}`;
    case "too_small":
      if (issue.origin === "array") return `no less than ${issue.minimum} items required`;
      return issue.origin === "string"
        ? `must be more than ${Number(issue.minimum) - 1} characters`
        : issue.message;
    case "too_big":
      if (issue.origin === "array") return `no more than ${issue.maximum} items allowed`;
      return issue.origin === "string"
        ? `must be less than ${Number(issue.maximum) + 1} characters`
        : issue.message;
    default:
      return issue.message;
  }
}
