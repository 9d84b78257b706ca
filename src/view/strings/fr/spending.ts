import { say } from "../../spans.ts";
import type { Strings } from "../strings.ts";

/** What Mistral says of the Organization's spending. */
export const spending: Strings["spending"] = {
  limit: (amount, proof) => say`Plafond de dépenses : ${amount} par mois, ${proof}.`,
  none: (proof) => say`Pas de plafond de dépenses, ${proof}.`,
  unknown: "Mistral n’indique pas de plafond de dépenses.",
  problems: {
    "limit-reached": {
      title: "⚠️ Plafond de dépenses atteint",
      row: "⚠️ Le plafond de dépenses mensuel est atteint.",
      now: (proof) =>
        say`Le plafond de dépenses mensuel est atteint, ${proof}. Les clés API ne fonctionnent plus jusqu’au mois prochain, ou jusqu’à ce qu’une personne avec le rôle Admin ou Billing le relève sur la page Billing de Mistral.`,
      over: (proof) => say`✅ Le plafond de dépenses mensuel n’est plus atteint, ${proof}.`,
      summary: "D’après Mistral, le plafond de dépenses mensuel est atteint.",
    },
    "payment-failed": {
      title: "⚠️ Un paiement a échoué",
      row: "⚠️ Le dernier paiement a échoué.",
      now: (proof) =>
        say`Le dernier paiement a échoué, ${proof}. Tant qu’il n’est pas réglé, les clés API peuvent cesser de fonctionner. Consultez les factures et le moyen de paiement sur la page Billing de Mistral.`,
      over: (proof) => say`✅ Le dernier paiement n’est plus signalé comme échoué, ${proof}.`,
      summary: "D’après Mistral, le dernier paiement a échoué.",
    },
  },
  warning: "⚠️ ",
  overSummary: "Un problème de facturation chez Mistral est résolu.",
  open: "Ouvrir Billing",
};
