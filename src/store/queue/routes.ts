import { and, eq, sql } from "drizzle-orm";
import type { Route } from "../../domain/route.ts";
import { routes } from "../schema/schema-traffic.ts";
import { given, is, type Parts, putting, reading } from "../schema/table.ts";
import type { Tx } from "../tx.ts";

const toRoute = ({ kind, id, label, data }: typeof routes.$inferSelect): Route => ({ kind, id, label, data });

export function routesStore({ db, clock, cache }: Parts): Tx["routes"] {
  const where = reading(db, routes);
  const ofKind = and(is(routes.platform, "platform"), is(routes.kind, "kind"));
  const every = where(ofKind, routes.id);
  const byId = where(and(ofKind, is(routes.id, "id")));
  const byData = where(
    and(ofKind, sql`json_extract(${routes.data}, ${given("path")}) = ${given("value")}`),
    routes.id,
  );
  const put = putting(db, routes, routes.platform, routes.kind, routes.id);
  // Each message in Teams asks several times where it goes.
  const { once, forget } = cache();
  const all = once<Parameters<Tx["routes"]["all"]>, Route[]>((platform, kind) =>
    every.all({ platform, kind }).map(toRoute),
  );
  return {
    get: once((platform, kind, id) => {
      const found = byId.first({ platform, kind, id });
      return found && toRoute(found);
    }),
    all: (platform, kind) => [...all(platform, kind)],
    find: once((platform, kind, name, value) => {
      const found = byData.first({ platform, kind, path: `$.${JSON.stringify(name)}`, value });
      return found && toRoute(found);
    }),
    save(platform, { kind, id, label, data }) {
      put({ platform, kind, id, label, data, seenAt: clock() });
      forget();
    },
    remove(platform, kind, id) {
      db.delete(routes)
        .where(and(eq(routes.platform, platform), eq(routes.kind, kind), eq(routes.id, id)))
        .run();
      forget();
    },
  };
}
