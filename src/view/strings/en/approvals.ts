import type { EscalatedFor } from "../../../domain/approvals/escalation.ts";
import type { TriedOut } from "../../../domain/approvals/rule.ts";
import { bold, type Piece, say } from "../../core/spans.ts";
import { count, people } from "./common.ts";

export const away = {
  title: "Away",
  intro: "Somebody else decides requests while an approver is away. The approver still can, too.",
  person: "Who is away",
  firstDay: "First day away",
  lastDay: "Last day away",
  standIn: "Who stands in",
  standInHint: "They decide these requests, and get no other right.",
  until: (last: Piece) => say`until ${last}`,
  between: (first: Piece, last: Piece) => say`from ${first} until ${last}`,
  asked: (who: Piece, days: Piece) => say`You stand in for ${who} ${days}: you decide their requests.`,
  saidOfYou: (days: Piece, who: Piece) =>
    say`The owner noted that you're away ${days}. ${who} stands in for you.`,
  back: (who: Piece) => say`✅ You no longer stand in for ${who}.`,
  nobodyForYou: "✅ Nobody stands in for you any more.",
  note: (who: Piece, days: Piece, standIn: Piece) =>
    say`${who} is away ${days}: ${standIn} can decide for them.`,
  status: (who: Piece, text: string, until: Piece) => say`${who} says: “${text}”, until ${until}.`,
  statusHint: (text: string, until: Piece) =>
    say`You say “${text}” until ${until}. With Away, somebody else can decide for you.`,
  inPlaceOf: (who: Piece, of: Piece) => say`${who} for ${of}`,
  errors: {
    noDay: "Enter a day, such as 2026-12-24.",
    past: "Choose a day from today on.",
    later: "Choose a later day.",
    tooLong: "Choose a day within a year.",
    another: "There is another absence already. End it first.",
    self: "Choose somebody else.",
    notApprover: "This person isn't an approver. Choose one.",
  },
};

export const escalation = {
  after: "Ask others if nobody decides",
  to: "Who else to ask",
  nobody: "Choose somebody who isn't an approver already.",
  asked: (who: Piece, when: Piece, why: EscalatedFor) =>
    say`Also asked ${when}, as ${why === "time" ? "nobody had decided" : "everyone who decides was away"}: ${who}.`,
  allAway: (owner: Piece) =>
    say`⚠️ Everyone who can decide is away. ${owner} can add an approver in the settings.`,
};

export const groups = {
  label: "Groups of approvers",
  hint: "Everyone in these groups can approve. Anyone who can edit one can therefore add approvers.",
  first: (n: number) => `Only the first ${n} groups are listed.`,
  none: {
    plan: "Slack user groups as approvers need a paid Slack plan.",
    scope: "For Slack user groups as approvers, grant this app usergroups:read and reinstall it.",
  },
  errors: {
    gone: "A group you chose is gone. Open the settings again.",
    tooMany: (most: number) => `Choose at most ${most} groups.`,
    tooBig: (name: string, most: number) => `${name} has more than ${most} people. Choose a smaller group.`,
  },
  askedInstead: "Groups to ask if nobody decides",
  asked: (all: Piece) => say`Asked: ${all}`,
  held: (who: Piece, when: Piece) => say`⏳ ${who} decided ${when}. This bot is checking the group.`,
  uncounted: {
    changed: "Your decision doesn't count: the request or its approvers have changed.",
    unread: "Your decision doesn't count: this bot couldn't read the group. Decide again.",
  },
  trouble: (name: Piece, why: Piece) =>
    say`⚠️ Nobody decides as a member of ${name}: ${why} Requests come to you.`,
  over: (name: Piece) => say`✅ Requests no longer come to you because of ${name}.`,
  why: (most: number) => ({
    empty: "it has no members who may decide.",
    gone: "it is gone or disabled.",
    "too-big": `it has more than ${most} people.`,
    refused: "this bot can't read it.",
  }),
};

export const rules = {
  title: "Rule",
  submit: "Try it out",
  intro: "Requests that fit are approved at once. Approvers decide the rest.",
  domains: "E-mail domains",
  domainsHint: "One per line. Every address in a request must belong to one of them.",
  perWeek: "People a week",
  sentence: (domains: Piece, perWeek: number) =>
    say`Members of ${domains} are approved at once, up to ${`${perWeek}`} a week.`,
  group: "Only for requests of",
  askedBy: (who: Piece) => say`Only for requests of people in ${who}.`,
  unread: "⚠️ This bot knows nobody in it yet. Look again in a minute.",
  wouldHave: ({ all, approved, people: n }: TriedOut) =>
    `In the last 30 days: ${approved} of ${count(all, "request", "requests")} approved, for ${people(n)}.`,
  denied: (n: number) => `⚠️ Approvers denied ${n} of these.`,
  limits:
    "Never for Admin or Billing, nor with seats or Workspaces, nor for an address that was turned down before.",
  mayFit: "If a rule fits, the request is approved at once.",
  approved: "Approved by a rule. The invitation comes by e-mail.",
  of: (who: Piece) => say`${who}'s rule`,
  seats: "The settings add seats to new requests, and no rule applies to those.",
  idle: "⚠️ A domain is no longer allowed, so this does nothing for it.",
  errors: {
    taken: (domain: string) => `There is a rule for ${domain} already. End it first.`,
    whole: (most: number) => `Enter a whole number from 1 to ${most}.`,
    notAllowed: (domain: string) => `${domain} isn't an allowed domain.`,
    tooMany: (most: number) => `There are ${most} rules already. End one first.`,
  },
};

export const workspaceApprovers = {
  title: "Workspace approvers",
  intro:
    "They decide requests for this Workspace in place of the approvers. Admin and Billing still need an approver, too.",
  workspace: "Workspace",
  asked: (workspace: string, who: Piece) => say`Asked for ${workspace}: ${who}`,
  askedForRest: "Also asked: the approvers",
  mayNeed: (names: string) => `For these Workspaces, others approve: ${names}.`,
};

export const accessEnd = {
  field: "Access until",
  fieldHint: "The last day. Leave it empty for access without an end.",
  untilAsked: (day: Piece) => say`Last day asked for: ${day}`,
  wants: (who: Piece, n: number, role: string) =>
    say`${who} wants to extend access for ${people(n)} as ${bold(role)}.`,
  asked: (n: number) => say`You asked to extend access for ${people(n)}.`,
  ends: (day: Piece) => say`⏳ Access to Mistral ends unless somebody extends it. Last day: ${day}.`,
  lastDay: (day: Piece) => say`Last day of access to Mistral: ${day}.`,
  settled: "✅ This access was extended.",
  title: "Extend access",
};

export const reviews = {
  every: { off: "Never", monthly: "Every month", quarterly: "Every quarter" },
  title: "Review of Members",
  intro: "Does everyone still need access? No answer changes nothing.",
  answer: "Answer",
  answers: {
    keep: "Keep those ticked",
    release: "Release those ticked: their access ends",
    "keep-all": "Keep everyone on this page",
  },
  tick: "Tick people, or nobody to keep the whole page.",
  file: "The review of Members comes as a file.",
  noFile: "This bot can't send the review as a file here.",
  counted: (open: number, answered: number) => `Without an answer: ${open}. Answered: ${answered}.`,
};
