import { say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";

export const away: Strings["away"] = {
  button: "Ausencia",
  title: "Ausencia",
  intro: "Mientras un aprobador está ausente, otra persona decide también sobre las solicitudes.",
  person: "Quién está ausente",
  firstDay: "Primer día de ausencia",
  lastDay: "Último día de ausencia",
  standIn: "Quién sustituye",
  standInHint: "Decide sobre estas solicitudes y no recibe ningún otro derecho.",
  until: (last) => say`hasta el ${last}`,
  between: (first, last) => say`del ${first} al ${last}`,
  row: (days, who) => say`Ausencia ${days}: ${who} decide.`,
  end: "Terminar",
  asked: (who, days) => say`Sustituyes a ${who} ${days}: decides sobre sus solicitudes.`,
  saidOfYou: (days, who) => say`El propietario anotó tu ausencia ${days}. Te sustituye ${who}.`,
  former: (who) => say`Tu sustitución de ${who} ha terminado o ha cambiado.`,
  back: (who) => say`✅ Tu sustitución de ${who} ha terminado.`,
  nobodyForYou: "✅ Ya nadie te sustituye.",
  note: (who, days, standIn) => say`${who} está ausente ${days}: ${standIn} puede decidir en su lugar.`,
  inPlaceOf: (who, of) => say`${who} por ${of}`,
  errors: {
    noDay: "Escribe un día, por ejemplo 2026-12-24.",
    past: "Elige un día a partir de hoy.",
    order: "El último día no puede ser anterior al primero.",
    tooLong: "Elige un día dentro de un año.",
    another: "Ya hay otra ausencia. Termínala primero.",
    self: "Elige a otra persona.",
    notApprover: "Esta persona no es aprobadora. Elige a una que lo sea.",
  },
};

export const escalation: Strings["escalation"] = {
  after: "Si nadie decide",
  never: "No preguntar a nadie más",
  hours: (hours) => `Preguntar a otros tras ${hours} horas laborables`,
  to: "A quién se pregunta entonces",
  toHint: "Decide sobre esa solicitud y no recibe ningún otro derecho.",
  nobody: "Elige a quién se pregunta entonces.",
  asked: (who, when) => say`También se preguntó ${when} a ${who}, porque nadie había decidido.`,
  allAway: (owner) =>
    say`⚠️ Todos los que deciden están ausentes. ${owner} puede añadir a un aprobador en los ajustes.`,
};
