import { bold, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { at, counted, number, people } from "./grammar.ts";

export const away: Strings["away"] = {
  title: "Ausencia",
  intro: "Mientras un aprobador está ausente, otra persona decide también sobre las solicitudes.",
  person: "Quién está ausente",
  firstDay: "Primer día de ausencia",
  lastDay: "Último día de ausencia",
  standIn: "Quién sustituye",
  standInHint: "Solo para decidir sobre estas solicitudes, sin otros derechos.",
  until: (last) => say`hasta el ${last}`,
  between: (first, last) => say`del ${first} al ${last}`,
  asked: (who, days) => say`Sustituyes a ${who} ${days}: decides sobre sus solicitudes.`,
  saidOfYou: (days, who) => say`El propietario anotó tu ausencia ${days}. Te sustituye ${who}.`,
  back: (who) => say`✅ Tu sustitución de ${who} ha terminado.`,
  nobodyForYou: "✅ Ya nadie te sustituye.",
  note: (who, days, standIn) => say`${who} está ausente ${days}: ${standIn} puede decidir en su lugar.`,
  status: (who, text, until) => say`${who} dice: “${text}” (fin: ${until}).`,
  statusHint: (text, until) =>
    say`Dices “${text}” (fin: ${until}). Con Ausencia, otra persona puede decidir por ti.`,
  inPlaceOf: (who, of) => say`${who} por ${of}`,
  errors: {
    noDay: "Escribe un día, por ejemplo 2026-12-24.",
    past: "Elige un día a partir de hoy.",
    later: "Elige un día posterior.",
    tooLong: "Elige un día dentro de un año.",
    another: "Ya hay otra ausencia. Termínala primero.",
    self: "Elige a otra persona.",
    notApprover: "Esta persona no es aprobadora. Elige a una que lo sea.",
  },
};

export const escalation: Strings["escalation"] = {
  after: "Consultar a otros si nadie decide",
  to: "A quién consultar entonces",
  nobody: "Elige a alguien que no sea ya aprobador.",
  asked: (who, when, why) =>
    say`También se consultó a ${who} ${at(when)}: ${why === "time" ? "nadie había decidido" : "los demás estaban ausentes"}.`,
  allAway: (owner) =>
    say`⚠️ Todos los que deciden están ausentes. ${owner} puede añadir a un aprobador en los ajustes.`,
};

export const groups: Strings["groups"] = {
  label: "Grupos de aprobadores",
  hint: "Todos sus miembros pueden aprobar. Por tanto, quien edite un grupo decide quién aprueba.",
  first: (n) => `Aquí solo figuran los primeros ${n} grupos.`,
  none: {
    plan: "Los grupos de Slack como aprobadores requieren un plan de pago de Slack.",
    scope: "Para usar grupos de Slack como aprobadores, da usergroups:read a esta app y reinstálala.",
  },
  errors: {
    gone: "Un grupo elegido ya no existe. Abre de nuevo los ajustes.",
    tooMany: (most) => `Elige ${most} grupos como máximo.`,
    tooBig: (name, most) => `${name} tiene más de ${most} personas. Elige un grupo más pequeño.`,
  },
  askedInstead: "Grupos a los que preguntar entonces",
  asked: (all) => say`Consultados: ${all}`,
  held: (who, when) => say`⏳ ${who} decidió ${at(when)}. Este bot comprueba el grupo.`,
  uncounted: {
    changed: "Tu decisión no cuenta: la solicitud o sus aprobadores han cambiado.",
    unread: "Tu decisión no cuenta: este bot no pudo leer el grupo. Decide de nuevo.",
  },
  trouble: (name, why) => say`⚠️ Nadie decide como miembro de ${name}: ${why} Las solicitudes te llegan a ti.`,
  over: (name) => say`✅ ${name} ya no te deriva solicitudes.`,
  why: (most) => ({
    empty: "ninguno de sus miembros puede decidir.",
    gone: "ya no existe o está desactivado.",
    "too-big": `tiene más de ${most} personas.`,
    refused: "este bot no puede leerlo.",
  }),
};

export const rules: Strings["rules"] = {
  title: "Regla",
  submit: "Probar",
  intro: "Las solicitudes que encajan se aprueban al instante. Sobre las demás deciden los aprobadores.",
  domains: "Dominios de correo",
  domainsHint: "Uno por línea. Todas las direcciones de una solicitud deben pertenecer a ellos.",
  perWeek: "Personas por semana",
  sentence: (domains, perWeek) =>
    say`Los Members de ${domains} se aprueban al instante, hasta ${`${perWeek}`} por semana.`,
  group: "Solo para solicitudes de",
  askedBy: (who) => say`Solo para solicitudes de personas de ${who}.`,
  unread: "⚠️ Este bot aún no conoce a nadie ahí. Vuelve a mirar en un minuto.",
  wouldHave: ({ all, approved, people }) =>
    `Aprobadas en los últimos 30 días: ${approved} de ${all}, para ${counted(people, "persona", "personas")}.`,
  denied: (n) => `⚠️ Los aprobadores rechazaron ${n} de ellas.`,
  limits: "Nunca para Admin ni Billing, ni con licencias o Workspaces, ni para una dirección ya rechazada.",
  mayFit: "Si una regla encaja, la solicitud se aprueba al instante.",
  approved: "Aprobada por una regla. La invitación llegará por correo.",
  of: (who) => say`la regla de ${who}`,
  seats: "Los ajustes añaden licencias a las solicitudes nuevas, y a esas no se aplica ninguna regla.",
  idle: "⚠️ Un dominio ya no está permitido: para él la regla no hace nada.",
  errors: {
    taken: (domain) => `Ya hay una regla para ${domain}. Quítala primero.`,
    whole: (most) => `Escribe un número entero del 1 al ${most}.`,
    notAllowed: (domain) => `${domain} no es un dominio permitido.`,
    tooMany: (most) => `Ya hay ${most} reglas. Quita una primero.`,
  },
};

export const workspaceApprovers: Strings["workspaceApprovers"] = {
  title: "Aprobadores Workspace",
  intro:
    "Deciden las solicitudes de este Workspace en lugar de los aprobadores. Admin y Billing necesitan además a un aprobador.",
  workspace: "Workspace",
  asked: (workspace, who) => say`Para ${workspace}: ${who}`,
  askedForRest: "También: los aprobadores",
  mayNeed: (names) => `Para estos Workspaces aprueban otras personas: ${names}.`,
};

export const accessEnd: Strings["accessEnd"] = {
  field: "Acceso hasta",
  fieldHint: "El último día. Déjalo vacío si el acceso no termina.",
  untilAsked: (day) => say`Último día pedido: ${day}`,
  wants: (who, n, role) => say`${who} quiere prolongar el acceso de ${people(n)} como ${bold(role)}.`,
  asked: (n) => say`Pediste prolongar el acceso de ${people(n)}.`,
  ends: (day) => say`⏳ El acceso a Mistral termina si nadie lo prolonga. Último día: ${day}.`,
  lastDay: (day) => say`Último día de acceso a Mistral: ${day}.`,
  settled: "✅ Este acceso se prolongó.",
  title: "Prolongar el acceso",
};

export const reviews: Strings["reviews"] = {
  every: { off: "Nunca", monthly: "Cada mes", quarterly: "Cada trimestre" },
  title: "Revisión de miembros",
  intro: "¿Todas las personas necesitan aún su acceso? Sin respuesta, nada cambia.",
  answer: "Respuesta",
  answers: {
    keep: "Mantener a quienes marques",
    release: "Dar de baja a quienes marques: termina su acceso",
    "keep-all": "Mantener a toda la página",
  },
  tick: "Marca a alguien, o a nadie para mantener a toda la página.",
  file: "La revisión de miembros llega como archivo.",
  noFile: "Aquí este bot no puede enviar la revisión como archivo.",
  counted: (open, answered) => `Sin respuesta: ${number(open)}. Con respuesta: ${number(answered)}.`,
};
