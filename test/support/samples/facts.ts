import type { Account, Person, PersonId, Platform } from "../../../src/domain/accounts/person.ts";
import type { Absence, StandIn } from "../../../src/domain/approvals/absence.ts";
import type { Rule } from "../../../src/domain/approvals/rule.ts";
import { confirmed, verified } from "../../../src/domain/evidence.ts";
import { INVITATION_STATUSES, type Invitation, propose } from "../../../src/domain/invitations/invitation.ts";
import type { Job, JobRow } from "../../../src/domain/job.ts";
import type { Member } from "../../../src/domain/members/members-list.ts";
import { type Request, UNDECIDED } from "../../../src/domain/requests/request.ts";
import { DEFAULTS, type Settings } from "../../../src/domain/setup/settings.ts";
import { closeStep, handStep, type Setup, STEP_NAMES, startSetup } from "../../../src/domain/setup/setup.ts";
import type { Workspace } from "../../../src/domain/setup/workspace.ts";
import type { Task } from "../../../src/domain/tasks/task.ts";
import type { Reader } from "../../../src/view/core/reader.ts";
import type { View } from "../../../src/view/core/view.ts";
import type { RequestFacts } from "../../../src/view/requests/request-parts.ts";
import type { Counts } from "../../../src/view/setup/step-rows.ts";
import { LANGUAGES as CHOICES, stringsFor } from "../../../src/view/strings/index.ts";

/** 14:10 UTC on a Wednesday. */
export const NOW = Date.UTC(2026, 10, 25, 14, 10);
const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
export const minutesAgo = (n: number): number => NOW - n * MINUTE;

/** What somebody would type to make text look like something else, or to break a card. */
export const HOSTILE =
  "<!channel> *bold* _it_ `code` <https://evil.example|click> [x](https://evil.example) <at>all</at> &amp; \u202Egnp.exe {{x}}";

/** What somebody typed in the samples is nobody's language. */
export const withoutTyped = (text: string): string =>
  [HOSTILE, HOSTILE.slice(0, 80), HOSTILE.slice(0, 40)].reduce((left, it) => left.replaceAll(it, "…"), text);

function person(id: PersonId, name: string, standing: Account["standing"] = "member"): Person {
  const account: Account = {
    ...{ platform: "slack", id: `U${id.slice(2).toUpperCase()}`, name, standing },
    ...{ address: `${id.slice(2)}@example.com`, addressVerified: true, admin: id === "p_ana" },
    ...{ timezone: "Europe/Paris", locale: "en-GB", status: null },
  };
  const teams: Account = { ...account, platform: "teams", id: `29:${id}` };
  const { address, timezone, locale } = account;
  const alone = { human: id, asked: null, agreed: null, parted: false, language: null, muted: false };
  return { id, ...alone, name, address, timezone, locale, accounts: [account, teams] };
}

/** Everybody in the samples. */
const PEOPLE: Readonly<Record<PersonId, Person>> = {
  p_ana: person("p_ana", "ana"),
  p_ben: person("p_ben", "ben"),
  p_paul: person("p_paul", "paul"),
  p_zoe: person("p_zoe", "zoe"),
  p_left: person("p_left", "lea", "gone"),
  p_far: person("p_far", "farid"),
  p_evil: person("p_evil", HOSTILE),
};

export type ViewSample = { readonly name: string; readonly view: View };

/** One sample of each. */
export const drawn = <T>(
  what: string,
  cases: Readonly<Record<string, T>>,
  draw: (given: T) => View,
): ViewSample[] =>
  Object.entries(cases).map(([name, given]) => ({ name: `${what}, ${name}`, view: draw(given) }));

/** Each under the name that it has here. */
export const named = (views: Readonly<Record<string, View>>): ViewSample[] =>
  Object.entries(views).map(([name, view]) => ({ name, view }));

/** The same by their own names. */
export const byName = <const T extends readonly string[]>(names: T): Record<T[number], T[number]> =>
  Object.fromEntries(names.map((name) => [name, name])) as Record<T[number], T[number]>;

/** A page of a list that is `pages` long. */
export const pageOf = <Row>(rows: readonly Row[], page = 0, pages = 1) => ({
  list: { rows, page, pages, total: pages === 1 ? rows.length : pages * 10 },
});

