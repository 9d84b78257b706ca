import type { Upstream } from "../../../domain/outage.ts";
import { type Piece, say } from "../../spans.ts";

const names: Readonly<Record<Upstream, string>> = { mistral: "Mistral", slack: "Slack", teams: "Teams" };

/** What becomes of it, as a sentence of its own. */
const follows: Readonly<Record<Upstream, string>> = {
  mistral: "What has to be done there waits, and goes on by itself once it does.",
  slack: "Messages to people there wait, and go out in their order once it does.",
  teams: "Messages to people there wait, and go out in their order once it does.",
};

/** While Mistral or a chat platform does not answer as it should. */
export const outages = {
  summary: (of: Upstream) => `${names[of]} does not answer.`,
  row: (of: Upstream, since: Piece) =>
    say`⚠️ ${names[of]} has not answered properly since ${since}. ${follows[of]}`,
  nothingToDo: "There is nothing to do for you; nothing is lost. This message says so when it is over.",
  over: (of: Upstream, since: Piece, until: Piece) =>
    say`✅ ${names[of]} did not answer properly from ${since} until ${until}. What waited goes on by itself now.`,
  overLongAgo: (of: Upstream, since: Piece) =>
    say`✅ ${names[of]} did not answer properly for a while from ${since} on. That is over.`,
  overSummary: (of: Upstream) => `${names[of]} answers again.`,
  /** In place of "approved, sending". */
  waits: (since: Piece) =>
    say`approved, not confirmed by Mistral, which has not answered properly since ${since}; this is tried again by itself`,
  notYet: "approved, not confirmed by Mistral yet; this is tried again by itself",
  /** In answer to a press that needs it. */
  pressed: {
    mistral: (since: Piece) =>
      say`⏳ It is not done yet: Mistral has not answered properly since ${since}. It is noted, tried again by itself, and goes on once Mistral answers.`,
    chat: (name: string, since: Piece) =>
      say`⏳ ${name} has not answered properly since ${since}: whom this concerns there hears of it once it does.`,
  },
};
