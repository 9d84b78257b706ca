import { and, eq, sql } from "drizzle-orm";
import type { Connection } from "./connection.ts";
import { onDemand } from "./on-demand.ts";
import { routes } from "./schema-traffic.ts";
import type { Tx } from "./tx.ts";

export function routesStore(db: Connection, clock: () => number): Tx["routes"] {
  const ofKind = and(
    eq(routes.platform, sql.placeholder("platform")),
    eq(routes.kind, sql.placeholder("kind")),
  );
  const columns = { kind: routes.kind, id: routes.id, label: routes.label, data: routes.data };
  const every = onDemand(() => db.select(columns).from(routes).where(ofKind).orderBy(routes.id).prepare());
  const byId = onDemand(() =>
    db
      .select(columns)
      .from(routes)
      .where(and(ofKind, eq(routes.id, sql.placeholder("id"))))
      .prepare(),
  );
  const byData = onDemand(() =>
    db
      .select(columns)
      .from(routes)
      .where(
        and(
          ofKind,
          sql`json_extract(${routes.data}, ${sql.placeholder("path")}) = ${sql.placeholder("value")}`,
        ),
      )
      .orderBy(routes.id)
      .limit(1)
      .prepare(),
  );
  return {
    get: (platform, kind, id) => byId().get({ platform, kind, id }) ?? null,
    all: (platform, kind) => every().all({ platform, kind }),
    find: (platform, kind, name, value) =>
      byData().get({ platform, kind, path: `$.${JSON.stringify(name)}`, value }) ?? null,
    save(platform, { kind, id, label, data }) {
      const known = { label, data, seenAt: clock() };
      db.insert(routes)
        .values({ platform, kind, id, ...known })
        .onConflictDoUpdate({ target: [routes.platform, routes.kind, routes.id], set: known })
        .run();
    },
    remove(platform, kind, id) {
      db.delete(routes)
        .where(and(eq(routes.platform, platform), eq(routes.kind, kind), eq(routes.id, id)))
        .run();
    },
  };
}
