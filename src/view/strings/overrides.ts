type Said = string | readonly unknown[] | ((...pieces: never[]) => unknown);

/** Some of the words, for where they are said differently. */
export type Overrides<T> = { readonly [K in keyof T]?: T[K] extends Said ? T[K] : Overrides<T[K]> };

export function withOverrides<T extends object>(words: T, overrides: Overrides<T>): T {
  const changed = Object.entries(overrides).map(([name, said]) => {
    const before: unknown = words[name as keyof T];
    return [name, isGroup(before) && isGroup(said) ? withOverrides(before, said) : said];
  });
  return { ...words, ...Object.fromEntries(changed) };
}

const isGroup = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
