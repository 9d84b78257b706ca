import { accounts } from "./en/accounts.ts";
import * as alerts from "./en/alerts.ts";
import { answers, notices, slack, teams } from "./en/answers.ts";
import { common } from "./en/common.ts";
import { forms } from "./en/forms.ts";
import * as invitations from "./en/invitations.ts";
import { key } from "./en/key.ts";
import * as members from "./en/members.ts";
import { feed, files, record } from "./en/record.ts";
import * as security from "./en/security.ts";
import * as setup from "./en/setup.ts";
import { tasks } from "./en/tasks.ts";

/** English. Sentences are functions of what stands in them, so that word order is each language's own. */
export const en = {
  ...common,
  ...notices,
  ...alerts,
  ...invitations,
  ...members,
  ...security,
  ...setup,
  accounts,
  answers,
  slack: { ...slack, stranger: notices.refusals.stranger },
  teams,
  tasks,
  key,
  record,
  feed,
  files,
  forms,
};
