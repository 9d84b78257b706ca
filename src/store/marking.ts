import { type Alert, alertSubject } from "../domain/alert.ts";
import type { Invitation } from "../domain/invitation.ts";
import { topicsBetween } from "../domain/setup-topics.ts";
import type { Topic } from "../domain/topic.ts";
import type { Tx } from "./tx.ts";

type Mark = (...topics: readonly Topic[]) => void;

const topicsOf = ({ id, request, digest, sentAt, address }: Invitation): Topic[] => [
  `invitation:${id}`,
  `request:${request}`,
  `address:${address}`,
  "progress",
  ...(digest === null ? [] : [`digest:${digest}` as const]),
  ...(sentAt === null ? [] : [`sent:${sentAt}` as const]),
];

/** What stands in a row of the checklist, the status and Home pages while it lasts. */
const IN_A_ROW: readonly Alert["kind"][] = ["admin-key", "other-organization", "outage"];

const topicsOfAlert = (alert: Alert): Topic[] => [
  alertSubject(alert),
  ...(IN_A_ROW.includes(alert.kind) ? (["progress"] as const) : []),
  ...(alert.kind === "outage" ? (["outages"] as const) : []),
];

/** The tables of which messages show something. What is saved in them is marked as changed. */
type Marked = Pick<
  Tx,
  "setup" | "requests" | "invitations" | "alerts" | "tasks" | "workspaces" | "members" | "files" | "audit"
>;

export function marking(mark: Mark, tables: Marked): Marked {
  const { setup, requests, invitations, alerts, tasks, workspaces, members, files, audit } = tables;

  /** `save` marks what it is given; `insert` marks the row that it returns, which alone has the id. */
  const marked =
    <T>(save: (value: T) => void, topics: (value: T) => readonly Topic[]) =>
    (value: T): void => {
      save(value);
      mark(...topics(value));
    };
  const inserted =
    <G, T>(insert: (value: G) => T, topics: (row: T) => readonly Topic[]) =>
    (value: G): T => {
      const row = insert(value);
      mark(...topics(row));
      return row;
    };

  const ofRequest = ({ id }: { readonly id: number }): Topic[] => [`request:${id}`, "progress"];
  const ofTask = ({ id }: { readonly id: number }): Topic[] => [`task:${id}`];
  const onHomes = (): Topic[] => ["homes"];
  const ofMember = (address: string): Topic[] => [`address:${address}`];

  return {
    setup: {
      load: setup.load,
      save(after) {
        const before = setup.load();
        setup.save(after);
        mark(...topicsBetween(before, after));
      },
    },
    requests: {
      ...requests,
      insert: inserted(requests.insert, ofRequest),
      save: marked(requests.save, ofRequest),
    },
    invitations: {
      ...invitations,
      insert: inserted(invitations.insert, topicsOf),
      save: marked(invitations.save, topicsOf),
    },
    alerts: {
      ...alerts,
      insert: inserted(alerts.insert, topicsOfAlert),
      save: marked(alerts.save, topicsOfAlert),
    },
    tasks: { ...tasks, insert: inserted(tasks.insert, ofTask), save: marked(tasks.save, ofTask) },
    workspaces: {
      ...workspaces,
      insert: inserted(workspaces.insert, onHomes),
      save: marked(workspaces.save, onHomes),
    },
    members: {
      ...members,
      save: marked(members.save, ({ address }) => ofMember(address)),
      remove: marked(members.remove, ofMember),
    },
    files: { ...files, save: marked(files.save, ({ id }) => [`file:${id}`]) },
    audit: {
      ...audit,
      insert(event, feed) {
        audit.insert(event, feed);
        if (feed !== null) mark(`feed:${feed}`);
      },
    },
  };
}
