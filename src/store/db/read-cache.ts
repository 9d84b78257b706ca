/** So many answers of one read at most; then it begins anew. */
const MOST = 5_000;

type Given = readonly (string | number)[];

/** What reads have given, for as long as nothing has changed that they read. */
export type ReadCache = {
  /** Reads once for each thing that is asked for. What it gives is shared, and must not be changed. */
  once<G extends Given, V>(read: (...given: G) => V): (...given: G) => V;
  /** What is read once, and then told as it changes. */
  value<V>(read: () => V): { get(): V; set(value: V): void };
  /** After a write: all of it is read again. */
  forget(): void;
};

export function createReadCache(): ReadCache {
  const known: { clear(): void }[] = [];

  function once<G extends Given, V>(read: (...given: G) => V) {
    const answers = new Map<string, V>();
    known.push(answers);
    return (...given: G): V => {
      const key = given.join(" ");
      const found = answers.get(key);
      if (found !== undefined) return found;
      if (answers.size >= MOST) answers.clear();
      const fresh = read(...given);
      answers.set(key, fresh);
      return fresh;
    };
  }

  return {
    once,
    value<V>(read: () => V) {
      const kept = new Map<"value", V>();
      known.push(kept);
      const set = (value: V) => void kept.set("value", value);
      const get = (): V => {
        if (!kept.has("value")) set(read());
        return kept.get("value") as V;
      };
      return { get, set };
    },
    forget() {
      for (const answers of known) answers.clear();
    },
  };
}
