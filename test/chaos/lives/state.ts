import { firstBroken, type RecordEntry } from "../../../src/domain/record/record.ts";
import { must } from "../../support/must.ts";
import type { Model } from "../model/model.ts";
import { PEOPLE, type World } from "./deeds.ts";

const KEPT = /^(request|invitation|task\.closed|removal|revocation)/;
const COUNTED = /^(request|asked|task|reminder|task-reminder):/;

/** The bot's state in the words of the model. */
export function stateOf({ bot }: World): ReturnType<Model["state"]> {
  const { chat, teams } = bot;
  return bot.store.read((tx) => {
    const names = new Map<string, string>();
    for (const name of PEOPLE) {
      const person = tx.people.byAccount("slack", name) ?? tx.people.byAccount("teams", `t-${name}`);
      if (person !== null) names.set(person.id, name);
    }
    const list = <T>(get: (id: number) => T | null): T[] => {
      const found: T[] = [];
      for (let one = get(1); one !== null; one = get(found.length + 1)) found.push(one);
      return found;
    };
    const messages: Record<string, number> = {};
    for (const { key, channel } of [...chat.messages, ...teams.messages]) {
      const [subject = ""] = key.split("#");
      if (!COUNTED.test(subject)) continue;
      const [about = "", person = ""] = subject.split(".");
      const place = about.startsWith("request:") ? ` in ${channel}` : "";
      // A Task that was handed on has the time of that instead.
      const who = names.get(person);
      const what = who === undefined ? `${about}${place}` : `${about}.${who}`;
      messages[what] = (messages[what] ?? 0) + 1;
    }
    const said = ({ event, subject, data }: RecordEntry) =>
      event === "invitation.moved" ? `${subject} ${data["from"]} → ${data["to"]}` : `${event} ${subject}`;
    const { steps } = must(tx.setup.load());
    const entries = [...tx.record.all()];
    if (firstBroken(entries) !== null) throw new Error("the Record does not fit its chain");
    return {
      requests: list(tx.requests.get).map(({ id, role, state }) => `${id} ${role} ${state}`),
      rows: list(tx.invitations.get).map(
        ({ id, address, role, status }) => `${id} ${address} ${role} ${status}`,
      ),
      tasks: list(tx.tasks.get).map(
        ({ id, kind, assignee, invitations, state }) =>
          `${id} ${kind} ${names.get(assignee)} ${invitations.join()} ${state}`,
      ),
      members: steps.members.state === "done",
      record: entries
        .map(said)
        .filter((entry) => KEPT.test(entry))
        .toSorted(),
      messages: Object.entries(messages)
        .map(([what, times]) => `${what} × ${times}`)
        .toSorted(),
    };
  });
}
