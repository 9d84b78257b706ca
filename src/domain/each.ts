/** A union in which each name has a member of its own, also those that are of one shape. */
export type Each<T, By extends keyof T> =
  T extends Record<By, infer Name> ? (Name extends string ? T & Readonly<Record<By, Name>> : never) : never;
