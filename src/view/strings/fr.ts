import { composed } from "./en.ts";
import * as alerts from "./fr/alerts.ts";
import * as answers from "./fr/answers.ts";
import * as approvals from "./fr/approvals.ts";
import { common } from "./fr/common.ts";
import * as forms from "./fr/forms.ts";
import * as invitations from "./fr/invitations.ts";
import * as key from "./fr/key.ts";
import * as members from "./fr/members.ts";
import * as record from "./fr/record.ts";
import * as security from "./fr/security.ts";
import * as setup from "./fr/setup.ts";
import * as tasks from "./fr/tasks.ts";
import type { Overrides, Strings } from "./strings.ts";

/**
 * French. How the nouns are said, once and for all:
 *
 * - Mistral's own words stay as Mistral's panel shows them, because people have to find them there: the statuses
 *   Pending and Active, the roles Admin, Billing and Member, Workspace, the plans, and the names of its pages and
 *   buttons (Billing, Subscription, Access, API keys, Verify). Only "Free mode" is "mode gratuit".
 * - "Espace de travail" is said of nothing: Slack calls its own so, and means another thing than Mistral's Workspace.
 *   Slack's is "espace Slack".
 * - organisation, membre, demande, invitation, tâche, étape, licence (a seat), approbateur, propriétaire, canal; the Setup is
 *   "la configuration", the Record "le registre", the warm-up of billing its "activation", whoever runs the bot
 *   "l’exploitant" or "la personne qui gère ce bot".
 * - People are addressed with "vous"; buttons are infinitives; the states of a Request or an Invitation are feminine.
 * - No-break spaces stand before : ; ? ! and inside « », and a curly apostrophe everywhere.
 */
export const fr: Strings = composed(
  { common, ...alerts, ...answers, ...approvals, ...forms, ...invitations },
  { ...key, ...members, ...record, ...security, ...setup, ...tasks },
);

const NAMED = "les personnes nommées dans SETUP_OWNERS";

/** What is said differently to whoever reads it in Teams. */
export const inTeams: Overrides<Strings> = {
  checklist: {
    ownerLeft: `⚠️ Le propriétaire est parti. Seules ${NAMED} peuvent reprendre la configuration.`,
  },
  forms: {
    start: {
      channelNote: "Ajoutez d’abord cette application aux canaux et aux groupes que vous voulez choisir.",
    },
  },
  lists: {
    helpIntro: "Écrivez l’un de ces mots ici, ou mentionnez ce bot dans un canal :",
    helpCommand: (word) => word || "setup",
    helpExamples: "inviter ana@example.com, paul@example.com member\nmembres paul\nclé",
  },
  refusals: {
    not_started: `La configuration de Mistral n’a pas encore démarré. Seules ${NAMED} peuvent la démarrer : adressez-vous à l’exploitant de ce bot.`,
    may_not_start: `Seules ${NAMED} peuvent démarrer la configuration ici : adressez-vous à l’exploitant de ce bot.`,
    may_not_claim: `Ici, seules ${NAMED} peuvent reprendre la configuration, une fois le propriétaire parti.`,
  },
};
