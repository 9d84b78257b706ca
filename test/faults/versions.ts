/** What messages have shown, each state with when it was there (ms). */
export type Versions = {
  note(message: string, shows: unknown, at: number): void;
  /** Oldest first. */
  of(message: string): readonly string[];
};

export function createVersions(): Versions {
  const versions = new Map<string, { at: number; shows: string }[]>();
  return {
    note: (message, content, at) => {
      const shows = JSON.stringify(content) ?? "";
      versions.set(message, [...(versions.get(message) ?? []), { at, shows }]);
    },
    of: (message) =>
      (versions.get(message) ?? []).toSorted((one, other) => one.at - other.at).map(({ shows }) => shows),
  };
}

/** That it takes longer, and why, is said as long as it is so. */
const ON_ITS_WAY =
  /approved, (?:sending|not sent yet|not confirmed by Mistral.*?this is tried again by itself)/g;

const isOpen = (shows: string): boolean => /"(Approve|Withdraw)"/.test(shows);

/** Whether it showed again what it had shown before something newer, or was open again once decided. */
export function hasGoneBack(versions: readonly string[]): boolean {
  const shown = versions
    .map((shows) => shows.replaceAll(ON_ITS_WAY, "approved"))
    .filter((one, at, all) => one !== all[at - 1]);
  const decidedAt = shown.findIndex((one) => !isOpen(one));
  const reopened = decidedAt >= 0 && shown.slice(decidedAt).some(isOpen);
  return reopened || new Set(shown).size < shown.length;
}
