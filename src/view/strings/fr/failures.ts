import type { Strings } from "../strings.ts";

/** Why an Invitation was not sent and what to do, as the end of a sentence, per stable word. */
export const failures: Strings["failures"] = {
  not_an_address:
    "Mistral n’accepte pas cette adresse. Vérifiez son orthographe, puis refaites la demande avec la bonne",
  address_refused:
    "Mistral a refusé cette adresse. Elle est peut-être mal orthographiée, ou hors des domaines d’e-mail qu’il autorise : voir la page Access",
  already_member:
    "d’après Mistral, cette personne est déjà membre, peut-être avec une autre adresse. Consultez sa liste des membres",
  not_listed:
    "Mistral l’a acceptée mais ne l’a jamais fait figurer dans ses listes. Vérifiez-y, puis renvoyez-la",
  still_listed:
    "l’invitation précédente n’a pas pu être révoquée. Révoquez-la d’abord sur la page des membres de Mistral",
  list_with_gaps: "la liste de Mistral était incomplète. Vérifiez là-bas, puis renvoyez-la",
  seats_refused:
    "Mistral l’a refusée avec les sièges demandés, et n’en a peut-être plus de libres. Voir la page Subscription, ou refaites la demande sans siège",
  workspace_gone:
    "un Workspace demandé n’existe plus chez Mistral. Refaites la demande avec un autre, ou sans Workspace",
  billing_needed:
    "Mistral demande d’abord un autre forfait, des sièges ou un moyen de paiement. Voir les pages Subscription et Billing, puis renvoyez-la",
  no_right:
    "Mistral n’autorise pas la clé Admin API à le faire. Ses droits ou le forfait ne le permettent pas : demandez à Mistral, ou invitez depuis son interface",
  key_refused:
    "Mistral a refusé la clé Admin API. Le propriétaire doit y remédier, elle pourra ensuite être renvoyée",
  forbidden: "Mistral ne l’autorise pas. Vérifiez-y le forfait, et les droits de la clé Admin API",
  conflict:
    "d’après Mistral, cela ne correspond pas à la situation actuelle. Consultez sa liste des membres, puis renvoyez-la",
  not_found: "Mistral ne trouve pas ce qu’il lui faut. Consultez sa liste des membres, puis renvoyez-la",
  invalid: "Mistral l’a refusée. Consultez sa page des membres, et refaites la demande avec ce qu’il accepte",
  rate_limited: "Mistral n’a plus accepté de requêtes pendant trop longtemps. Renvoyez-la plus tard",
  outcome_unknown: "Mistral n’a jamais répondu. Consultez sa liste des membres avant de la renvoyer",
  unavailable: "Mistral était injoignable. Renvoyez-la plus tard",
  not_possible: "cela n’a pas été possible chez Mistral. Elle pourra être renvoyée une fois l’obstacle levé",
  unknown: "Mistral n’a pas dit pourquoi. Consultez sa liste des membres, puis renvoyez-la",
};
