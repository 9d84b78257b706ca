import { say } from "../../spans.ts";
import type { Strings } from "../strings.ts";
import { isOne, number } from "./grammar.ts";

const was = (n: number): string =>
  isOne(n)
    ? "est révoquée, mais elle figure dans la liste de Mistral"
    : "sont révoquées, mais elles figurent dans la liste de Mistral";
const those = (n: number): string => (isOne(n) ? "l’invitation" : "les invitations");

/** Mistral's list has what a person confirmed as revoked. */
export const notRevoked: Strings["notRevoked"] = {
  title: "Non révoquée chez Mistral",
  summary: (n) =>
    isOne(n)
      ? "Une invitation n’est pas révoquée chez Mistral."
      : `${number(n)} invitations ne sont pas révoquées chez Mistral.`,
  yours: (n, who) => say`⚠️ Vous avez confirmé que ${those(n)} pour ${who} ${was(n)}.`,
  theirs: (by, n, who) => say`⚠️ ${by} a confirmé que ${those(n)} pour ${who} ${was(n)}.`,
  next: (n) =>
    isOne(n)
      ? "Avec l’e-mail, on peut encore rejoindre l’organisation : elle compte donc de nouveau comme Pending. Si personne ne le doit, révoquez-la encore une fois."
      : "Avec l’e-mail, on peut encore rejoindre l’organisation : elles comptent donc de nouveau comme Pending. Si personne ne le doit, révoquez-les encore une fois.",
  settled: "Cette révocation est réglée.",
};
