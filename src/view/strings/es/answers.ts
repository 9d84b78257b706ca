import { code, say } from "../../core/spans.ts";
import type { notices as english } from "../en/answers.ts";
import type { Strings } from "../strings.ts";
import { at, counted, people } from "./grammar.ts";

export const answers: Strings["answers"] = {
  revokedUnsent: "Revocada antes de enviarse. Nadie recibe un correo.",
  replaced: "Un correo más reciente reemplazó a este.",
  youApprove: (owner) =>
    say`${owner} te añadió a los aprobadores. Recibirás solicitudes para aprobar o rechazar.`,
  handToOther: "Este paso ya es tuyo. Elige a otra persona.",
  alreadyActive: "Ya está Active.",
  looking: "Consultando la lista de Mistral. La tarjeta cambia cuando diga Active.",
  removing: "Baja solicitada. Cuenta cuando Mistral la haga.",
  byHand: "Una tarjeta te lo pide a ti, o a quien tiene el paso. Cuenta al pulsar “Hecho”.",
  nobodyActive: "Aún no hay nadie Active. Confírmalo cuando alguien acepte su invitación.",
  notAMember: (names) =>
    `Elige miembros de pleno derecho, no invitados, aplicaciones ni gente de fuera: ${names}.`,
  notMet:
    "Este bot no puede contactar con alguien que elegiste. Pídele que añada la aplicación y elige de nuevo.",
  workspaceExists: (name) => `Ya existe un Workspace llamado “${name}”. Elige otro nombre.`,
  nobodyLeft: (verdicts, reasons) =>
    `No queda nadie por invitar. ${verdicts
      .slice(0, 3)
      .map(({ address, problem }) => `${address}: ${problem === null ? "" : reasons[problem]}`)
      .join("; ")}${verdicts.length > 3 ? "; …" : ""}`,
};

const edge = {
  title: "Mistral Setup",
  trouble: "No funcionó, o quizá sí: míralo antes de volver a intentarlo.",
};

export const slack: Omit<Strings["slack"], "stranger"> = {
  ...edge,
  close: "Cerrar",
  tooLate: "Tardó demasiado para Slack. Vuelve a pulsarlo.",
  outdated: "Esto es de una versión anterior del bot. Escribe /mistral-setup para ver la actual.",
  working: "Sigue en curso. Si no pasa nada, envíalo otra vez.",
  done: "Hecho. Puedes cerrar esto.",
};

export const teams: Omit<Strings["teams"], "language"> = {
  ...edge,
  more: "… y más, que no cabe aquí.",
  back: "Volver",
  choose: "Elegir…",
  none: "Ninguno",
  chosenBefore: "Elegido antes (nombre desconocido)",
  unknownChannel: "canal desconocido",
  unnamedGroup: "Un chat de grupo donde nadie mencionó a este bot",
  required: "Este campo es obligatorio.",
  seeFields: "Aún no se envió nada. Corrige los campos señalados.",
  outdated: "Esto es de una versión anterior del bot. Escribe “setup” para ver la actual.",
  working: "Sigue en curso. La respuesta llegará en un mensaje.",
  done: "Hecho.",
  closed: "Cerrado. No se envió nada.",
  answered: "La respuesta está en tu chat con este bot.",
  unreachable:
    "Este bot aún no puede escribirte. Añade la aplicación Mistral Setup (Aplicaciones, buscar, Agregar) y escríbelo allí.",
};

