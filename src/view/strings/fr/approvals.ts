import { say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";

export const away: Strings["away"] = {
  button: "Absence",
  title: "Absence",
  intro: "Quelqu’un d’autre décide des demandes pendant l’absence d’un approbateur, qui le peut aussi.",
  person: "Personne absente",
  firstDay: "Premier jour d’absence",
  lastDay: "Dernier jour d’absence",
  standIn: "Personne qui remplace",
  standInHint: "Cette personne décide de ces demandes, sans autre droit.",
  until: (last) => say`jusqu’au ${last}`,
  between: (first, last) => say`du ${first} au ${last}`,
  row: (days, who) => say`Absence ${days} : ${who} décide.`,
  end: "Y mettre fin",
  asked: (who, days) => say`Vous remplacez ${who} ${days} : vous décidez de ses demandes.`,
  saidOfYou: (days, who) => say`Le propriétaire a noté votre absence ${days}. ${who} vous remplace.`,
  former: (who) => say`Votre remplacement de ${who} est terminé ou a changé.`,
  back: (who) => say`✅ Votre remplacement de ${who} est terminé.`,
  nobodyForYou: "✅ Plus personne ne vous remplace.",
  note: (who, days, standIn) => say`${who} s’absente ${days} : ${standIn} peut décider à sa place.`,
  inPlaceOf: (who, of) => say`${who} pour ${of}`,
  errors: {
    noDay: "Indiquez un jour, par exemple 2026-12-24.",
    past: "Choisissez un jour à partir d’aujourd’hui.",
    order: "Le dernier jour ne peut pas précéder le premier.",
    tooLong: "Choisissez un jour d’ici un an.",
    another: "Une autre absence est déjà notée. Mettez-y fin d’abord.",
    self: "Choisissez quelqu’un d’autre.",
    notApprover: "Cette personne n’est pas approbatrice. Choisissez-en une qui l’est.",
  },
};

export const escalation: Strings["escalation"] = {
  after: "Si personne ne décide",
  never: "Ne demander à personne d’autre",
  hours: (hours) => `Demander à d’autres après ${hours} heures ouvrées`,
  to: "À qui demander alors",
  toHint: "Ces personnes décident de cette demande, sans autre droit.",
  nobody: "Choisissez à qui demander alors.",
  asked: (who, when) => say`Aussi demandé ${when} à ${who}, faute de décision.`,
  allAway: (owner) =>
    say`⚠️ Toutes les personnes qui décident sont absentes. ${owner} peut ajouter un approbateur dans les réglages.`,
};