/** Every language of the bot, so that what is checked in each is checked in a new one as well. */
export const LANGUAGES = CHOICES.map(({ value }) => value);

let platform: Platform = "slack";
let language = "en";

/** Everybody reads there, and in that language, while this is drawn. */
export function readIn<T>(where: Platform, said: string, drawn: () => T): T {
  platform = where;
  language = said;
  try {
    return drawn();
  } finally {
    platform = "slack";
    language = "en";
  }
}

export const readerOf = (id: PersonId | null, timezone = "UTC"): Reader => ({
  get strings() {
    return stringsFor(language, platform);
  },
  timezone,
  get locale() {
    return language === "en" ? "en-GB" : language;
  },
  person: id,
  nameOf: (wanted) => PEOPLE[wanted] ?? null,
  outOfReach: (wanted) => (wanted === "p_far" ? ["teams"] : []),
});

const settings: Settings = {
  approvals: [{ platform: "slack", channel: "C1" }],
  news: [{ platform: "slack", channel: "C2", level: "everything" }],
  ...{ approvers: ["p_ben"], feed: [], domains: ["example.com"], seats: ["chat"], language: "en" },
  ...DEFAULTS,
};

export const fresh: Setup = startSetup("p_ana", settings, minutesAgo(11));

const billed = (plan: "team" | "free", warmUntil: number): Setup => {
  const confirmedNow = { confirmedBy: "p_ana", confirmedAt: minutesAgo(8), warmUntil };
  const paid = { means: "card", plan, monthlyLimit: 200, ...confirmedNow } as const;
  const organized = closeStep(
    { ...fresh, organization: "Example Ltd", billing: paid },
    "organization",
    "done",
    verified("members", minutesAgo(9)),
    NOW,
  );
  return closeStep(organized, "billing", "done", confirmed("p_ana", minutesAgo(8)), NOW);
};

export const warming: Setup = billed("team", NOW + 2 * MINUTE);
export const warm: Setup = billed("team", minutesAgo(5));
export const keyMade: Setup = {
  ...warm,
  observed: { ...warm.observed, keyMade: verified("audit", NOW) },
};

export const freeMode: Setup = billed("free", minutesAgo(5));
/** Nobody confirmed billing: Mistral's audit log has it. */
export const audited: Setup = closeStep(
  {
    ...fresh,
    billing: {
      ...{ means: null, plan: null, monthlyLimit: null, confirmedBy: null },
      ...{ confirmedAt: minutesAgo(8), warmUntil: minutesAgo(5) },
    },
  },
  "billing",
  "done",
  verified("audit", minutesAgo(8)),
  NOW,
);
export const handed: Setup = handStep(fresh, "billing", "p_paul");
export const complete: Setup = STEP_NAMES.reduce<Setup>(
  (setup, name) =>
    closeStep(setup, name, name === "security" ? "skipped" : "done", confirmed("p_ana", NOW), NOW),
  { ...warm, keyWorks: verified("probe", NOW) },
);
export const ownerLeft: Setup = { ...warm, owner: "p_left" };

export const counts = (change: Partial<Counts> = {}): Counts => ({
  ...(Object.fromEntries(INVITATION_STATUSES.map((status) => [status, 0])) as Counts),
  ...change,
});

export const invitation = (change: Partial<Invitation> = {}): Invitation => ({
  id: 1,
  ...propose(1, "zoe@example.com", "member", minutesAgo(3)),
  ...change,
});

export const pending = (change: Partial<Invitation> = {}): Invitation =>
  invitation({
    ...{ status: "pending", evidence: verified("members", minutesAgo(3)) },
    ...{ sentAt: minutesAgo(3), invitee: "p_zoe", ...change },
  });
export const active = (change: Partial<Invitation> = {}): Invitation =>
  pending({ status: "active", evidence: verified("members", minutesAgo(1)), ...change });

/** A hundred different ones, with addresses as long as they may be. */
export const many = (change: Partial<Invitation> = {}): Invitation[] =>
  Array.from({ length: 100 }, (_, at) => {
    const address = `${"long".repeat(15)}${at}@${"sub.".repeat(45)}example.com`;
    return invitation({ id: at + 1, address, ...change });
  });

