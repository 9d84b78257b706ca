import { describe, expect, test } from "vitest";
import type { Alert } from "../../../src/domain/alert.ts";
import { verified } from "../../../src/domain/evidence.ts";
import { aboutAlert, type Subject, subjectOf } from "../../../src/domain/message.ts";
import { startSetup } from "../../../src/domain/setup/setup.ts";
import { MIGRATIONS } from "../../../src/store/db/migrate.ts";
import { openInMemory } from "../../../src/store/db/open.ts";
import { COPIES_IN } from "../../../src/store/queue/changes.ts";
import type { Store, Tx } from "../../../src/store/tx.ts";
import { fresh as sample } from "../../support/samples/facts.ts";
import { claimNext } from "../../support/world/claim.ts";
import { invitation, memoryStore, NOW, request, someRequest } from "../repositories/samples.ts";

const COPIES = 40;

const alertSubject = (alert: Alert) => subjectOf(aboutAlert(alert));

function post(tx: Tx, ...subjects: Subject[]): void {
  for (const subject of subjects)
    tx.posted.insert({ platform: "slack", channel: "C1", message: subject, subject, person: null });
}

/** The messages that wait to be drawn again, in the order in which their jobs were made; these are ended. */
function redrawn(store: Store): Subject[] {
  return store.transact((tx) => {
    const waiting = Array.from({ length: COPIES }, (_, copy) => tx.jobs.waiting(`update:${copy}`)).flat();
    const homes = tx.jobs.waiting("homes");
    while (claimNext(tx.jobs, NOW + 60_000) !== null);
    for (const { id } of [...waiting, ...homes]) tx.jobs.finish(id, NOW);
    const subjects = waiting
      .toSorted((one, other) => one.id - other.id)
      .flatMap(({ job }) => (job.kind === "update" ? (tx.posted.get(job.copy)?.subject ?? []) : []));
    return [...subjects, ...homes.map((): Subject => "home:all")];
  });
}

function someone(store: Store) {
  const made = store.transact((tx) => {
    const { id, requester } = someRequest(tx);
    return { id, requester, invited: tx.invitations.insert(invitation(id)) };
  });
  redrawn(store);
  return made;
}

test("The messages that show a change are found by their subjects, however many others there are", () => {
  const db = openInMemory("real", NOW, MIGRATIONS);
  const plan = db.$client.prepare(`EXPLAIN QUERY PLAN ${COPIES_IN}`).all("[]") as { detail: string }[];
  expect(plan.map(({ detail }) => detail).join("; ")).toMatch(
    /SEARCH posted_messages USING (COVERING )?INDEX posted_messages_subject/,
  );
  db.$client.close();
});

describe("A saved change", () => {
  test("is drawn again on every message that shows it, and on no other", () => {
    const store = memoryStore();
    const { id } = someone(store);
    store.transact((tx) => {
      post(
        tx,
        `request:${id}`,
        `request:${id}0`,
        `reminder:request.${id}.0.1`,
        `asked:${id}`,
        `outcome:${id}.7.failed.1`,
      );
      post(tx, "setup:1", "task:1", "active:1", "alert:outage.1");
    });
    store.transact((tx) => {
      const open = tx.requests.get(id);
      if (open !== null) tx.requests.save({ ...open, reason: "another" });
    });
    expect(redrawn(store)).toEqual([
      ...[`request:${id}`, `reminder:request.${id}.0.1`, `asked:${id}`, `outcome:${id}.7.failed.1`],
      ...["setup:1", "home:all"],
    ]);
  });

  test("is drawn again where it is listed: on Tasks, together with others, and by its address", () => {
    const store = memoryStore();
    const { id, requester, invited } = someone(store);
    store.transact((tx) => {
      const other = tx.requests.insert(request(requester));
      tx.invitations.insert(invitation(other.id, { address: invited.address }));
      const task = { kind: "invite", role: "member", assignee: requester, workspace: null } as const;
      const open = { state: "open", reason: null, createdAt: NOW, closedAt: null, closedBy: null } as const;
      const listing = tx.tasks.insert({ ...task, ...open, invitations: [invited.id] });
      tx.tasks.insert({ ...task, ...open, invitations: [invited.id + 100] });
      post(
        tx,
        `task:${listing.id}`,
        `task:${listing.id + 1}`,
        `request:${other.id}`,
        `invitee:${invited.id}.9`,
      );
    });
    redrawn(store);
    store.transact((tx) => tx.invitations.save({ ...invited, status: "pending", sentAt: NOW }));
    const [task, request2, invitee] = [`task:1`, `request:${id + 1}`, `invitee:${invited.id}.9`];
    expect(redrawn(store)).toEqual([invitee, request2, task, "home:all"]);
    store.transact((tx) => tx.members.remove(invited.address));
    expect(redrawn(store)).toEqual([request2, "home:all"]);
  });

  test("is drawn nowhere when it is undone", () => {
    const store = memoryStore();
    const { id, invited } = someone(store);
    store.transact((tx) => post(tx, `request:${id}`, "alert:closed.1"));
    const fail = (): never => {
      throw new Error("undone");
    };
    expect(() => store.transact((tx) => [tx.invitations.save(invited), fail()])).toThrow("undone");
    store.transact((tx) => tx.changed("alert:closed.1"));
    expect(redrawn(store)).toEqual(["alert:closed.1"]);
  });

  test("of the Setup is drawn again where that part of it is shown", () => {
    const store = memoryStore();
    const setup = store.transact((tx) => {
      const { id, requester } = someRequest(tx);
      tx.invitations.insert(invitation(id, { status: "approved" }));
      const fresh = startSetup(requester, sample.settings, NOW);
      tx.setup.save(fresh);
      post(tx, "setup:1", "helper:members.1", "billing:1", "alert:closed.1", "domain:1", `request:${id}`);
      return fresh;
    });
    redrawn(store);
    const save = (observed: Partial<typeof setup.observed>) => {
      store.transact((tx) => tx.setup.save({ ...setup, observed: { ...setup.observed, ...observed } }));
      return redrawn(store);
    };
    expect(save({ audit: null, organization: "o1" })).toEqual([]);
    expect(save({ spendingRefused: true })).toEqual(["setup:1", "home:all"]);
    const payment = verified("audit", NOW);
    expect(save({ payment })).toEqual(["setup:1", "billing:1", "request:1", "home:all"]);
    const lab = { name: "Lab", mistralId: null, evidence: null, trouble: null };
    store.transact((tx) => tx.workspaces.insert({ ...lab, state: "failed" }));
    expect(redrawn(store)).toEqual(["home:all"]);
  });

  test("of an Alert is drawn again on its message, and on those that have a row for its kind", () => {
    const store = memoryStore();
    const { requester } = someone(store);
    const life = { since: NOW, toldAt: null, until: null };
    const [left, outage] = store.transact((tx) => {
      const alerts = [
        tx.alerts.insert({ kind: "left", person: requester, ...life }),
        tx.alerts.insert({ kind: "outage", of: "mistral", refused: false, ...life }),
      ] as const;
      post(tx, "setup:1", ...alerts.map(alertSubject), "alert:left.99");
      return alerts;
    });
    redrawn(store);
    const end = (alert: Alert) => {
      store.transact((tx) => tx.alerts.save({ ...alert, until: NOW }));
      return redrawn(store);
    };
    expect(end(left)).toEqual([alertSubject(left)]);
    const shown = [alertSubject(outage), "setup:1", alertSubject(left), "alert:left.99", "home:all"];
    expect(end(outage).toSorted()).toEqual(shown.toSorted());
  });
});
