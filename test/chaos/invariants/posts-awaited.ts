import type { Request } from "../../../src/domain/requests/request.ts";
import { approversOf } from "../../../src/domain/setup/setup.ts";
import type { Tx } from "../../../src/store/tx.ts";
import { must } from "../../support/must.ts";
import type { TestSandbox } from "../../support/servers/slack.ts";
import { posted } from "./due.ts";

/** What people have to have got, read off the state of things alone: no job is asked. */
export function postsAwaited(
  tx: Tx,
  { slack }: TestSandbox,
  requests: readonly Request[],
): { count: number; missing: string[] } {
  const setup = must(tx.setup.load());
  const { channels } = slack.state();
  const approvals = setup.settings.approvals.map(({ channel }) => channel);
  const news = setup.settings.news.map(({ channel }) => channel);
  const there = new Set<string>();
  for (const { channel, subject } of posted(slack)) {
    // An Invitation that was sent again has a card for each time; here any will do.
    there.add(`${subject} in ${channel}`).add(`${subject.split(".")[0]} in ${channel}`);
  }
  const awaited = new Set<string>();
  const inDirect = (subject: string, person: string): void => {
    const account = must(tx.people.get(person)?.accounts[0]).id;
    const direct = channels.find(({ kind, members }) => kind === "direct" && members.includes(account));
    awaited.add(`${subject} in ${direct?.id ?? `the direct messages of ${account}`}`);
  };

  for (const { id, requester, decision, state } of requests) {
    const alone = decision?.by === requester && state === "approved";
    inDirect(`asked:${id}`, requester);
    for (const channel of alone ? [] : approvals) awaited.add(`request:${id} in ${channel}`);
    const deciders = alone || approvals.length > 0 ? [] : approversOf(setup);
    for (const person of deciders) if (person !== requester) inDirect(`request:${id}`, person);
    if (decision !== null && decision.by !== requester) inDirect(`outcome:${id}`, requester);
    for (const { id: invitation, status, invitee, digest } of tx.invitations.ofRequest(id)) {
      const active = status === "active";
      if (invitee !== null && status === "pending") inDirect(`invitee:${invitation}`, invitee);
      if (invitee !== null && active) inDirect(`welcome:${invitation}`, invitee);
      for (const channel of active ? news : []) awaited.add(`active:${digest} in ${channel}`);
    }
  }
  return {
    count: awaited.size,
    missing: [...awaited].filter((one) => !there.has(one)).map((one) => `nobody got ${one}`),
  };
}
