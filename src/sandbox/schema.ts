import { z } from "zod";

type Fields = z.core.$ZodShape;

export const shape = (required: Fields, optional: Fields = {}) =>
  z.strictObject({ ...required, ...z.object(optional).partial().shape });

export const kind = (type: string, required: Fields = {}, optional: Fields = {}) =>
  shape({ type: z.literal(type), ...required }, optional);

export const oneOf = (...kinds: readonly z.ZodObject[]) =>
  z.discriminatedUnion("type", kinds as [z.ZodObject], "unsupported type");

export const words = (most: number, least = 1) => z.string().min(least).max(most);

export const list = (each: z.ZodType, most: number, least = 1) => z.array(each).min(least).max(most);

/** What is wrong with a value, each with a JSON pointer to the place, as Slack says it. */
export function problemsOf(schema: z.ZodType, value: unknown, at = ""): string[] {
  const { issues = [] } = schema.safeParse(value).error ?? {};
  return issues.map(
    ({ message, path }) => `[ERROR] ${message} [json-pointer:${[at, ...path.map(String)].join("/")}]`,
  );
}
