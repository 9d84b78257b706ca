/** A time without a zone is UTC, as services in Python write it. */
export function instant(text: string | null | undefined): number | null {
  if (!text) return null;
  const zoned = /(z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`;
  const parsed = Date.parse(zoned);
  return Number.isNaN(parsed) ? null : parsed;
}
