import { eq, or } from "drizzle-orm";
import type { PersonId } from "../domain/person.ts";
import type { Connection } from "./connection.ts";
import { accounts, drafts, invitations, people, requests, tasks } from "./schema.ts";
import { copies, fileOffers } from "./schema-traffic.ts";

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
  db.update(requests).set({ requester: into }).where(eq(requests.requester, from)).run();
  db.update(requests).set({ decidedBy: into }).where(eq(requests.decidedBy, from)).run();
  db.update(requests).set({ firstApprovedBy: into }).where(eq(requests.firstApprovedBy, from)).run();
  db.update(invitations).set({ invitee: into }).where(eq(invitations.invitee, from)).run();
  db.update(tasks).set({ assignee: into }).where(eq(tasks.assignee, from)).run();
  db.update(tasks).set({ closedBy: into }).where(eq(tasks.closedBy, from)).run();
  db.update(drafts).set({ person: into }).where(eq(drafts.person, from)).run();
  db.update(fileOffers).set({ person: into }).where(eq(fileOffers.person, from)).run();
  db.update(copies).set({ person: into }).where(eq(copies.person, from)).run();
  db.update(copies)
    .set({ subject: `home:${into}` })
    .where(eq(copies.subject, `home:${from}`))
    .run();
}
