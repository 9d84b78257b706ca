import { accounts } from "./fr/accounts.ts";
import { addressFile } from "./fr/address-file.ts";
import { adminKey } from "./fr/admin-key.ts";
import { answers, slack, teams } from "./fr/answers.ts";
import { checklist } from "./fr/checklist.ts";
import { closed } from "./fr/closed.ts";
import { common } from "./fr/common.ts";
import { compare, compared } from "./fr/compare.ts";
import { domains } from "./fr/domains.ts";
import { drift } from "./fr/drift.ts";
import { failures } from "./fr/failures.ts";
import { feed } from "./fr/feed.ts";
import { files } from "./fr/files.ts";
import { forms } from "./fr/forms.ts";
import { key } from "./fr/key.ts";
import { left } from "./fr/left.ts";
import { lists } from "./fr/lists.ts";
import { notRevoked } from "./fr/not-revoked.ts";
import { notices } from "./fr/notices.ts";
import { outages } from "./fr/outages.ts";
import { people } from "./fr/people.ts";
import { problems } from "./fr/problems.ts";
import { reach } from "./fr/reach.ts";
import { record } from "./fr/record.ts";
import { requests } from "./fr/requests.ts";
import { measures, saml } from "./fr/security.ts";
import { spending } from "./fr/spending.ts";
import { steps } from "./fr/steps.ts";
import { tasks } from "./fr/tasks.ts";
import { workspaces } from "./fr/workspaces.ts";
import type { Strings } from "./strings.ts";

/**
 * French. How the nouns are said, once and for all:
 *
 * - Mistral's own words stay as Mistral's panel shows them, because people have to find them there: the statuses
 *   Pending and Active, the roles Admin, Billing and Member, Workspace, the plans, and the names of its pages and
 *   buttons (Billing, Subscription, Access, API keys, Verify). Only "Free mode" is "mode gratuit".
 * - "Espace de travail" is said of nothing: Slack calls its own so, and means another thing than Mistral's Workspace.
 *   Slack's is "espace Slack".
 * - organisation, membre, demande, invitation, tâche, étape, siège, approbateur, propriétaire, canal; the Setup is
 *   "la configuration", the Record "le registre", the warm-up of billing its "activation", whoever runs the bot
 *   "l’exploitant" or "la personne qui gère ce bot".
 * - People are addressed with "vous"; buttons are infinitives; the states of a Request or an Invitation are feminine.
 * - No-break spaces stand before : ; ? ! and inside « », and a curly apostrophe everywhere.
 */
export const fr: Strings = {
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
