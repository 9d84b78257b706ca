import { z } from "zod";

/** What is longer is looked at by nobody but the readers that the growth test has a sample for. */
const SHORT = 1_000;

/** Where a schema takes text that is longer, by the names on the way to it. */
export function longTextsIn(schema: z.ZodType, path: readonly string[] = []): string[] {
  const into = (inner: unknown, name?: string) =>
    longTextsIn(inner as z.ZodType, name === undefined ? path : [...path, name]);
  if (schema instanceof z.ZodString) return (schema.maxLength ?? SHORT + 1) > SHORT ? [path.join(".")] : [];
  if (schema instanceof z.ZodPipe) {
    const text = schema.safeParse("x".repeat(2 * SHORT)).data;
    return typeof text === "string" && text.length <= SHORT ? [] : into(schema.in);
  }
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, inner]) => into(inner, name));
  if (schema instanceof z.ZodUnion) return [...new Set(schema.options.flatMap((one) => into(one)))];
  if (schema instanceof z.ZodArray) return into(schema.element);
  if (schema instanceof z.ZodRecord) return into(schema.valueType);
  return "innerType" in schema.def ? into(schema.def.innerType) : [];
}
