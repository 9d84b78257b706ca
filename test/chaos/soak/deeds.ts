import type { Answer } from "../../../src/sandbox/snapshot.ts";
import type { TestPerson, TestSandbox } from "../../support/servers/slack.ts";
import { teamsPerson } from "../../support/servers/teams.ts";
import { pick } from "../random.ts";

/** One request to the bot; null: there is nothing to press just now. */
type Deed = () => Promise<Answer> | null;

type Person = Pick<TestPerson, "command" | "hold" | "modal" | "submit" | "close">;

const APPROVALS = "#mistral-approvals";
/** Several, because Microsoft lets a bot send sixty messages in half a minute into one chat: more than that only waits. */
const IN_TEAMS = ["ana", "ben", "chloe"];

/** What people do all day, by how often: looking around, pressing what is decided already, asking, deciding. */
export function createDeeds(
  sandbox: TestSandbox,
  random: () => number,
  { requesters, approvers }: { readonly requesters: string[]; readonly approvers: string[] },
): () => Promise<Answer> | null {
  let asked = 0;
  let decided: (() => Promise<Answer>) | null = null;
  const slack = (from: readonly string[]) => sandbox.as(pick(random, from) ?? "");
  const inTeams = () => teamsPerson(sandbox, "ana");

  function held(person: Person, label: string): (() => Promise<Answer>) | null {
    try {
      return person.hold(label, { in: APPROVALS });
    } catch {
      return null;
    }
  }

  const approve = (person: Person): Promise<Answer> | null => {
    const press = held(person, "Approve");
    if (press === null) return null;
    decided = press;
    return press();
  };

  // People who look around close dialogs, and must not close the form of somebody who asks.
  const half = Math.floor(requesters.length / 2);
  const [lookers, askers] = [requesters.slice(0, half), requesters.slice(half)];

  const looking =
    (word: string): Deed =>
    () => {
      const person = slack(lookers);
      if (person.modal() !== null) void person.close();
      return person.command(word, "#mistral");
    };

  const submitting: Deed = () => {
    const person = askers.map(sandbox.as).find((one) => one.modal()?.startsWith("Ask for invitations"));
    return person === undefined ? null : person.submit().then(({ ok }) => ({ ok }));
  };

  const asking: Deed = () => {
    const person = slack(askers);
    if (person.modal() !== null) void person.close();
    asked += 1;
    return person.command(`invite person${asked}@lumen.example`, "#mistral");
  };

  const deeds: readonly (readonly [times: number, deed: Deed])[] = [
    [5, looking("status")],
    [3, looking("help")],
    [3, looking("key")],
    [2, looking("")],
    [3, () => slack(requesters).openHome()],
    [1, asking],
    [2, submitting],
    [1, () => approve(slack(approvers))],
    [1, () => approve(inTeams())],
    [1, () => teamsPerson(sandbox, pick(random, IN_TEAMS) ?? "ana").command("status")],
    [5, () => decided?.() ?? null],
    [2, () => held(inTeams(), "Deny")?.() ?? decided?.() ?? null],
  ];
  const bag = deeds.flatMap(([times, deed]) => Array<Deed>(times).fill(deed));
  return () => pick(random, bag)?.() ?? null;
}
