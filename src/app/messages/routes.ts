import type { Platform } from "../../domain/accounts/person.ts";
import type { Route, RouteKind } from "../../domain/route.ts";
import type { Store } from "../../store/tx.ts";

/** What one platform remembers about whom and where it can write to. It outlives a restart. */
export interface Routes {
  get(kind: RouteKind, id: string): Route | null;
  all(kind: RouteKind): Route[];
  /** The first one whose `data` has this value under that name. */
  find(kind: RouteKind, name: string, value: string): Route | null;
  /** Replaces what was known of it; writes nothing when nothing changed, so that every inbound request can call it. */
  note(route: Route): void;
  forget(kind: RouteKind, id: string): void;
}

/** Each call is a transaction of its own: never call it inside another. */
export function createRoutes(store: Store, platform: Platform): Routes {
  const get = (kind: RouteKind, id: string) => store.read((tx) => tx.routes.get(platform, kind, id));
  return {
    get,
    all: (kind) => store.read((tx) => tx.routes.all(platform, kind)),
    find: (kind, name, value) => store.read((tx) => tx.routes.find(platform, kind, name, value)),
    note(route) {
      const known = get(route.kind, route.id);
      if (known === null || !isSame(known, route)) store.transact((tx) => tx.routes.save(platform, route));
    },
    forget: (kind, id) => store.transact((tx) => tx.routes.remove(platform, kind, id)),
  };
}

function isSame(one: Route, other: Route): boolean {
  const keys = Object.keys(one.data);
  return (
    one.label === other.label &&
    keys.length === Object.keys(other.data).length &&
    keys.every((key) => one.data[key] === other.data[key])
  );
}
