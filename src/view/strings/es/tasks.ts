import { PAGES } from "../../core/pages.ts";
import { bold, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { at, counted, people, since } from "./grammar.ts";

const jobs: Strings["tasks"]["jobs"] = {
  post: "No se pudo publicar un mensaje.",
  update: "No se pudo actualizar un mensaje.",
  invite: "No se pudieron enviar a Mistral invitaciones aprobadas.",
  "take-back": "No se pudo revocar una invitación en Mistral.",
  "set-role": "No se pudo cambiar un rol en Mistral.",
  remove: "No se pudo dar de baja a un miembro en Mistral.",
  "create-workspace": "No se pudo crear un Workspace en Mistral.",
  "set-limit": "No se pudo fijar el límite de gasto mensual en Mistral.",
  "send-file": "No se pudo enviar un archivo.",
  "put-file": "No se pudo dejar en OneDrive un archivo aceptado.",
  unreadable: "No se pudo leer un trabajo previsto, así que no se hizo.",
};

export const tasks: Strings["tasks"] = {
  titles: {
    invite: "Invitar en Mistral",
    revoke: "Revocar en Mistral",
    role: "Cambiar un rol en Mistral",
    remove: "Dar de baja en Mistral",
    workspace: "Crear un Workspace en Mistral",
  },
  steps: {
    invite: (role, wished) => [
      say`Abre ${PAGES.members} e invita como ${bold(role)}${wished ? ", cada lista con las licencias y Workspaces indicados" : ""}:`,
      "¿Ya hay invitación? Mejor envíala de nuevo.",
    ],
    role: (role) => [
      say`Abre ${PAGES.members} y busca esta dirección.`,
      say`Cambia el rol a ${bold(role)}. ¿Aún Pending? Revoca la invitación y envía otra.`,
    ],
    revoke: () => [say`Abre ${PAGES.members} y revoca:`],
    remove: () => [
      say`Abre ${PAGES.members} y quita de la organización, para que termine el acceso:`,
      "¿Es el último Admin? Da antes ese rol a otra persona.",
    ],
    workspace: () => [say`Abre ${PAGES.workspaces} y crea uno con este nombre.`],
  },
  noWishes: "Sin licencias ni Workspaces:",
  otherWishes: "Con las licencias y los Workspaces de sus solicitudes:",
  done: "Hecho",
  impossible: "No puedo hacerlo",
  isActive: "Marcar como Active",
  waitsSince: (from) => say`⏳ Te espera ${since(from)}.`,
  ranOut: {
    title: "¿Expiró alguna invitación?",
    question: (n, from) =>
      say`⏳ Sin noticias ${since(from)}: ${people(n)}. Míralo en Mistral: las invitaciones expiran a los 7 días.`,
    over: "Aquí ya no hay nada que revisar.",
    hasRunOut: "Marcar como expirada",
  },
  doneConfirm: "Se anota como confirmado por ti, y se avisa a las personas afectadas.",
  whenDone: "Luego pulsa “Hecho”: hasta entonces está aprobado, no enviado.",
  follow: "Marca a quienes la lista de Mistral muestra como Active:",
  closed: {
    done: (who, when) => say`✅ Hecho, confirmado por ${who} ${at(when)}.`,
    impossible: (who, when) => say`⚠️ No es posible, según ${who} ${at(when)}.`,
  },
  moved: (who) => say`Ahora se encarga ${who}.`,
  notNeeded: (from) => say`Ya no hace falta ${since(from)}: se resolvió de otro modo.`,
  nothingLeft: "Aquí no queda nada por hacer.",
  jobs,
  otherJob: "Falló una tarea en segundo plano.",
  unknownReason: "El registro de este bot tiene los detalles.",
  troubleTitle: "Requiere atención",
  tried: (n, from) => say`${counted(n, "intento", "intentos")} ${since(from)}.`,
  others: (n) => `Lo mismo pasa con ${counted(n, "mensaje más", "mensajes más")} allí.`,
  retrying: "Intentándolo otra vez.",
  withOwner: (owner) => say`${owner} puede reintentarlo o descartarlo.`,
  settled: "Aquí ya no queda nada por hacer.",
  retry: "Reintentar",
  drop: "Descartar",
  dropConfirm: "No se intentará más. El historial dirá que lo descartaste.",
};
