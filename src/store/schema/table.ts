import { type Column, eq, getTableColumns, type Placeholder, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Topic } from "../../domain/topic.ts";
import type { Connection } from "../db/sqlite.ts";

/** So many answers of one read at most; then it begins anew. */
const MOST = 5_000;

/** What reads of one repository have given, until that one writes. */
export function createReadCache() {
  const known: Map<string, unknown>[] = [];
  return {
    /** Reads once for each thing that is asked for. What it gives is shared, and must not be changed. */
    once<G extends readonly (string | number)[], V>(read: (...given: G) => V) {
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
    },
    /** After a write: all of it is read again. */
    forget(): void {
      for (const answers of known) answers.clear();
    },
  };
}

export type ReadCache = ReturnType<typeof createReadCache>;

/** What a repository is made of. */
export type Parts = ReadCache & {
  readonly db: Connection;
  /** Messages that show one of these topics are drawn again after the commit. */
  readonly mark: (...topics: readonly Topic[]) => void;
};

/**
 * What takes time to make, made when it is first asked for. Of what can be asked of a database most never is, and
 * preparing all of it would take ten times as long as opening it.
 */
export function onDemand<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** The row that a statement with RETURNING or a key must give. */
export function one<T>(row: T | undefined): T {
  if (row === undefined) throw new Error("a statement that must give a row gave none");
  return row;
}

/** A value that a prepared statement is given when it runs. */
export const given = (name: string): Placeholder => sql.placeholder(name);

/** `is(tasks.id, "id")`: the column has the value that is given under this name. */
export const is = (column: SQLiteColumn, name: string): SQL => eq(column, given(name));

/** The same for a list, however long, which is given as one JSON value. */
export const isIn = (column: SQLiteColumn, name: string): SQL =>
  sql`${column} IN (SELECT value FROM json_each(${given(name)}))`;

type Values = Readonly<Record<string, unknown>>;

type Read<Noun> = {
  all(values?: Values): Noun[];
  first(values?: Values): Noun | null;
  /** At most so many. SQLite prepares it anew for each limit that it is given. */
  some(values: Values & { readonly limit: number }): Noun[];
};

type As<T extends SQLiteTable, Noun> = (row: T["$inferSelect"]) => Noun;

const itself = <Noun>(row: unknown) => row as Noun;

/** Makes reads of whole rows of one table, prepared at their first use. `as`: what a row stands for. */
export const reading =
  <T extends SQLiteTable, Noun = T["$inferSelect"]>(db: Connection, table: T, as: As<T, Noun> = itself) =>
  (condition?: SQL, ...order: readonly (SQL | SQLiteColumn)[]): Read<Noun> => {
    const query = () =>
      db
        .select()
        .from(table as SQLiteTable)
        .where(condition)
        .orderBy(...order);
    const every = onDemand(() => query().prepare());
    const limited = onDemand(() => query().limit(given("limit")).prepare());
    return {
      all: (values = {}) => every().all(values).map(as),
      first(values = {}) {
        const row = every().get(values);
        return row === undefined ? null : as(row);
      },
      some: (values) => limited().all(values).map(as),
    };
  };

/** Adds rows to one table, or replaces the row that has the same `key`. Prepared: Drizzle would build it each time. */
export function putting<T extends SQLiteTable>(db: Connection, table: T, ...key: SQLiteColumn[]) {
  // A column of JSON would make a word of null.
  const encoder = (column: Column) => ({
    mapToDriverValue: (value: unknown) => (value === null ? null : column.mapToDriverValue(value)),
  });
  const put = onDemand(() => {
    const columns = Object.entries(getTableColumns(table));
    const slots = Object.fromEntries(
      columns.map(([name, column]) => [name, sql`${sql.param(given(name), encoder(column))}`]),
    );
    const insert = db.insert(table as SQLiteTable).values(slots as never);
    return (key.length === 0 ? insert : insert.onConflictDoUpdate({ target: key, set: slots })).prepare();
  });
  return (row: T["$inferSelect"]): void => void put().run(row);
}

type Numbered = SQLiteTable & { readonly id: SQLiteColumn };

type TopicsOf<Noun> = (noun: Noun) => readonly Topic[];

/** A table as its repository works on it. Each write forgets what was read, and marks the topics that show the row. */
export function tableOf<T extends SQLiteTable, Noun = T["$inferSelect"]>(
  { db, mark, forget }: Parts,
  table: T,
  topicsOf: TopicsOf<Noun> = () => [],
  as: As<T, Noun> = itself,
) {
  const changed = (row: T["$inferSelect"]): void => {
    forget();
    mark(...topicsOf(as(row)));
  };
  return {
    where: reading(db, table, as),
    changed,
    /** Replaces the row that has the same `key`, and adds it where there is none. */
    putting(...key: SQLiteColumn[]) {
      const put = putting(db, table, ...key);
      return (row: T["$inferSelect"]): void => {
        put(row);
        changed(row);
      };
    },
  };
}

/** The same of a table whose rows have numbers. */
export function numbered<T extends Numbered, Noun = T["$inferSelect"]>(
  parts: Parts,
  table: T,
  topicsOf?: TopicsOf<Noun>,
  as: As<T, Noun> = itself,
) {
  const whole = tableOf(parts, table, topicsOf, as);
  const byId = whole.where(is(table.id, "id"));
  const rows = {
    get: (id: number): Noun | null => byId.first({ id }),
    insert(row: T["$inferInsert"]): Noun {
      const insert = parts.db.insert(table as Numbered).values(row);
      const made = one(insert.returning().get());
      whole.changed(made);
      return as(made);
    },
    save: whole.putting(table.id),
    remove(id: number): void {
      parts.db.delete(table).where(eq(table.id, id)).run();
    },
  };
  return { ...whole, rows };
}
