import type { Invitation } from "../../../src/domain/invitations/invitation.ts";
import { firstBroken } from "../../../src/domain/record/record.ts";
import type { Request } from "../../../src/domain/requests/request.ts";
import { createMistralAdmin } from "../../../src/mistral/admin/admin.ts";
import type { Tx } from "../../../src/store/tx.ts";
import type { TestSandbox } from "../../support/servers/slack.ts";
import { messagesInSlack, messagesInTeams } from "./messages.ts";
import { contextFor, reading } from "./posts.ts";
import { countRows, type LogLine, rowsOf, type World } from "./world.ts";

/** A press or submission by which somebody decides about a Request. */
export type Decision = {
  readonly request: number;
  readonly kind: "approve" | "deny" | "withdraw";
  /** A handle. */
  readonly by: string;
  /** In ms since 1970, as in the bot's log. */
  readonly began: number;
  readonly ended: number;
  /** The bot answered: from here on the person relies on it. */
  readonly acknowledged: boolean;
  /** The answer said so: the dialog closed. Of presses on a card the answer does not tell. */
  readonly applied: boolean;
};

type Asked = {
  readonly by: string;
  readonly addresses: readonly string[];
  /** The bot said that it is with the approvers, or approved. */
  acknowledged: boolean;
};

/** What people did and what they were told: what the bot, the platforms and Mistral are compared with. */
export type ExpectedState = {
  readonly asked: Asked[];
  readonly decisions: Decision[];
  /** How long each click, command or submission was without an answer, ms. */
  readonly took: number[];
  acknowledged: number;
  /** What did not work, in the words of the chat. */
  readonly refused: string[];
};

export const nothingYet = (): ExpectedState => ({
  ...{ asked: [], decisions: [], refused: [], took: [], acknowledged: 0 },
});

const TURNED_AWAY = "turned a request away";

/** Slack acknowledges a press that the bot turns away as well: the person hears of it, and relies on nothing. Gives how many it turned away. */
export function takeBackTurnedAway(
  { decisions }: ExpectedState,
  sandbox: TestSandbox,
  log: readonly LogLine[],
): number {
  const turnedAway = log.filter(({ msg }) => msg.startsWith(TURNED_AWAY));
  for (const [index, decision] of decisions.entries()) {
    const { id } = sandbox.as(decision.by);
    const isAmong = turnedAway.some(({ account, time }) => {
      const at = Date.parse(time);
      return account === id && at >= decision.began && at <= decision.ended;
    });
    if (isAmong) decisions[index] = { ...decision, acknowledged: false };
  }
  return turnedAway.length;
}

type Finding = string;

/** Everything that must be true once all is quiet. Each sentence that comes back is something that is not. */
export function violations(world: World, expected: ExpectedState): Finding[] {
  const { on, database, sandbox } = world;
  return reading(database, (store) => {
    const admin = createMistralAdmin({ baseUrl: sandbox.mistralApiUrl(), key: "unused" });
    const context = contextFor(store, admin, on);
    return store.read((tx) => [
      ...wholeDatabase(database, tx),
      ...everyRequest(tx, sandbox, expected),
      ...everyDecision(tx, sandbox, expected),
      ...everyInvitation(tx, sandbox),
      ...(on.includes("slack") ? messagesInSlack(context, tx, sandbox) : []),
      ...(on.includes("teams") ? messagesInTeams(context, tx, sandbox) : []),
    ]);
  });
}

function wholeDatabase(database: string, tx: Tx): Finding[] {
  const [integrity] = rowsOf<object>(database, "PRAGMA integrity_check").flatMap(Object.values);
  const running = countRows(database, "jobs", "state = 'running'");
  const broken = firstBroken(tx.record.all());
  return [
    ...(integrity === "ok" ? [] : [`integrity_check says ${String(integrity)}`]),
    ...(running === 0 ? [] : [`${running} jobs are still running`]),
    ...(broken === null ? [] : [`the Record does not fit its chain from entry ${broken} on`]),
    ...tx.jobs.dead().map(({ id, job, lastError }) => `job ${id} (${job.kind}) was given up: ${lastError}`),
  ];
}

function allRequests(tx: Tx): Request[] {
  return [...tx.record.all()]
    .filter(({ event }) => event === "request.made")
    .flatMap(({ subject }) => tx.requests.get(Number(splitId(subject))) ?? []);
}

const splitId = (subject: string): string => subject.slice(subject.indexOf(":") + 1);

const handleOf = (sandbox: TestSandbox, tx: Tx, person: string | null | undefined): string => {
  const account = tx.people.get(person ?? "")?.accounts[0]?.id;
  const inTeams = sandbox.teams.state().people.find(({ aadObjectId }) => aadObjectId === account);
  const here = inTeams?.id ?? account;
  return sandbox.slack.state().people.find(({ id }) => id === here)?.handle ?? "nobody";
};

