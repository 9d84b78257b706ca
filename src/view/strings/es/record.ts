import { say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { counted, number, people } from "./grammar.ts";

/** What comes next names the thing: "cerró el paso" Facturación, "hizo la solicitud" 3. */
const events: Strings["record"]["events"] = {
  "setup.started": "inició la configuración",
  "setup.claimed": "asumió la configuración",
  "setup.completed": "completó la configuración",
  "organization.named": "puso nombre a la organización",
  "organization.accepted": "aceptó otra clave de la Admin API como la de esta organización",
  "step.closed": "cerró el paso",
  "step.skipped": "omitió el paso",
  "step.reopened": "reabrió el paso",
  "step.handed": "asignó el paso",
  "billing.confirmed": "confirmó la facturación",
  "security.confirmed": "confirmó",
  "domain.watched": "empezó a vigilar el registro DNS de",
  "domain.seen": "vio el registro DNS de",
  "domain.gone": "dejó de ver el registro DNS de",
  "domain.unwatched": "dejó de vigilar el registro DNS de",
  "settings.changed": "cambió los ajustes",
  "workspace.ordered": "pidió el Workspace",
  "workspace.created": "creó el Workspace",
  "workspace.approvers": "cambió los aprobadores del Workspace",
  "workspace.failed": "no pudo crear el Workspace",
  "request.made": "hizo la solicitud",
  "request.changed": "cambió la solicitud",
  "request.agreed": "aprobó su parte de la solicitud",
  "request.approved": "aprobó la solicitud",
  "request.denied": "rechazó la solicitud",
  "request.withdrawn": "retiró la solicitud",
  "request.lapsed": "cerró sin respuesta la solicitud",
  "request.escalated": "preguntó también a otros por la solicitud",
  "invitation.moved": "cambió el estado de la invitación",
  "invitation.role": "cambió el rol de la invitación",
  "role.ordered": "pidió un nuevo rol para",
  "removal.ordered": "pidió dar de baja a",
  "revocation.ordered": "pidió revocar la invitación",
  "member.role": "cambió el rol del miembro",
  "member.removed": "dio de baja al miembro",
  "member.kept": "mantuvo al miembro",
  "access.extended": "prolongó el acceso de",
  "group.changed": "vio un cambio en el grupo",
  "rule.made": "creó la regla",
  "rule.ended": "quitó la regla",
  "absence.announced": "anotó la ausencia de",
  "absence.ended": "terminó la ausencia de",
  "task.closed": "cerró la tarea",
  "key.works": "dijo que una clave funciona",
  "account.confirmed": "confirmó como suya la cuenta de",
  "account.parted": "dijo que no es suya la cuenta de",
  "person.erased": "borró los datos de",
  "job.retried": "reintentó el trabajo",
  "job.dropped": "descartó el trabajo",
};

export const record: Strings["record"] = {
  line: (seq, when, who, what) => say`#${seq} ${when} ${who} ${what}`,
  head: (head) => say`Historial: hash ${head}`,
  events,
  evidence: { confirmed: "confirmado", verified: "verificado" },
  taskStates: { done: "hecha", impossible: "imposible" },
  counts: {
    rows: (n) => people(n),
    dropped: (n) => counted(n, "persona quitada", "personas quitadas"),
    monthlyLimit: (n) => `límite mensual ${number(n)}`,
    domains: (n) => counted(n, "dominio permitido", "dominios permitidos"),
  },
  until: (day) => `hasta el ${day}`,
  people: {
    to: (names) => `a ${names}`,
    added: (names) => `ahora aprueba: ${names}`,
    removed: (names) => `ya no aprueba: ${names}`,
    joined: (names) => `ahora en él: ${names}`,
    parted: (names) => `ya no en él: ${names}`,
    byRule: (names) => `por una regla de ${names}`,
    alternates: (names) => `consultado si nadie decide: ${names}`,
    noAlternates: (names) => `ya no consultado si nadie decide: ${names}`,
    inPlaceOf: (names) => `por ${names}`,
    standIn: (names) => `sustituye ${names}`,
  },
  flags: {
    extends: "para prolongar el acceso",
    alone: "sin segunda persona",
    adminNeedsTwo: "dos aprobadores para Admin",
    sso: "SSO",
    saml: "SSO",
    domain: "dominio verificado",
    audit: "registros de auditoría",
  },
};

const feedEvents: Strings["feed"]["events"] = {
  "api_key.create": "Clave de API creada",
  "api_key.delete": "Clave de API eliminada",
  "organization.invite.send": "Invitación enviada",
  "organization.invite.resend": "Invitación enviada de nuevo",
  "organization.invite.accepted": "Invitación aceptada",
  "organization.invite.revoked": "Invitación revocada",
  "user.organization.join": "Entrada en la organización",
  "user.organization.delete": "Baja de la organización",
  "user.organization.role.update": "Rol cambiado",
  "billing.payment_method.added": "Método de pago añadido",
  "billing.payment_method.removed": "Método de pago eliminado",
  "billing.monthly_limit.updated": "Límite de gasto cambiado",
};

export const feed: Strings["feed"] = {
  title: "Registro de auditoría de Mistral",
  summary: (n) =>
    n === 1
      ? "Registro de auditoría de Mistral: un evento."
      : `Registro de auditoría de Mistral: ${number(n)} eventos.`,
  events: feedEvents,
  unknown: (type) => say`Evento ${type}`,
  key: "Una clave de API",
  more: (n) => `Y ${number(n)} más en el registro de auditoría de Mistral.`,
  noAudit:
    "Mistral no muestra a este bot ningún registro de auditoría: el seguimiento no dirá nada. Requiere Enterprise y una clave de la Admin API que pueda leerlo.",
};

export const files: Strings["files"] = {
  offered: (name) => `Un archivo para ti: ${name}.`,
  accepted: (name) => `${name} va camino de tu OneDrive.`,
  put: (name) => say`${name} está en tu OneDrive.`,
  declined: (name) => `Rechazaste ${name}, así que no está en tu OneDrive.`,
  failed: (name) => say`Puede que ${name} no haya llegado a tu OneDrive. Si no está, pídelo otra vez.`,
  approversOnly: "Este archivo es para el propietario y los aprobadores.",
};
