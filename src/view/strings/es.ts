import { composed } from "./en.ts";
import * as alerts from "./es/alerts.ts";
import * as answers from "./es/answers.ts";
import * as approvals from "./es/approvals.ts";
import { common } from "./es/common.ts";
import * as forms from "./es/forms.ts";
import * as invitations from "./es/invitations.ts";
import * as key from "./es/key.ts";
import * as members from "./es/members.ts";
import * as record from "./es/record.ts";
import * as security from "./es/security.ts";
import * as setup from "./es/setup.ts";
import * as tasks from "./es/tasks.ts";
import type { Overrides, Strings } from "./strings.ts";

/**
 * Spanish that is read alike in Madrid and in Mexico City. How the nouns are said, once and for all:
 *
 * - Mistral's own words stay as Mistral's panel shows them, as in French: Pending and Active, the roles, Workspace, the
 *   plans, and the names of its pages and buttons. Only "Free mode" is "modo gratuito".
 * - "Espacio de trabajo" is said of nothing: Slack calls its own so. Slack's is "espacio de Slack".
 * - organización, miembro ("de pleno derecho" where guests are none), solicitud, invitación, tarea, paso, licencia (seat),
 *   aprobador, propietario, canal, correo, clave de API; the Setup is "la configuración", the settings "los ajustes", the
 *   Record "el historial", because "registro" is a TXT record, an audit log or the bot's log; the warm-up of billing is
 *   its "activación", removing a Member a "baja", whoever runs the bot "quien gestiona el bot".
 * - People are addressed with "tú", and nothing said to them takes them for a man; buttons are infinitives; the states of
 *   a Request or an Invitation are feminine. What is over is said in the simple past: "Mistral rechazó la clave".
 * - Quotes are “ ”, and a question has both of its marks.
 */
export const es: Strings = composed(
  { common, ...alerts, ...answers, ...approvals, ...forms, ...invitations },
  { ...key, ...members, ...record, ...security, ...setup, ...tasks },
);

const NAMED = "las personas nombradas en SETUP_OWNERS";

/** What is said differently to whoever reads it in Teams. */
export const inTeams: Overrides<Strings> = {
  checklist: {
    ownerLeft: `⚠️ El propietario se fue. Solo pueden asumir la configuración ${NAMED}.`,
  },
  forms: {
    start: {
      channelNote: "Puedes elegir los canales y chats de grupo donde se añadió esta aplicación.",
    },
  },
  lists: {
    helpIntro: "Escribe una de estas palabras aquí, o menciona a este bot en un canal:",
    helpCommand: (word) => word || "setup",
    helpExamples: "invitar ana@example.com, paul@example.com member\nmiembros paul\nclave",
  },
  refusals: {
    not_started: `La configuración de Mistral no ha empezado. Solo pueden iniciarla ${NAMED}: pregunta a quien gestiona este bot.`,
    may_not_start: `Aquí solo pueden iniciar la configuración ${NAMED}: pregunta a quien gestiona este bot.`,
    may_not_claim: `Aquí solo pueden asumir la configuración ${NAMED}, cuando el propietario se vaya.`,
  },
};