export const notices: typeof english = {
  refusals: {
    not_started:
      "La configuración de Mistral no ha empezado. Puede iniciarla un administrador de este espacio de Slack.",
    already_started: "La configuración ya empezó. Abre la lista de pasos para ver cómo va.",
    may_not_start: "Solo un administrador de este espacio de Slack puede iniciar la configuración.",
    may_not_claim: "Solo un administrador de Slack puede asumir la configuración, si el propietario se fue.",
    not_owner: "Solo puede hacerlo el propietario de la configuración.",
    other_approvers: "Esta solicitud la deciden los aprobadores de sus Workspaces.",
    not_approver: "Solo pueden hacerlo el propietario y los aprobadores.",
    own_request: "No puedes decidir sobre tu propia solicitud. Tiene que hacerlo otro aprobador.",
    own_admin:
      "Con esto tendrías el rol Admin, así que debe aprobarlo otro aprobador. O quita tu dirección con “Cambiar” y aprueba el resto.",
    needs_two:
      "Dar el rol Admin es cosa de dos personas. Revoca esta invitación y solicita una como Admin, o cambia el rol en el panel de Mistral cuando esté Active.",
    agreed_already: "Tu parte ya está aprobada. Otros aún tienen que aprobar.",
    outside_domains:
      "Una dirección está fuera de los dominios permitidos. Quítala, o pide que se permita su dominio.",
    task_grew: "La lista creció. Revisa las direcciones nuevas y vuelve a intentarlo.",
    too_much: "Es demasiado de una vez. Escribe menos, o elige 50 personas como mucho.",
    key_typed:
      "Eso parece una clave de API. Este bot no la guardó, pero una clave no va en un chat: bórrala en Mistral y crea otra. Si es otra cosa, no la pongas aquí.",
    not_your_request: "Solo puede hacerlo quien hizo la solicitud. Un aprobador puede rechazarla.",
    not_your_step: "No tienes asignado este paso. Pide al propietario que te lo asigne.",
    not_your_task: "Esta tarea es de otra persona. Puede cerrarla ella o un aprobador.",
    not_your_invitation: "Esta invitación es de otra persona. Solicita la tuya con el comando “invitar”.",
    held: "Se está comprobando otra decisión sobre esta solicitud. Inténtalo de nuevo en un minuto.",
    already_decided: "Esta solicitud ya se decidió. No cambió nada.",
    already_closed: "Ya está cerrado. No cambió nada.",
    own_removal: "Aquí no puedes darte de baja. Puede hacerlo otro aprobador, o tú en Mistral.",
    owner_removal: "Es el propietario. Si es lo que quieres, hazlo en la página de miembros de Mistral.",
    last_admin: "Es el único Admin en la lista de Mistral. Da antes ese rol a otra persona.",
    by_hand:
      "Sin una clave de la Admin API, este bot no puede hacerlo. Hazlo en la página de miembros de Mistral.",
    not_now: "Las cosas cambiaron, así que no se hizo nada. La tarjeta ya está al día.",
    just_sent: "Se acaba de enviar. Espera unos minutos antes de enviarla otra vez.",
    list_is_read: "Este bot lee la lista de miembros de Mistral. No hay nada que anotar a mano.",
    gone: "Ya no existe, quizá porque se restauraron datos antiguos. No cambió nada. El comando “estado” muestra lo que hay.",
    guest: "Las cuentas de invitado no pueden solicitar ni decidir aquí. Un miembro puede hacerlo por ti.",
    stranger: "Este bot trabaja para una sola organización. Pide acceso a alguien que esté en ella.",
    no_account: "No se pudo leer una cuenta de chat. Inténtalo en un minuto.",
    storage:
      "Ahora no se puede guardar nada, así que no cambió nada. Inténtalo en unos minutos. El registro del bot dice por qué.",
    trouble: "No funcionó, y no cambió nada. Inténtalo en un minuto.",
  },
  youWrote: "Escribiste:",
  nothingChanged: "No cambió nada.",
  ownerIs: (who) => say`El propietario es ${who}.`,
  approversAre: (who) => say`Puedes pedírselo a ${who}.`,
  said: {
    organization: "Organización confirmada.",
    billingDone: (by) =>
      by === null
        ? "Facturación confirmada."
        : say`Facturación confirmada. Las claves deberían funcionar a más tardar ${at(by)}.`,
    billingFree:
      "El modo gratuito no permite invitar: cambia el plan en Mistral y confirma de nuevo la facturación.",
    workspacesOrdered: (n) => `Creando ${counted(n, "Workspace", "Workspaces")}.`,
    workspacesWait: (n, owner) =>
      `${n === 1 ? "Espera" : "Esperan"} a que ${owner} entre en Mistral: un Workspace necesita un administrador.`,
    securityOpen: "Guardado. Escribe un dominio o marca lo que esté hecho para cerrar el paso.",
    verifyNotYet: "Guardado. El paso se cierra cuando alguien esté Active y una clave funcione.",
    skipped: "Con uno basta. El propietario puede reabrir este paso.",
    later: "La seguridad puede esperar. Puedes reabrir este paso.",
    confirmed: "Gracias. Confirmaste este paso.",
    handed: (name) => `Asignado. Este bot se lo pide a ${name}.`,
    requested: (n) => `Solicitud para ${people(n)} enviada a los aprobadores.`,
    approvedAlone: (n) => `Aprobado, enviando ${counted(n, "invitación", "invitaciones")}.`,
    waitsForBilling: "Aprobado, en espera de la facturación. Después se envía automáticamente.",
    resent: "Enviando de nuevo. El nuevo correo reemplaza al anterior.",
    revoked: "Revocando. El enlace del correo deja de funcionar cuando Mistral lo procese.",
    roleOrdered: "Cambiando el rol.",
    active: "Marcado como Active, confirmado por ti.",
    unmarked: "Otra vez Pending. Se corrige cada mensaje que decía Active.",
    keyWorks: "Buena noticia. Queda anotado como confirmado por ti.",
    saved: "Tus respuestas están guardadas.",
    language: "Tus mensajes llegan en español desde ahora.",
    nothingToDo: "Nada que cambiar: ya está así.",
    retrying: "Intentándolo otra vez.",
    organizationAccepted: "Confirmado. El bot lee la lista de miembros de Mistral.",
    dropped: "Descartado. No se intentará más.",
  },
};

export const accounts: Strings["accounts"] = {
  confirmFirst: (here, there) =>
    `Confirma antes en ${there} que esta cuenta de ${here} es tuya: el bot te lo pregunta allí. Luego vuelve a intentarlo aquí.`,
  title: "¿Es tuya esta cuenta?",
  ask: (name, there, address) =>
    address === null
      ? say`Alguien con sesión en ${there} como ${name} intentó actuar en tu nombre. ¿Fuiste tú?`
      : say`Alguien con sesión en ${there} como ${name} (${code(address)}) intentó actuar en tu nombre. ¿Fuiste tú?`,
  explain: "Di que sí solo si esa cuenta es tuya. Tus permisos valdrán entonces en ambas.",
  yes: "Sí, fui yo",
  no: "No, no fui yo",
  noConfirm: "Esa cuenta nunca tendrá tus permisos, y se avisa al propietario.",
  yours: (there, name) => say`✅ La cuenta ${name} en ${there} también es tuya. Tus permisos valen en ambas.`,
  waits: (there) => `Dijiste que sí. Tu cuenta en ${there} tiene permisos propios: di que sí también allí.`,
  youParted: (there, name) =>
    say`Dijiste que la cuenta ${name} en ${there} no es tuya. Nunca tendrá tus permisos.`,
  parted: (who, there, name) =>
    say`⚠️ ${who} dice que la cuenta ${name} en ${there} no es suya, aunque tiene la misma dirección. No recibe ninguno de sus permisos. Revisa quién la usa.`,
  old: "No queda nada por confirmar: una de las cuentas ya no existe o tiene otra dirección.",
};
