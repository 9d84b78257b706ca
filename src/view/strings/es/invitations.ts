import { bold, code, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { at, counted, people as forPeople, number, since } from "./grammar.ts";

const to = (organization: string | null): string =>
  organization === null ? "Mistral" : `${organization} en Mistral`;

export const people: Strings["people"] = {
  inviteeTitle: "Tu invitación a Mistral",
  invited: (who, organization, name) => say`${who} te invitó a ${to(organization)} como ${name}.`,
  invitedYourself: (organization, name) => say`Solicitaste unirte a ${to(organization)} como ${name}.`,
  comingSoon: "⏳ Aprobada, enviando. Este mensaje cambia cuando Mistral la reciba.",
  emailComes: (address) =>
    say`Mistral envía un correo a ${code(address)}. Ábrelo, acepta y luego regístrate o inicia sesión con esa dirección.`,
  runsOut: (when) => say`La invitación expira ${at(when)}.`,
  buttons: {
    noEmail: "¿No llega el correo?",
    joined: "Ya acepté",
    resend: "Enviar de nuevo",
  },
  active: "✅ Ya estás Active",
  takenBack: (address) =>
    say`⏳ Corrección: aún no estás Active. Si no aceptaste, abre el correo enviado a ${code(address)}.`,
  expired: "⚠️ Esta invitación expiró tras 7 días.",
  revoked: "Esta invitación fue revocada. Su enlace ya no funciona.",
  failed: "⚠️ Esta invitación no se pudo enviar. Quien la solicitó lo sabe.",
  removed: "❌ Ya no estás en esta organización en Mistral",
  denied: "Esta invitación no se enviará.",
  noEmail: {
    address: (address) => say`¿Es correcta ${code(address)}? Si no, solicita otra invitación.`,
    spam: "Mira en el correo no deseado y la cuarentena. El remitente es Mistral.",
    again: "¿Sigue sin llegar? Envíala de nuevo: el nuevo correo reemplaza al anterior.",
    justSent: "Se acaba de enviar. Dale unos minutos.",
  },
  nudge: (address) => say`⏳ Tu invitación a Mistral te espera en un correo enviado a ${code(address)}.`,
  welcomeTitle: "Tu primera clave",
  welcomeSteps: [
    "Abre API keys en Mistral Studio.",
    "Crea una clave y cópiala: Mistral la muestra solo una vez.",
    "Guárdala en un lugar seguro y nunca la pegues en un chat.",
  ],
  whoActive: (who) => say`✅ ${who} está Active`,
  manyActive: (n) => `✅ ${number(n)} miembros están Active.`,
  newMember: "Un miembro nuevo",
  joinedIntro: "A petición tuya:",
  noneActive: "Aquí ya no hay nadie Active.",
};

export const problems: Strings["problems"] = {
  member: "ya es miembro",
  pending: "ya invitada o solicitada",
  "not-an-address": "no es una dirección de correo",
  "space-inside": "tiene un espacio",
  "outside-domains": "fuera de los dominios permitidos",
};

export const requests: Strings["requests"] = {
  states: {
    open: "en espera de una decisión",
    approved: "aprobada",
    denied: "rechazada",
    withdrawn: "retirada",
    lapsed: "expirada tras 7 días sin respuesta",
  },
  forRole: (n, name) => `${forPeople(n)} como ${name}`,
  as: (address, name) => say`${address} como ${name}`,
  summary: (n, state) => `Solicitud para ${forPeople(n)}: ${state}.`,
  wants: (who, n, name) =>
    n === null
      ? say`${who} quiere unirse a Mistral como ${bold(name)}.`
      : say`${who} quiere invitar a ${forPeople(n)} a Mistral como ${bold(name)}.`,
  requesterLeft: (who) => say`⚠️ ${who} ya no es miembro de pleno derecho aquí. ¿Sigue en pie?`,
  left: (n, name) => say`Un aprobador cambió la solicitud: ${forPeople(n)} como ${bold(name)}.`,
  strongRole: {
    admin: "⚠️ Admin lo controla todo, seguridad y facturación incluidas.",
    billing: "⚠️ Billing puede cambiar el plan y los métodos de pago.",
    member: "",
  },
  workspaces: (names) => `Workspaces: ${names.join(", ")}`,
  seats: (names) => `Licencias: ${names.join(", ")}`,
  willFollow: (mode, several) => {
    const first = several ? "Cuando tenga todas las aprobaciones" : "Cuando apruebes";
    return `${first}, ${mode === "automatic" ? "Mistral envía la invitación" : "alguien envía la invitación en Mistral"}.`;
  },
  alreadyMember: (address) => say`${address} ya es miembro`,
  membersAmong: (n) => `Ya son miembros: ${number(n)}`,
  outside: (n, all, domains) =>
    `⚠️ Fuera de ${domains}: ${number(n)} de ${number(all)}${n === all ? "" : ", van primero"}.`,
  punycode: (domain) => say`su dominio es ${code(domain)}`,
  approveTitle: "Aprobar la solicitud",
  changedMeanwhile: "Alguien acaba de cambiar esta solicitud. Ahora pide esto:",
  otherLetters: "tiene letras fuera de “a”–“z”",
  membersStay: "Sin correo y con el mismo rol.",
  willWaitForBilling: "⏳ Lo que apruebes se envía cuando la facturación esté lista.",
  nobodyElse: "⚠️ Nadie más puede decidir. El propietario puede añadir a un aprobador en los ajustes.",
  buttons: {
    approve: "Aprobar",
    review: (n) => (n === 1 ? "Revisar" : `Revisar las ${number(n)}`),
    deny: "Rechazar",
    change: "Cambiar",
    withdraw: "Retirar la solicitud",
  },
  describe: (label, { id, n, who }) => `${label}: solicitud ${id} de ${who} para ${forPeople(n)}`,
  withdrawConfirm: "Siempre puedes hacer otra.",
  takesTwo: "Admin necesita dos aprobaciones.",
  agreedBy: (who, when) => say`☑️ Aprobada por ${who} ${at(when)}.`,
  takesSecond: "Admin necesita un segundo aprobador.",
  reasonAsked: "Motivo:",
  reasonDenied: "Respuesta:",
  ended: {
    approved: (who, when) => say`✅ Aprobada por ${who} ${at(when)}`,
    alone: (who, when) => say`✅ Solicitada y aprobada por ${who} ${at(when)}`,
    denied: (who, when) => say`❌ Rechazada por ${who} ${at(when)}`,
    withdrawn: (who, when) => say`Retirada por ${who} ${at(when)}`,
    lapsed: (_who, when) => say`Expirada ${at(when)} tras 7 días sin respuesta`,
  },
  waitsForPerson: "aprobada, por enviar a mano",
  waitingForBilling: "aprobada, en espera de la facturación",
  asked: (n, name) => {
    const what = n === null ? "unirte a Mistral" : `invitar a ${forPeople(n)}`;
    return `Solicitaste ${what}${name === null ? "" : ` como ${name}`}.`;
  },
  askedAt: (when, whom) => say`Solicitada ${at(when)} para ${whom}`,
  askedWaits: "⏳ En espera de un aprobador.",
  askedBilling: "⏳ Después se envía automáticamente.",
  outcomeTitle: {
    ...{ approved: "Tu solicitud fue aprobada", denied: "Tu solicitud fue rechazada" },
    ...{ withdrawn: "Retiraste tu solicitud", lapsed: "Nadie respondió a tu solicitud" },
  },
  waitsSince: (from) => say`⏳ En espera ${since(from)}.`,
  lapsesAt: (when) => say`La solicitud expira ${at(when)}.`,
  taken: (addresses) => say`Un aprobador quitó: ${addresses}`,
  wrong: {
    expired: (n) => counted(n, "invitación expirada", "invitaciones expiradas"),
    failed: (n) => counted(n, "invitación no enviada", "invitaciones no enviadas"),
    revoked: (n) => counted(n, "invitación revocada", "invitaciones revocadas"),
    removed: (n) => counted(n, "persona dada de baja en Mistral", "personas dadas de baja en Mistral"),
  },
  wrongNext: {
    expired: "Un aprobador puede repetir el envío.",
    failed: "Un aprobador puede repetir el envío.",
    revoked: "Si te sorprende, habla con un aprobador.",
    removed: "Se puede invitar de nuevo, pero se empieza de cero.",
  },
  wentOn: "Aquí ya no queda nada por hacer.",
  inTheWay: "Qué lo impide:",
};
