import type { Strings } from "../strings.ts";

/** Why a row cannot go on. */
export const problems: Strings["problems"] = {
  duplicate: "figure deux fois",
  member: "déjà membre",
  pending: "déjà invitée ou demandée",
  "not-an-address": "n’est pas une adresse e-mail",
  "outside-domains": "hors des domaines d’e-mail autorisés",
};
