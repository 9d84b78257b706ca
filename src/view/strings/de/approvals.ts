import { say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";

export const away: Strings["away"] = {
  button: "Abwesenheit",
  title: "Abwesenheit",
  intro: "Während jemand abwesend ist, der genehmigt, entscheidet auch die Vertretung über Anfragen.",
  person: "Wer abwesend ist",
  firstDay: "Erster Tag der Abwesenheit",
  lastDay: "Letzter Tag der Abwesenheit",
  standIn: "Vertretung",
  standInHint: "Entscheidet über diese Anfragen und bekommt kein anderes Recht.",
  until: (last) => say`bis ${last}`,
  between: (first, last) => say`von ${first} bis ${last}`,
  row: (days, who) => say`Abwesend ${days}: ${who} entscheidet.`,
  end: "Beenden",
  asked: (who, days) => say`Sie vertreten ${who} ${days} und entscheiden über deren Anfragen.`,
  saidOfYou: (days, who) =>
    say`Die Setup-Leitung hat Ihre Abwesenheit ${days} eingetragen. ${who} vertritt Sie.`,
  former: (who) => say`Ihre Vertretung für ${who} ist beendet oder hat sich geändert.`,
  back: (who) => say`✅ Ihre Vertretung für ${who} ist beendet.`,
  nobodyForYou: "✅ Niemand vertritt Sie mehr.",
  note: (who, days, standIn) => say`${who} ist ${days} abwesend: ${standIn} kann in Vertretung entscheiden.`,
  inPlaceOf: (who, of) => say`${who} für ${of}`,
  errors: {
    noDay: "Geben Sie einen Tag ein, z. B. 2026-12-24.",
    past: "Wählen Sie einen Tag ab heute.",
    order: "Der letzte Tag kann nicht vor dem ersten liegen.",
    tooLong: "Wählen Sie einen Tag innerhalb eines Jahres.",
    another: "Es gibt schon eine andere Abwesenheit. Beenden Sie diese zuerst.",
    self: "Wählen Sie jemand anderen.",
    notApprover: "Diese Person darf nicht genehmigen. Wählen Sie jemanden, der es darf.",
  },
};

export const escalation: Strings["escalation"] = {
  after: "Wenn niemand entscheidet",
  never: "Niemand anderen fragen",
  hours: (hours) => `Nach ${hours} Arbeitsstunden andere fragen`,
  to: "Wer dann gefragt wird",
  toHint: "Entscheidet über diese Anfrage und bekommt kein anderes Recht.",
  nobody: "Wählen Sie, wer dann gefragt wird.",
  asked: (who, when) => say`Auch gefragt ${when}, weil niemand entschieden hatte: ${who}.`,
  allAway: (owner) =>
    say`⚠️ Alle, die entscheiden, sind abwesend. ${owner} kann in den Einstellungen jemanden hinzufügen.`,
};
