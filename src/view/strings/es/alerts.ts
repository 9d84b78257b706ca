import { say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { at, between, number, since } from "./grammar.ts";

const names = { mistral: "Mistral", slack: "Slack", teams: "Teams" };

const MESSAGES = "Los mensajes esperan, y luego saldrán en orden.";
const follows = {
  mistral: "El trabajo espera, y luego continúa automáticamente.",
  slack: MESSAGES,
  teams: MESSAGES,
};

const mend = {
  slack:
    "Pide a quien gestiona este bot que reinstale la aplicación en Slack, ponga su nuevo token en SLACK_BOT_TOKEN y lo reinicie.",
  teams:
    "Pide a quien gestiona este bot que ponga un nuevo secreto de cliente en MICROSOFT_APP_PASSWORD y lo reinicie.",
};

export const alerts: Strings["alerts"] = {
  saysWhenOver: "No se pierde nada. Este mensaje cambiará cuando se resuelva.",
  over: (was, from, to) => say`✅ ${was} ${between(from, to)}.`,
  goesOn: "Lo que esperaba sigue ahora.",
};

export const adminKey: Strings["adminKey"] = {
  refused: {
    was: "Mistral rechazó la clave de la Admin API",
    is: (from) =>
      say`⚠️ Mistral rechaza la clave de la Admin API ${since(from)}. El trabajo espera; no se pierde nada.`,
    ask: "Si fue revocada o expiró, pide a Mistral una nueva clave de la Admin API (una clave normal no sirve). Pide a quien gestiona este bot que la ponga en MISTRAL_ADMIN_API_KEY y lo reinicie.",
  },
  noRights: {
    was: "Mistral rechazó la clave de la Admin API",
    is: (from) =>
      say`⚠️ La clave de la Admin API no tiene permisos en Mistral, comprobado ${at(from)}. El trabajo espera; no se pierde nada.`,
    ask: "En el Backoffice o el Admin Panel de Mistral, dale permiso para leer y cambiar personas, invitaciones, Workspaces y el límite de gasto, y para leer el registro de auditoría.",
  },
  other: {
    was: "La clave de la Admin API fue de otra organización",
    is: (from) =>
      say`⚠️ La clave de la Admin API muestra una organización distinta, comprobado ${at(from)}. Hasta que se aclare, no se invita, quita ni anuncia a nadie.`,
    ask: "Pide a quien gestiona este bot que ponga la clave de tu organización en MISTRAL_ADMIN_API_KEY y lo reinicie.",
    button: "Es nuestra organización",
    text: "El bot toma la lista de miembros de Mistral tal como está. Quien no esté en ella cuenta como dado de baja.",
  },
};

export const outages: Strings["outages"] = {
  silent: (of) => ({
    is: (from) => say`⚠️ ${names[of]} no responde bien ${since(from)}. ${follows[of]}`,
    was: `${names[of]} no respondió bien`,
  }),
  refused: (of) => ({
    is: (from) => say`⚠️ ${names[of]} no deja entrar a este bot ${since(from)}. ${follows[of]}`,
    was: `${names[of]} no dejó entrar a este bot`,
    ask: mend[of],
  }),
  unheard: {
    is: (from) => say`⚠️ Este bot no recibe nada de Slack ${since(from)}: botones y comandos fallan allí.`,
    was: "Este bot no recibió nada de Slack",
    ask: "Pide a quien gestiona este bot que revise el registro del bot y SLACK_APP_TOKEN: si fue revocado, que ponga uno nuevo y lo reinicie.",
    after: "Lo que se pulsó o escribió allí hay que hacerlo de nuevo.",
  },
  waits: (from) =>
    say`aprobada, sin confirmar por Mistral, que no responde bien ${since(from)}; el bot sigue intentándolo`,
  notYet: "aprobada, aún sin confirmar por Mistral; el bot sigue intentándolo",
  pressed: (of, from) =>
    say`⏳ Guardado. ${names[of]} no responde bien ${since(from)}, así que los cambios allí esperan.`,
};

export const closed: Strings["closed"] = {
  named: (channel, where) => say`${channel} en ${where}`,
  unnamed: (where) => `Un canal en ${where}`,
  cannot: (channel, from) => say`⚠️ ${channel}: cerrado para el bot ${since(from)}.`,
  why: {
    archived: "Está archivado.",
    teamArchived: "Su equipo está archivado.",
    gone: "Ya no existe, o es privado y el bot no está.",
    without: "El bot no está en él, o no puede publicar.",
    shared: "Se comparte con otra empresa, que vería las direcciones de tu gente.",
  },
  mend: {
    slack: "Invita al bot con /invite @Mistral Setup y déjalo publicar, o elige otro canal.",
    teams: "Añade allí la aplicación, o elige otro canal.",
  },
  unarchive: "Desarchívalo, o elige otro canal.",
  restoreTeam: "Restaura el equipo, o elige otro canal.",
  chooseOther: "Elige otro canal.",
  meanwhile: "Hasta entonces, los aprobadores reciben las solicitudes directamente, y tú las novedades.",
  again: (submit) => `Luego pulsa “${submit}” otra vez.`,
  over: (channel, from) =>
    say`✅ ${channel}, cerrado para el bot ${since(from)}, vuelve a estar abierto o ya no se usa.`,
};

export const left: Strings["left"] = {
  summary: (name) => `${name} ya no es miembro de pleno derecho aquí.`,
  since: (who, from) => say`⚠️ ${who} ya no es miembro de pleno derecho aquí, detectado ${at(from)}.`,
  approver: "Sigue entre los aprobadores, hasta que el propietario cambie los ajustes.",
  step: (title) => `Tenía asignado el paso ${title}. Hazlo, o asígnalo a alguien.`,
  requests: (n) => `Sus solicitudes abiertas: ${number(n)}. Apruébalas o recházalas.`,
  invitations: (rows) => say`Su acceso a Mistral: ${rows}. Revócalo o quítalo si no debe tenerlo.`,
  nothing: "No hay nada que hacer.",
  back: (who) => say`✅ ${who} vuelve a ser miembro de pleno derecho aquí.`,
};

export const spending: Strings["spending"] = {
  limit: (amount, proof) => say`Límite de gasto: ${amount} al mes, ${proof}.`,
  none: (proof) => say`Sin límite de gasto, ${proof}.`,
  unknown: "Mistral no dice cuál es el límite de gasto.",
};

export const drift: Strings["drift"] = {
  title: "Revisión de la configuración",
  summary: (n) => `${n === 1 ? "Una cosa" : `${number(n)} cosas`} por revisar.`,
  nothingSummary: "Nada por revisar.",
  nothing: "✅ Todo en orden.",
  titles: {
    "one-admin": () => "⚠️ Solo hay un Admin",
    expired: (n) => `⚠️ Invitaciones expiradas: ${number(n)}`,
    outside: (n) => `⚠️ Miembros fuera de los dominios de correo permitidos: ${number(n)}`,
    review: (n) => `⚠️ Miembros por revisar: ${n}`,
    "domain-gone": (n) => `⚠️ Registros TXT desaparecidos: ${number(n)}`,
    "key-fails": () => "⚠️ Mistral rechaza la clave de este bot",
    "limit-reached": () => "⚠️ Se alcanzó el límite de gasto mensual",
    "payment-failed": () => "⚠️ El último pago falló",
  },
  details: {
    "one-admin": (who) => say`Mistral solo muestra a ${who}. Nombra a uno más.`,
    expired: (whom) => say`${whom}. Envía de nuevo o revoca.`,
    outside: (whom) => say`${whom}. Quita a quien sobre, o permite su dominio en los ajustes.`,
    review: (whom) => say`¿Necesitan aún acceso? ${whom}.`,
    "domain-gone": (which) => say`${which}. Restaura lo que falte: el inicio de sesión lo necesita.`,
    "key-fails": (from) =>
      say`MISTRAL_API_KEY, rechazada ${since(from)}. Pide a quien gestiona este bot que la cambie.`,
    "limit-reached": (proof) =>
      say`Las claves paran hasta el mes que viene, o hasta que un Admin o Billing lo suba (${proof}).`,
    "payment-failed": (proof) => say`Hasta que se pague, las claves pueden dejar de funcionar (${proof}).`,
  },
  known: {
    read: (when) => say`Leído en Mistral ${at(when)}.`,
    before: "Leído en Mistral antes de que el bot arrancara.",
    byPeople: "Según lo que se dijo aquí.",
  },
  reading: "⏳ Preguntando a Mistral. Pulsa otra vez “Revisar ahora” en un minuto.",
  again: "Revisar ahora",
};

export const reach: Strings["reach"] = {
  names: { slack: "Slack", teams: "Teams" },
  help: {
    slack: "Díselo tú, y pregunta si el bot sigue conectado a Slack.",
    teams: "Pídele que añada la aplicación Mistral Setup o que escriba a este bot.",
  },
  cannot: (who, where) => say`⚠️ No se puede contactar con ${who} en ${where}.`,
  instead: "Por eso te llegó a ti.",
};
