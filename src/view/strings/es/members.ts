import { MAX_IN_FILE } from "../../../domain/requests/address-file.ts";
import { PAGES } from "../../core/pages.ts";
import { code, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { at, counted, number, since } from "./grammar.ts";

export const lists: Strings["lists"] = {
  statusTitle: "Estado de la configuración",
  peopleHeading: "Miembros",
  noPeople: "Aún no se ha invitado a nadie.",
  requestsHeading: "Solicitudes abiertas",
  allTasks: "Todas mis tareas",
  allRequests: "Todas las solicitudes",
  noTasks: "No tienes nada por hacer.",
  noRequests: "No hay solicitudes abiertas.",
  requestDetail: (who, when, whom) => say`Solicitada por ${who} ${at(when)} para ${whom}`,
  completed: (from) => say`✅ Completa ${since(from)}.`,
  membersTitle: "Miembros",
  pageOf: (page, pages, all) => `Página ${number(page)} de ${number(pages)}, ${number(all)} en total`,
  narrowed: (find, n) => say`Resultados de ${find}: ${number(n)}.`,
  roleUnknown: "rol desconocido",
  uninvited: (when) => say`sin invitación desde aquí, verificado con Mistral ${at(when)}`,
  listed: (all, uninvited) =>
    `Miembros en Mistral: ${number(all)}. Sin invitación desde aquí: ${number(uninvited)}.`,
  buttons: {
    resend: "Enviar de nuevo",
    revoke: "Revocar",
    role: "Cambiar el rol",
    remove: "Quitar",
    active: "Marcar como Active",
    unmark: "Volver a Pending",
    everybody: "Ver a todo el mundo",
  },
  revokeConfirm: (whom) => `${whom}: el enlace del correo deja de funcionar.`,
  unmarkConfirm: "Se corrige cada mensaje que decía Active.",
  removeConfirm: (whom, mode) =>
    mode === "automatic"
      ? `${whom}: termina su acceso a Mistral.`
      : `${whom}: una tarjeta pide hacerlo en Mistral. Entonces termina su acceso.`,
  recordTitle: "Historial",
  recordEmpty: "Aún no hay nada anotado.",
  recordHead: (hash) => say`Último hash: ${code(hash)}. Cada entrada incluye el hash de la anterior.`,
  recordFile: "Enviar como archivo",
  recordFileComes: "Este bot te envía todo el historial como archivo.",
  recordFileSaid: (head, name) =>
    `El historial, hash ${head}. Quien gestiona este bot puede comprobarlo: npx mistral-setup record verify ${name}`,
  recordOffered: (entries) => `Todo el historial (${counted(entries, "entrada", "entradas")}).`,
  recordByOperator: "Si quieres un archivo, pídelo a quien gestiona este bot (npx mistral-setup record).",
  helpTitle: "Mistral Setup: ayuda",
  helpSummary: "Lo que puedes escribir.",
  helpUnknown: (word) => say`El comando ${code(word)} no existe.`,
  helpIntro: "Puedes escribir:",
  helpCommands: [
    ["", "iniciar la configuración, o ver qué sigue"],
    ["invitar", "invitar a personas, o solicitar una invitación"],
    ["estado", "pasos, miembros, solicitudes abiertas"],
    ["miembros", "personas invitadas, y qué puedes hacer (aprobadores)"],
    ["clave", "obtener una clave de API, y ver si las claves funcionan"],
    ["ajustes", "aprobadores, canales, dominios, licencias, recordatorios (propietario)"],
    ["idioma", "elegir tu idioma"],
    ["ausente", "decir quién decide en tu ausencia (aprobadores)"],
    ["revisión", "quién necesita aún acceso (aprobadores)"],
    ["historial", "quién hizo qué, y cuándo"],
    ["ayuda", "esta lista"],
  ],
  helpCommand: (word) => `/mistral-setup ${word}`.trim(),
  helpExamplesHeading: "Ejemplos",
  helpExamples:
    "/mistral-setup invitar ana@example.com, paul@example.com member\n/mistral-setup miembros paul\n/mistral-setup clave",
  homeYoursToStart: "La configuración de Mistral no ha empezado. Puedes iniciarla: son unos 15 minutos.",
  homeSummary: (n) => (n === 0 ? "Nada por hacer." : `${counted(n, "cosa", "cosas")} por hacer.`),
  homeTasks: "Mis tareas",
  homeDecide: "Te toca decidir",
  homeMine: "Mi invitación",
  homeMyRequests: "Mis solicitudes",
  mute: "Silenciar novedades",
  unmute: "Recibir novedades",
  muted: "Novedades silenciadas: solo recibes lo que depende de ti.",
  homeNothing: "Aún no tienes invitación. Solicita una, y un aprobador decidirá.",
  homeAsk: "Solicitar una invitación",
  homeAsStranger:
    "Este bot es para miembros de esta organización. Uno de ellos puede solicitar una invitación por ti.",
  homeTaskDetail: (from, what) => say`Abierta ${since(from)}: ${what}`,
  endedBy: (who, when) => say`por ${who} ${at(when)}`,
};

export const compare: Strings["compare"] = {
  button: "Comparar con Mistral",
  title: "Comparar con Mistral",
  submit: "Comparar",
  intro: () => say`Copia filas de ${PAGES.members}, en Mistral, y pégalas aquí. Aún no cambia nada.`,
  parts: "Si quieres, pégalas por partes: quien falte se queda como está.",
  list: "Filas de la lista",
  listHint: "Se leen las direcciones y Active, Pending o Expired; lo demás se ignora.",
  placeholder: "zoe@example.com  Member  Active",
  from: "Estado",
  fromHint: "De las direcciones que no lo tienen en su fila.",
  sources: {
    written: ["El de las filas", "Active, Pending o Expired"],
    active: ["Active Users", "Active, salvo que la fila diga otra cosa"],
    invited: ["Invited Users", "Pending, salvo que la fila diga otra cosa"],
  },
  errors: {
    empty: "Pega una parte de la lista.",
    full: "Este campo está lleno, así que puede faltar el final de la lista. Pega una parte, y luego la siguiente.",
    noAddress: "No hay ninguna dirección de correo. Copia las filas con las direcciones.",
    noState: "Las filas no dicen Active ni Pending. Elige de dónde son.",
  },
};

export const compared: Strings["compared"] = {
  title: "Lo que va a cambiar",
  submit: (n) => `Guardar ${counted(n, "cambio", "cambios")}`,
  back: "Volver",
  intro: "Se guarda como confirmado por ti:",
  inParts: "Es demasiado para revisarlo de una vez. Pega la lista por partes.",
  change: (from, to) => `${from} → ${to}`,
  others: (n) =>
    `Sin cambios en ${addresses(n)}: ya al día, sin estado, sin invitación de este bot o con otra decisión.`,
  done: (figures) => `Guardado, confirmado por ti: ${figures}.`,
  count: (n, status) => `${number(n)} ${n !== 1 && status.endsWith("ada") ? `${status}s` : status}`,
  next: "Pegar la parte siguiente",
};

const addresses = (n: number): string => counted(n, "dirección", "direcciones");

export const addressFile: Strings["addressFile"] = {
  label: "O un archivo CSV",
  hint: `Una columna llamada email, hasta ${MAX_IN_FILE} direcciones. Verás la lista antes de enviar nada.`,
  read: (n) => `${addresses(n)} de tu archivo. Verás la lista antes de enviar nada.`,
  found: (n) => `Tu archivo tiene ${addresses(n)}. Aún no se envió nada.`,
  open: "Abrir el formulario",
  template: {
    button: "Obtener una plantilla",
    comes: "Este bot te envía la plantilla como archivo.",
    title: "Una lista para rellenar",
    said: "Escribe una dirección por línea debajo de “email”, guarda el archivo como CSV y pásalo a este bot.",
    inWords: "Un archivo CSV con “email” en la primera línea, y luego una dirección por línea.",
  },
  errors: {
    empty: "Este archivo está vacío. Elige otro, o escribe las direcciones.",
    full: "Este campo está lleno, así que puede faltar el final de tu lista. Mejor envíala como archivo.",
    several: "Envía los archivos de uno en uno.",
    "too-many": `Como mucho ${MAX_IN_FILE} direcciones a la vez. Divide la lista.`,
    "too-large": "Este archivo es demasiado grande. Deja solo las direcciones, o divídelo.",
    "not-text": "No es un archivo CSV. Guarda la tabla como CSV en Excel o Google Sheets, y elígelo.",
    "no-addresses": "Este archivo no tiene direcciones de correo. Ponlas en una columna llamada email.",
    unread: "No se pudo leer este archivo. Inténtalo otra vez, o escribe las direcciones.",
    "not-allowed": "Sin el permiso files:read, este bot no puede leer archivos. Escribe las direcciones.",
  },
};
