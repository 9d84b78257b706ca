import { Resolver } from "node:dns/promises";

/** `nothing`: DNS says that there is none. `unknown`: it could not be asked, or did not answer properly. */
export type TxtAnswer =
  | { readonly kind: "values"; readonly values: readonly string[] }
  | { readonly kind: "nothing" }
  | { readonly kind: "unknown"; readonly reason: string };

export type Dns = { readonly txt: (name: string) => Promise<TxtAnswer> };

type Options = {
  /** Addresses with ports; those of the system when left out. */
  readonly servers?: readonly string[];
  /** For the first try of a server; later ones wait longer. */
  readonly timeoutMs?: number;
  readonly tries?: number;
  /** For everything, whatever the servers do. */
  readonly deadlineMs?: number;
};

/** What DNS answers when a name, or a TXT record at it, does not exist. */
const ABSENT: readonly unknown[] = ["ENOTFOUND", "ENODATA"];

/** Asks the system's DNS servers, or the given ones, for TXT records. */
export function createDns({ servers, timeoutMs = 2_000, tries = 2, deadlineMs = 5_000 }: Options = {}): Dns {
  return {
    txt: async (name) => {
      // A new one each time: a resolver keeps answers, and we want to know what is there now.
      const resolver = new Resolver({ timeout: timeoutMs, tries });
      if (servers !== undefined) resolver.setServers(servers);
      const deadline = setTimeout(() => resolver.cancel(), deadlineMs);
      try {
        const records = await resolver.resolveTxt(name);
        return { kind: "values", values: records.map((chunks) => chunks.join("")) };
      } catch (error) {
        const code = error instanceof Error && "code" in error ? error.code : undefined;
        return ABSENT.includes(code)
          ? { kind: "nothing" }
          : { kind: "unknown", reason: String(code ?? error) };
      } finally {
        clearTimeout(deadline);
      }
    },
  };
}
