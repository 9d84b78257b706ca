import { createReferences } from "../../../src/app/messages/conversation-references.ts";
import { draw } from "../../../src/app/messages/draw.ts";
import type { Invitation } from "../../../src/domain/invitations/invitation.ts";
import type { Request } from "../../../src/domain/requests/request.ts";
import { createMistralAdmin } from "../../../src/mistral/admin/admin.ts";
import { withIds } from "../../../src/sandbox/slack/messages.ts";
import type { Block } from "../../../src/sandbox/snapshot.ts";
import { renderHome, renderMessage } from "../../../src/slack/render/render.ts";
import type { PostedMessage, Tx } from "../../../src/store/tx.ts";
import { createFaces } from "../../../src/teams/cards/forms.ts";
import type { View } from "../../../src/view/core/view.ts";
import { stringsFor } from "../../../src/view/strings/index.ts";
import { readableCard } from "../../support/reading/card-text.ts";
import type { TestSandbox } from "../../support/servers/slack.ts";
import { brokenChain, type Play } from "../scenario.ts";
import { contextFor, posted, reading } from "./posts.ts";
import { countRows, rowsOf, type World } from "./world.ts";

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
export function takeBackTurnedAway({ decisions }: ExpectedState, { sandbox, bot }: World): number {
  const turnedAway = bot.log().filter(({ msg }) => msg.startsWith(TURNED_AWAY));
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

/** Everything that must be true once all is quiet. */
export function checkAll(play: Play, world: World, expected: ExpectedState): void {
  const { on, database, sandbox } = world;
  reading(database, (tx, store) => {
    const admin = createMistralAdmin({ baseUrl: sandbox.mistralApiUrl(), key: "unused" });
    const context = contextFor(store, admin, on);
    /** What a copy has to show now; null: anything. */
    const wantedOn = ({ person, subject, platform }: PostedMessage): View | null =>
      draw(context, tx, subject, { person: person === null ? null : tx.people.get(person), platform });
    checkDatabase(play, database, tx);
    checkRequests(play, tx, sandbox, expected);
    checkDecisions(play, tx, sandbox, expected);
    checkInvitations(play, tx, sandbox);
    if (on.includes("slack")) checkSlack(play, tx, sandbox, wantedOn);
    const references = createReferences(store, "teams");
    const faces = createFaces(references, (lang) => stringsFor(lang, "teams").teams, false);
    if (on.includes("teams"))
      checkTeams(play, tx, sandbox, (copy) => {
        const view = wantedOn(copy);
        return view && readableCard(JSON.parse(JSON.stringify(faces.view(view).card)));
      });
  });
}

function checkDatabase(play: Play, database: string, tx: Tx): void {
  const [integrity] = rowsOf<object>(database, "PRAGMA integrity_check").flatMap(Object.values);
  const running = countRows(database, "jobs", "state = 'running'");
  play.must(integrity === "ok", `integrity_check says ${String(integrity)}`);
  play.must(running === 0, `${running} jobs are still running`);
  play.found(brokenChain(tx));
  for (const { id, job, lastError } of tx.jobs.dead())
    play.found([`job ${id} (${job.kind}) was given up: ${lastError}`]);
}

const allRequests = (tx: Tx): Request[] =>
  [...tx.record.all()]
    .filter(({ event }) => event === "request.made")
    .flatMap(({ subject }) => tx.requests.get(Number(subject.split(":")[1])) ?? []);

const handleOf = (sandbox: TestSandbox, tx: Tx, person: string | null | undefined): string => {
  const account = tx.people.get(person ?? "")?.accounts[0]?.id;
  const inTeams = sandbox.teams.state().people.find(({ aadObjectId }) => aadObjectId === account);
  const here = inTeams?.id ?? account;
  return sandbox.slack.state().people.find(({ id }) => id === here)?.handle ?? "nobody";
};

const DECIDED = /^request\.(approved|denied|withdrawn|lapsed)$/;

/** What was asked is there once and whole, or was not acknowledged and is not there at all. */
function checkRequests(play: Play, tx: Tx, sandbox: TestSandbox, { asked }: ExpectedState): void {
  for (const { addresses, by, acknowledged } of asked) {
    const rows = addresses.flatMap((address) => tx.invitations.ofAddress(address));
    const requests = new Set(rows.map(({ request }) => request));
    const isWhole = rows.length === addresses.length && requests.size === 1;
    const there = `${rows.length} rows in ${requests.size} Requests`;
    const isThere = acknowledged || rows.length > 0;
    play.must(isWhole || !isThere, `${by} asked for ${addresses.join(" ")}: ${there}`);
  }
  const entries = [...tx.record.all()];
  for (const { id, state, requester } of allRequests(tx)) {
    const rows = tx.invitations.ofRequest(id);
    const events = entries.flatMap(({ subject, event }) => (subject === `request:${id}` ? event : []));
    const made = events.filter((event) => event === "request.made").length;
    const decided = events.filter((event) => DECIDED.test(event)).join();
    const is = `Request ${id} is ${state}`;
    play.must(made === 1, `Request ${id} was recorded as made ${made} times`);
    play.must(
      decided === (state === "open" ? "" : `request.${state}`),
      `${is}, and the record says ${decided}`,
    );
    for (const row of rows)
      play.must(FATES[state].includes(row.status), `${is}, and its Invitation ${row.id} is ${row.status}`);
    const by = handleOf(sandbox, tx, requester);
    const isListed = asked.some((one) => one.by === by && one.addresses.includes(rows[0]?.address ?? ""));
    const addresses = rows.map(({ address }) => address).join(" ");
    play.must(isListed, `${by} never asked for ${addresses}, Request ${id}`);
  }
}

const FATES: Record<Request["state"], readonly Invitation["status"][]> = {
  open: ["proposed", "denied"],
  approved: ["denied", "pending", "active"],
  denied: ["denied"],
  withdrawn: ["proposed", "denied"],
  lapsed: ["proposed", "denied"],
};

function checkDecisions(play: Play, tx: Tx, sandbox: TestSandbox, { decisions }: ExpectedState): void {
  const STATES = { approve: "approved", deny: "denied", withdraw: "withdrawn" } as const;
  for (const decision of decisions) {
    const { request: id, kind, by, acknowledged, applied, ended } = decision;
    const request = tx.requests.get(id);
    const winner = handleOf(sandbox, tx, request?.decision?.by);
    const rivals = decisions.filter((other) => other.request === id && other !== decision);
    const isFirst = rivals.every((other) => other.began > ended);
    const said = `${by} was told that the ${kind} of Request ${id} worked`;
    if (acknowledged && (request === null || request.state === "open")) play.found([`${said}; it is open`]);
    else if (applied || (acknowledged && isFirst))
      play.must(
        request?.state === STATES[kind] && winner === by,
        `${said}; it is ${request?.state} by ${winner}`,
      );
  }
  for (const { state, decision, id, requester } of allRequests(tx)) {
    if (state === "open" || decision === null || decision.by === requester) continue;
    const by = handleOf(sandbox, tx, decision.by);
    const tried = decisions.some((one) => one.request === id && one.by === by && STATES[one.kind] === state);
    play.must(tried, `nobody tried to make Request ${id} ${state}`);
  }
}

/** Approved means one e-mail, anything else means none. */
function checkInvitations(play: Play, tx: Tx, { world, mistral }: TestSandbox): void {
  const { doubleInvites } = world.section("mistral", { doubleInvites: Number.NaN }).get();
  play.must(doubleInvites === 0, `${doubleInvites} people were invited while Pending`);
  const mails = mistral.mails().map(({ to }) => to);
  const rows = allRequests(tx).flatMap(({ id }) => tx.invitations.ofRequest(id));
  for (const { id, address, status } of rows) {
    const got = mails.filter((to) => to === address).length;
    const due = status === "pending" || status === "active" ? 1 : 0;
    play.must(got === due, `Invitation ${id} is ${status}, and ${got} e-mails went out`);
  }
  const invited = rows.map(({ address }) => address);
  for (const to of mails) play.must(invited.includes(to), `${to} was invited by nobody`);
}

/** A Home page that was opened longer ago need not be up to date. */
const HALF_AN_HOUR_MS = 30 * 60_000;

/** Every message in Slack is known, in order and up to date. */
function checkSlack(
  play: Play,
  tx: Tx,
  { slack }: TestSandbox,
  wantedOn: (copy: PostedMessage) => View | null,
): void {
  const { homes, messages } = slack.state();
  function checkCopy(copy: PostedMessage): void {
    const view = wantedOn(copy);
    if (view === null) return;
    const isHome = copy.channel === "home";
    const should = isHome ? renderHome(view).blocks : renderMessage(view).blocks;
    const there = isHome
      ? homes.find(({ user }) => user === copy.message)?.content.blocks
      : messages.find(({ place, id }) => place === copy.channel && id === copy.message)?.blocks;
    const wanted = JSON.stringify(withIds(JSON.parse(JSON.stringify(should)) as Block[]));
    const shown = JSON.stringify(there === undefined ? null : withIds(there));
    play.must(isUpToDate(shown, wanted), `${copy.subject} in ${copy.channel} ${difference(shown, wanted)}`);
  }
  const all = posted(slack);
  const copies = new Set(all.map(({ key, id }) => `${key} at ${id}`));
  const first = new Map<string, (typeof all)[number]>();
  for (const message of all) if (!first.has(message.key)) first.set(message.key, message);
  const last = new Map<string, number>();
  for (const { key, subject, place, job } of first.values()) {
    const where = `${subject} in ${place}`;
    const known = tx.posted
      .ofSubject(subject as PostedMessage["subject"])
      .filter(({ channel }) => channel === place);
    play.must(known.length === 1, `${where} (${key}) is known ${known.length} times`);
    play.must(copies.has(`${key} at ${known[0]?.message}`), `${where} is known, and not there`);
    play.must(job >= (last.get(place) ?? 0), `${where} came after a younger message`);
    last.set(place, Math.max(job, last.get(place) ?? 0));
    for (const copy of known) checkCopy(copy);
  }
  for (const copy of tx.posted.homes(Date.now() - HALF_AN_HOUR_MS))
    if (copy.platform === "slack") checkCopy(copy);
  play.found(slack.refusals().map((each) => `Slack refused ${JSON.stringify(each)}`));
}

const DAYS = /\{date_short_pretty\} |\b\d{1,2} [A-Z][a-z]{2}, (?=\d\d:\d\d)/g;

/** What was drawn before midnight names the hour alone. */
const isUpToDate = (shown: string, wanted: string): boolean =>
  shown === wanted || shown === wanted.replaceAll(DAYS, "");

function difference(shown: string, wanted: string): string {
  let from = 0;
  while (from < shown.length && shown[from] === wanted[from]) from += 1;
  const around = (text: string) => text.slice(Math.max(0, from - 60), from + 120);
  return `shows …${around(shown)}… instead of …${around(wanted)}…`;
}

/** Every message in Teams that the bot knows is up to date. */
function checkTeams(
  play: Play,
  tx: Tx,
  { teams }: TestSandbox,
  wantedOn: (copy: PostedMessage) => string | null,
): void {
  for (const { place: channel, id, cards, own } of teams.state().messages) {
    const copy = tx.posted.at({ platform: "teams", channel }, id);
    const wanted = copy && wantedOn(copy);
    if (wanted === null) continue;
    for (const card of [...cards, ...Object.values(own)].map(readableCard))
      play.must(isUpToDate(card, wanted), `${copy?.subject} shows ${card} instead of ${wanted}`);
  }
  play.found(teams.refusals().map((each) => `Teams refused ${JSON.stringify(each)}`));
}
