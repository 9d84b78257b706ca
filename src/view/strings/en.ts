import { accounts } from "./en/accounts.ts";
import { addressFile } from "./en/address-file.ts";
import { adminKey } from "./en/admin-key.ts";
import { answers, slack, teams } from "./en/answers.ts";
import { checklist } from "./en/checklist.ts";
import { closed } from "./en/closed.ts";
import { common } from "./en/common.ts";
import { compare, compared } from "./en/compare.ts";
import { domains } from "./en/domains.ts";
import { drift } from "./en/drift.ts";
import { failures } from "./en/failures.ts";
import { feed } from "./en/feed.ts";
import { files } from "./en/files.ts";
import { forms } from "./en/forms.ts";
import { key } from "./en/key.ts";
import { left } from "./en/left.ts";
import { lists } from "./en/lists.ts";
import { notRevoked } from "./en/not-revoked.ts";
import { notices } from "./en/notices.ts";
import { outages } from "./en/outages.ts";
import { people } from "./en/people.ts";
import { problems } from "./en/problems.ts";
import { reach } from "./en/reach.ts";
import { record } from "./en/record.ts";
import { requests } from "./en/requests.ts";
import { measures, saml } from "./en/security.ts";
import { spending } from "./en/spending.ts";
import { steps } from "./en/steps.ts";
import { tasks } from "./en/tasks.ts";
import { workspaces } from "./en/workspaces.ts";

/** English. Sentences are functions of what stands in them, so that word order is each language's own. */
export const en = {
  ...common,
  ...notices,
  accounts,
  addressFile,
  adminKey,
  answers,
  slack: { ...slack, stranger: notices.refusals.stranger },
  teams,
  steps,
  checklist,
  requests,
  people,
  tasks,
  key,
  left,
  notRevoked,
  lists,
  closed,
  compare,
  compared,
  domains,
  feed,
  measures,
  saml,
  record,
  files,
  forms,
  reach,
  spending,
  failures,
  drift,
  problems,
  outages,
  workspaces,
};
