import { type Piece, say } from "../../core/spans.ts";

export const away = {
  button: "Away",
  title: "Away",
  intro: "Somebody else decides requests while an approver is away. The approver still can, too.",
  person: "Who is away",
  firstDay: "First day away",
  lastDay: "Last day away",
  standIn: "Who stands in",
  standInHint: "They decide these requests, and get no other right.",
  until: (last: Piece) => say`until ${last}`,
  between: (first: Piece, last: Piece) => say`from ${first} until ${last}`,
  row: (days: Piece, who: Piece) => say`Away ${days}: ${who} decides.`,
  end: "End it",
  asked: (who: Piece, days: Piece) => say`You stand in for ${who} ${days}: you decide their requests.`,
  saidOfYou: (days: Piece, who: Piece) =>
    say`The owner noted that you're away ${days}. ${who} stands in for you.`,
  former: (who: Piece) => say`Standing in for ${who} is over, or has changed.`,
  back: (who: Piece) => say`✅ You no longer stand in for ${who}.`,
  nobodyForYou: "✅ Nobody stands in for you any more.",
  note: (who: Piece, days: Piece, standIn: Piece) =>
    say`${who} is away ${days}: ${standIn} can decide for them.`,
  inPlaceOf: (who: Piece, of: Piece) => say`${who} for ${of}`,
  errors: {
    noDay: "Enter a day, such as 2026-12-24.",
    past: "Choose a day from today on.",
    order: "The last day can't come before the first.",
    tooLong: "Choose a day within a year.",
    another: "There is another absence already. End it first.",
    self: "Choose somebody else.",
    notApprover: "This person isn't an approver. Choose one.",
  },
};

export const escalation = {
  after: "If nobody decides",
  never: "Ask nobody else",
  hours: (hours: number) => `Ask others after ${hours} working hours`,
  to: "Who is asked then",
  toHint: "They decide that request, and get no other right.",
  nobody: "Choose who is asked then.",
  asked: (who: Piece, when: Piece) => say`Also asked ${when}, as nobody had decided: ${who}.`,
  allAway: (owner: Piece) =>
    say`⚠️ Everyone who decides is away. ${owner} can add an approver in the settings.`,
};
