import { say, wordsOf } from "../../spans.ts";
import type { Strings } from "../strings.ts";
import { listed } from "./grammar.ts";

const named = (names: readonly string[], more: number): string => wordsOf(listed(names, more));

/** Where Mistral's named Workspaces stand. */
export const workspaces: Strings["workspaces"] = {
  made: (names, more) => `Workspaces : ${named(names, more)}.`,
  onTheirWay: (names, more) => `Pas encore créés : ${named(names, more)}.`,
  waitForAdmin: (names, more, owner) =>
    say`⏳ ${named(names, more)} : en attente que ${owner} ait rejoint l’organisation chez Mistral, puis reprise automatique. Si cette personne est membre avec une autre adresse, choisissez-la sous « Ajouter des Workspaces ».`,
  failed: (name, why) => `⚠️ ${name} n’a pas été créé. ${why}`,
  troubles: {
    name_taken: "Mistral a déjà un Workspace d’un nom presque identique. Choisissez un autre nom.",
    name_archived: "Un Workspace archivé porte ce nom. Choisissez-en un autre.",
    workspaces_full:
      "L’organisation a 500 Workspaces, et Mistral n’en permet pas plus. Archivez-en d’abord un là-bas.",
    workspace_refused:
      "Mistral l’a refusé. Choisissez un autre nom, ou voyez sur sa page Workspaces ce qui manque.",
    not_possible:
      "Ce n’était pas possible chez Mistral. Son nom figure encore sous « Ajouter des Workspaces » : renvoyez-le, ou retirez-le pour continuer sans lui.",
    key_refused:
      "Mistral a refusé la clé configurée. Vérifiez qu’elle est complète, et ni expirée ni révoquée.",
    billing_needed: "Mistral demande d’abord la facturation ou un autre forfait.",
    outcome_unknown:
      "La réponse n’est jamais arrivée. Consultez la page Workspaces de Mistral avant de l’ajouter de nouveau.",
    unavailable: "Mistral est resté longtemps injoignable. Ajoutez-le de nouveau plus tard.",
    unknown:
      "Mistral n’a pas dit pourquoi. Ajoutez-le de nouveau, ou créez-le sur la page Workspaces de Mistral.",
  },
};