export const request = (change: Partial<Request> = {}): Request => ({
  ...{ id: 1, requester: "p_paul", role: "member", seats: ["chat"], workspaces: [1], state: "open" },
  ...{ reason: "New in the data team", ...UNDECIDED },
  createdAt: minutesAgo(6),
  ...change,
});

export const decided = (state: Exclude<Request["state"], "open">, by: PersonId | null): Partial<Request> => ({
  state,
  decision: {
    by,
    of: null,
    rule: null,
    at: minutesAgo(4),
    reason: state === "denied" ? "Budget is closed" : null,
  },
});

export const workspace = (change: Partial<Workspace> = {}): Workspace => ({
  ...{ id: 1, name: "Engineering", state: "created", mistralId: "w-1", evidence: null, trouble: null },
  ...change,
});

export const member = (change: Partial<Member> = {}): Member => ({
  ...{ address: "old@example.com", name: HOSTILE, role: "admin", seenAt: minutesAgo(30) },
  ...{ mistralId: "5f0c2f1e-6a53-4d6b-9d7e-1f0f7f0a4b01", ...change },
});

export const side = (change: Partial<RequestFacts["sides"][number]> = {}) => ({
  ...{ workspace: null, people: ["p_ana", "p_ben"], missing: 1, given: 0 },
  ...change,
});

export const facts = (change: Partial<RequestFacts> = {}): RequestFacts => ({
  ...{ request: request(), invitations: [invitation()], members: [], workspaces: [workspace()] },
  ...{
    ownDomains: [],
    requesterLeft: false,
    isOwn: false,
    deciders: [],
    owner: "p_ana",
    sides: [side()],
    agreed: [],
  },
  ...{ standIns: [], alternates: [], withStatus: [], allAway: false, groups: [] },
  ...{ alerts: [], failedSoFar: false, billingAllows: true, mode: "guided", now: NOW, ...change },
});

export const task = (change: Partial<Task> = {}): Task => ({
  ...{ id: 1, kind: "invite", assignee: "p_ana", role: "member", invitations: [1], workspace: null },
  ...{ state: "open", reason: null, createdAt: minutesAgo(4), closedAt: null, closedBy: null, ...change },
});

/** Ben is away, and Zoe stands in. */
export const absence = (change: Partial<Absence> = {}): Absence => ({
  ...{ id: 7, person: "p_ben", standIn: "p_zoe", from: NOW - DAY, until: NOW + 10 * DAY, ...change },
});

export const standIn = (): StandIn => ({
  ...{ of: person("p_ben", "ben"), by: person("p_zoe", "zoe"), until: NOW + 10 * DAY },
});

/** What the card of a Task shows. */
export const taskFacts = (change: Partial<Task> = {}) => {
  const invitations = [invitation({ status: "sending" })];
  return { task: task(change), invitations, workspace: null, mode: "guided", now: NOW } as const;
};

export const jobRow = (job: Job, change: Partial<JobRow> = {}): JobRow => ({
  ...{ id: 1, job, lane: "mistral", state: "dead", attempts: 20, dueAt: NOW, createdAt: minutesAgo(60) },
  ...{ unknownSince: null, lastError: "unavailable: <b>no answer</b>", request: null, ...change },
});

/** Nobody had decided, and Zoe was asked. */
export const escalated = (): Pick<RequestFacts, "request" | "alternates"> => ({
  request: request({
    escalation: { at: minutesAgo(2), why: "time" },
    held: { by: "p_zoe", at: NOW, ask: "m1", reason: null },
  }),
  alternates: [standIn().by],
});

export const groups: RequestFacts["groups"] = [
  {
    platform: "slack",
    id: "S1",
    name: "@platform-team",
    members: ["p_zoe"],
    trouble: null,
    approves: true,
    asked: false,
  },
];

const ben = person("p_ben", "ben");
export const onLeave: Person = {
  ...ben,
  accounts: ben.accounts.map((account) => ({ ...account, status: { text: "On leave", until: NOW + DAY } })),
};

export const rule: Rule = {
  id: 9,
  by: "p_ana",
  domains: ["example.com", "example.org"],
  perWeek: 20,
  group: null,
};
