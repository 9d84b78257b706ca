import type { Strings } from "../strings.ts";

/** Why a row cannot go on. */
export const problems: Strings["problems"] = {
  member: "déjà membre",
  pending: "déjà invitée ou demandée",
  "not-an-address": "n’est pas une adresse e-mail",
  "space-inside": "est-ce une seule adresse ? Écrivez-la sans espace, ou sous la forme Nom <adresse>",
  "outside-domains": "hors des domaines d’e-mail autorisés",
};