const DECIDED = /^request\.(approved|denied|withdrawn|lapsed)$/;

/** What was asked is there once and whole, or was not acknowledged and is not there at all. */
function everyRequest(tx: Tx, sandbox: TestSandbox, { asked }: ExpectedState): Finding[] {
  const findings: Finding[] = [];
  for (const { addresses, by, acknowledged } of asked) {
    const rows = addresses.flatMap((address) => tx.invitations.ofAddress(address));
    const requests = new Set(rows.map(({ request }) => request));
    const whole = rows.length === addresses.length && requests.size === 1;
    const there = `${rows.length} rows in ${requests.size} Requests`;
    if (!whole && (acknowledged || rows.length > 0))
      findings.push(`${by} asked for ${addresses.join(" ")}: ${there}`);
  }
  const entries = [...tx.record.all()];
  for (const request of allRequests(tx)) {
    const rows = tx.invitations.ofRequest(request.id);
    const about = entries.filter(({ subject }) => subject === `request:${request.id}`);
    const events = about.map(({ event }) => event);
    const made = events.filter((event) => event === "request.made").length;
    const decided = events.filter((event) => DECIDED.test(event));
    const expected = request.state === "open" ? [] : [`request.${request.state}`];
    if (made !== 1) findings.push(`Request ${request.id} was recorded as made ${made} times`);
    const is = `Request ${request.id} is ${request.state}`;
    if (decided.join() !== expected.join())
      findings.push(`${is}, and the record says ${decided.join() || "nothing"}`);
    const half = rows.filter(({ status }) => !FATES[request.state].includes(status));
    findings.push(...half.map(({ id, status }) => `${is}, and its Invitation ${id} is ${status}`));
    const by = handleOf(sandbox, tx, request.requester);
    const listed = asked.some((each) => each.by === by && each.addresses.includes(rows[0]?.address ?? ""));
    const addresses = rows.map(({ address }) => address).join(" ");
    if (rows.length === 0 || !listed)
      findings.push(`${by} never asked for ${addresses}, Request ${request.id}`);
  }
  return findings;
}

const FATES: Record<Request["state"], readonly Invitation["status"][]> = {
  open: ["proposed", "denied"],
  approved: ["denied", "pending", "active"],
  denied: ["denied"],
  withdrawn: ["proposed", "denied"],
  lapsed: ["proposed", "denied"],
};

function everyDecision(tx: Tx, sandbox: TestSandbox, { decisions }: ExpectedState): Finding[] {
  const findings: Finding[] = [];
  const STATES = { approve: "approved", deny: "denied", withdraw: "withdrawn" } as const;
  for (const decision of decisions) {
    const { request: id, kind, by, acknowledged, applied, ended } = decision;
    const request = tx.requests.get(id);
    const winner = handleOf(sandbox, tx, request?.decision?.by);
    const won = request?.state === STATES[kind] && winner === by;
    const rivals = decisions.filter((other) => other.request === id && other !== decision);
    const first = rivals.every((other) => other.began > ended);
    const said = `${by} was told that the ${kind} of Request ${id} worked`;
    if (acknowledged && (request === null || request.state === "open")) findings.push(`${said}; it is open`);
    else if ((applied || (acknowledged && first)) && !won)
      findings.push(`${said}; it is ${request?.state} by ${winner}`);
  }
  for (const request of allRequests(tx)) {
    const { state, decision, id } = request;
    if (state === "open" || decision === null || decision.by === request.requester) continue;
    const by = handleOf(sandbox, tx, decision.by);
    const tried = decisions.some(
      (each) => each.request === id && each.by === by && STATES[each.kind] === state,
    );
    if (!tried) findings.push(`nobody tried to make Request ${id} ${state}`);
  }
  return findings;
}

/** Approved means one e-mail, anything else means none. */
function everyInvitation(tx: Tx, sandbox: TestSandbox): Finding[] {
  const findings: Finding[] = [];
  const state = sandbox.world.section("mistral", { doubleInvites: Number.NaN }).get();
  if (state.doubleInvites !== 0) findings.push(`${state.doubleInvites} people were invited while Pending`);
  const mails = new Map<string, number>();
  for (const { to } of sandbox.mistral.mails()) mails.set(to, (mails.get(to) ?? 0) + 1);
  for (const { id } of allRequests(tx)) {
    for (const row of tx.invitations.ofRequest(id)) {
      const got = mails.get(row.address) ?? 0;
      mails.delete(row.address);
      const sent = row.status === "pending" || row.status === "active";
      if (got !== (sent ? 1 : 0))
        findings.push(`Invitation ${row.id} is ${row.status}, and ${got} e-mails went out`);
    }
  }
  return [...findings, ...[...mails.keys()].map((address) => `${address} was invited by nobody`)];
}
