import * as alerts from "./de/alerts.ts";
import * as answers from "./de/answers.ts";
import * as approvals from "./de/approvals.ts";
import { common } from "./de/common.ts";
import * as forms from "./de/forms.ts";
import * as invitations from "./de/invitations.ts";
import * as key from "./de/key.ts";
import * as members from "./de/members.ts";
import * as record from "./de/record.ts";
import * as security from "./de/security.ts";
import * as setup from "./de/setup.ts";
import * as tasks from "./de/tasks.ts";
import { composed } from "./en.ts";
import type { Overrides, Strings } from "./strings.ts";

/**
 * German. How the nouns are said, once and for all:
 *
 * - Mistral's own words stay as Mistral's panel shows them, because people have to find them there: the statuses
 *   Pending and Active, the roles Admin, Billing and Member, Workspace, the plans, and the names of its pages and
 *   buttons (Billing, Subscription, Access, API keys, Verify). Only "Free mode" is "Gratismodus".
 * - "Workspace" is Mistral's alone. Slack's is "Slack", as in "ein Slack-Admin".
 * - Organisation, Mitglied, Anfrage, Einladung, Aufgabe, Schritt, Lizenz, Kanal, Tarif, Abrechnung; the Setup is "das
 *   Setup", the Record "das Protokoll", the warm-up of billing its "Aktivierung", whoever runs the bot its "Betreiber".
 * - Invitations and keys are "widerrufen", Requests "zurückgezogen"; both run out: "laufen ab".
 * - People are addressed with "Sie", and nobody is taken for a man: approvers are "Genehmigende" or "eine genehmigende
 *   Person", the owner is "die Setup-Leitung", an invitee "die eingeladene Person". Buttons are infinitives.
 * - Quotes are „“. A no-break space stands inside abbreviations (z. B.).
 */
export const de: Strings = composed(
  { common, ...alerts, ...answers, ...approvals, ...forms, ...invitations },
  { ...key, ...members, ...record, ...security, ...setup, ...tasks },
);

const NAMED = "Personen aus SETUP_OWNERS";

/** What is said differently to whoever reads it in Teams. */
export const inTeams: Overrides<Strings> = {
  checklist: {
    ownerLeft: `⚠️ Die Setup-Leitung ist nicht mehr da. Nur ${NAMED} können das Setup übernehmen.`,
  },
  forms: {
    start: {
      channelNote: "Zur Wahl stehen Kanäle und Gruppenchats, denen diese App hinzugefügt wurde.",
    },
  },
  lists: {
    helpIntro: "Schreiben Sie eines davon hier oder erwähnen Sie diesen Bot in einem Kanal:",
    helpCommand: (word) => word || "setup",
    helpExamples: "einladen ana@example.com, paul@example.com member\nmitglieder paul\nschlüssel",
  },
  refusals: {
    not_started: `Das Mistral-Setup hat noch nicht begonnen. Nur ${NAMED} können es starten: Fragen Sie den Betreiber des Bots.`,
    may_not_start: `Nur ${NAMED} können das Setup hier starten: Fragen Sie den Betreiber des Bots.`,
    may_not_claim: `Nur ${NAMED} können das Setup hier übernehmen, sobald die Setup-Leitung nicht mehr da ist.`,
  },
};
