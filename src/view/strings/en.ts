import * as alerts from "./en/alerts.ts";
import * as answers from "./en/answers.ts";
import * as approvals from "./en/approvals.ts";
import { common } from "./en/common.ts";
import * as forms from "./en/forms.ts";
import * as invitations from "./en/invitations.ts";
import * as key from "./en/key.ts";
import * as members from "./en/members.ts";
import * as record from "./en/record.ts";
import * as security from "./en/security.ts";
import * as setup from "./en/setup.ts";
import * as tasks from "./en/tasks.ts";

const parts = { common, ...alerts, ...answers, ...approvals, ...forms, ...invitations };
const more = { ...key, ...members, ...record, ...security, ...setup, ...tasks };

/** All the words of a language, out of its parts. */
export const composed = (
  { common, notices, slack, teams, ...groups }: typeof parts,
  others: typeof more,
) => ({
  ...{ ...common, ...notices, ...groups, ...others },
  slack: { ...slack, stranger: notices.refusals.stranger },
  teams: { ...teams, language: common.language },
});

/** English. Sentences are functions of what stands in them, so that word order is each language's own. */
export const en = composed(parts, more);

const NAMED = "the people named in SETUP_OWNERS";

/** What is said differently to whoever reads it in Teams, which has no slash commands and no admins whom the bot knows. */
export const inTeams = {
  checklist: { ownerLeft: `⚠️ The owner has left. Only ${NAMED} can claim the setup.` },
  forms: {
    start: {
      channelNote: "You can choose channels and group chats that this app was added to.",
    },
  },
  lists: {
    helpIntro: "Write one of these here, or mention this bot in a channel:",
    helpCommand: (word: string) => word || "setup",
    helpExamples: "invite ana@example.com, paul@example.com member\nmembers paul\nkey",
  },
  refusals: {
    not_started: `The Mistral setup hasn't started yet. Only ${NAMED} can start it: ask whoever runs this bot.`,
    may_not_start: `Only ${NAMED} can start the setup here: ask whoever runs this bot.`,
    may_not_claim: `Only ${NAMED} can claim the setup here, once its owner has left: ask whoever runs this bot.`,
  },
};
