import { eq, or } from "drizzle-orm";
import type { PersonId } from "../../domain/accounts/person.ts";
import { subjectOf } from "../../domain/message.ts";
import type { Connection } from "../db/connection.ts";
import { accounts, people } from "../schema/schema.ts";

/** The Setup is the caller's. */
const THEIRS = `SELECT tables.name AS "table", keys."from" AS "column" FROM sqlite_master AS tables
  JOIN pragma_foreign_key_list(tables.name) AS keys
  WHERE tables.type = 'table' AND tables.name <> 'setup' AND keys."table" = 'people'`;

/** Every row that is one person's becomes the other's. What is only ever read, such as Evidence, keeps the old id. */
export function mergePeople(db: Connection, from: PersonId, into: PersonId): void {
  const [theirs, other] = [into, from].map((person) =>
    db.select().from(accounts).where(eq(accounts.person, person)).get(),
  );
  const human = theirs?.human ?? into;
  const language = theirs?.language ?? other?.language ?? null;
  db.update(accounts)
    .set({ person: into, human, agreed: null, asked: null, parted: false, language })
    .where(or(eq(accounts.person, from), eq(accounts.person, into)))
    .run();
  db.update(people)
    .set({ mergedInto: into })
    .where(or(eq(people.id, from), eq(people.mergedInto, from)))
    .run();
  const owned = db.$client.prepare<[], { table: string; column: string }>(THEIRS).all();
  for (const { table, column } of owned)
    db.$client.prepare(`UPDATE "${table}" SET "${column}" = ? WHERE "${column}" = ?`).run(into, from);
  const home = (person: PersonId) => subjectOf({ kind: "home", person });
  db.$client.prepare("UPDATE posted_messages SET subject = ? WHERE subject = ?").run(home(into), home(from));
}
