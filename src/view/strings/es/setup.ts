import { STEP_NAMES } from "../../../domain/setup/setup.ts";
import { PAGES } from "../../core/pages.ts";
import { bold, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { at, counted, number } from "./grammar.ts";

export const checklist: Strings["checklist"] = {
  title: "Mistral Setup",
  moved: "La lista de pasos está más abajo.",
  progress: (done) => `${done}/${STEP_NAMES.length} pasos completados.`,
  organizationEntered: (name) => say`Nombre indicado: ${name}.`,
  stepTitle: (title, state) => `${title}: ${state}`,
  skipped: "para más tarde",
  skippedWorkspaces: "con uno basta",
  handedTo: (who) => say`en manos de ${who}`,
  plan: (plan, limit) =>
    limit === null ? `Plan: ${plan}.` : `Plan: ${plan}, límite indicado: ${number(limit)} al mes.`,
  freeMode: "El modo gratuito no permite invitar.",
  cannotInvite:
    "El modo gratuito no permite invitar. Cambia el plan en Mistral y confirma de nuevo la facturación.",
  billingFirst: "Para invitar hace falta Team, Enterprise o pay-as-you-go.",
  onlyApprover: "De momento solo apruebas tú. Añade a alguien en los ajustes.",
  waitingForBilling: (n) => `${counted(n, "aprobada", "aprobadas")}, en espera de la facturación`,
  memberCounts: (active, pending) => `${number(active)} Active, ${number(pending)} Pending`,
  toApprove: (n) => `${number(n)} por aprobar`,
  onTheirWay: (n) => `${counted(n, "aprobada", "aprobadas")}, aún no en Mistral`,
  needCare: (n) => counted(n, "expirada o no enviada", "expiradas o no enviadas"),
  missingActive: "Falta que alguien esté Active.",
  missingKey: "Falta una clave que funcione.",
  keyMade: (proof) => say`Se creó una clave (${proof}). Nadie ha confirmado aún que funcione.`,
  keyWorksBy: (proof) => say`Una clave funciona (${proof}).`,
  buttons: {
    hand: "Asignar a alguien",
    reopen: "Reabrir este paso",
    oneIsEnough: "Basta un Workspace",
    later: "Más tarde",
    existAlready: "Ya los creé",
    change: "Cambiar",
    confirm: "Ya lo hice",
    more: "Más",
    claim: "Asumir la configuración",
    record: "Ver el historial",
  },
  ownerLeft: "⚠️ El propietario se fue. Un administrador de Slack puede asumir la configuración.",
  setupStarted: (who, when) => say`${who} inició la configuración ${at(when)}.`,
  billingConfirmed: (proof) =>
    say`✅ Método de pago ${proof}, activación terminada: las claves ya deberían funcionar.`,
  planUnknown: "Falta indicar el plan.",
  paymentRemoved: (when) =>
    say`Se eliminó un método de pago ${at(when)}, según el registro de auditoría de Mistral.`,
  paymentRemovedNext: "Añade uno si no queda ninguno, y confirma de nuevo la facturación.",
  paymentSettled: (proof) => say`La facturación vuelve a estar en orden (${proof}).`,
  billingAgain: "La facturación se confirmó aquí y ha cambiado desde entonces.",
  ready: (time, active, all) => `Todo listo en ${time}. Active: ${number(active)} de ${number(all)}.`,
  completeTitle: "Configuración de Mistral completa",
  completeReopened: "La configuración estaba completa y se reabrió.",
  duration: (minutes) =>
    minutes < 60 ? counted(minutes, "minuto", "minutos") : counted(Math.round(minutes / 60), "hora", "horas"),
  helperIntro: (owner) => say`${owner} te pidió que hagas este paso.`,
  helperClosed: (proof) => say`✅ Este paso está cerrado (${proof}).`,
};

export const steps: Strings["steps"] = {
  organization: {
    title: "Organización",
    about: "El lugar de tu equipo en Mistral.",
    todo: () => [
      say`${bold("Cuenta nueva:")} inicia sesión en ${PAGES.studio}. Te pide el nombre de tu organización y te lleva a Admin.`,
      say`${bold("Cuenta sin organización:")} abre ${PAGES.admin} y sigue las indicaciones.`,
      say`${bold("Organización existente:")} abre ${PAGES.admin}, comprueba que es la correcta y que tienes el rol Admin.`,
      "Mistral puede ofrecerte una organización que ya existe para tu dominio de correo. Pregunta antes a tus colegas: unirse a ella o crear otra es difícil de deshacer.",
    ],
    needs: "Requiere una cuenta de Mistral.",
    next: "Indicar la organización",
  },
  billing: {
    title: "Facturación",
    about: "Las claves de API funcionan cuando la facturación está activa.",
    todo: () => [
      say`Abre ${PAGES.billing}, añade un método de pago y conecta tu tarjeta o tu cuenta de marketplace (AWS o Azure).`,
      "Opcional: fija un límite de gasto mensual antes de guardar.",
      say`En ${PAGES.subscription}, revisa el plan: para invitar hace falta Team, Enterprise o pay-as-you-go.`,
    ],
    needs: "Requiere el rol Admin o Billing en Mistral.",
    next: "Confirmar la facturación",
  },
  workspaces: {
    title: "Workspaces",
    about: "Ya hay uno: a casi todos les basta.",
    todo: () => [
      say`Para añadir uno, abre ${PAGES.workspaces} y créalo con un nombre, como Ingeniería o Producción.`,
    ],
    needs: "Requiere el rol Admin en Mistral.",
    next: "Añadir Workspaces",
  },
  members: {
    title: "Miembros",
    about: "Invita a tus colegas y sigue cada invitación hasta que esté Active.",
    todo: () => [
      "Invita al menos a un colega.",
      "Mistral envía un correo. La invitación está Pending hasta que se acepta, y luego Active.",
    ],
    needs: "Requiere Team, Enterprise o pay-as-you-go.",
    next: "Invitar a personas",
  },
  security: {
    title: "Seguridad y supervisión",
    about: "Decide a quién se puede invitar, cómo se inicia sesión y dónde se anotan los eventos.",
    todo: () => [
      "Indica los dominios de correo permitidos: este bot rechaza otras direcciones.",
      say`Verificación del dominio: añade a tu DNS el registro TXT de ${PAGES.access}, y déjalo ahí.`,
      say`SSO (SAML): indica tu proveedor de identidad en ${PAGES.access}.`,
      say`${PAGES.audit}: claves nuevas, invitaciones y cambios de facturación.`,
    ],
    needs: "La verificación del dominio requiere Team o Enterprise; SSO y auditoría, Enterprise.",
    next: "Configurar la seguridad",
  },
  verify: {
    title: "Verificación",
    about: "Listo cuando alguien está Active y una clave funciona.",
    todo: () => [
      "La persona invitada acepta la invitación y pasa de Pending a Active.",
      "Crea una clave y úsala. ¿Se rechaza justo tras confirmar la facturación? Espera y vuelve a intentarlo.",
    ],
    needs: "Funciona con cualquier plan.",
    next: "Verificar",
  },
};

export const workspaces: Strings["workspaces"] = {
  made: (names) => say`Workspaces: ${names}.`,
  onTheirWay: (names) => say`Aún sin crear: ${names}.`,
  waitForAdmin: (names, owner) =>
    say`⏳ Se crean cuando ${owner} entre en Mistral: ${names}. Si entró con otra dirección, créalos allí y elige “Ya los creé” en la lista de pasos.`,
  failed: (name, why) => `⚠️ ${name} no se creó. ${why}`,
};
