import { say } from "../../spans.ts";
import type { Strings } from "../strings.ts";
import { isOne, number, since } from "./grammar.ts";

/** Somebody is no regular member any more: to whoever has to go on without them. */
export const left: Strings["left"] = {
  title: "Quelqu’un est parti",
  summary: (name) => `${name} n’est plus membre à part entière ici.`,
  since: (who, from) =>
    say`⚠️ ${who} n’est plus membre à part entière ici, à ma connaissance ${since(from)}. Plus rien n’attend cette personne.`,
  approver:
    "Cette personne figure encore parmi les approbateurs. Retirez-la dans les paramètres, et désignez-y quelqu’un d’autre.",
  step: (title) =>
    `L’étape ${title} lui était confiée. Faites-la vous-même, ou confiez-la à quelqu’un d’autre depuis la liste des étapes.`,
  requests: (n) =>
    isOne(n)
      ? "Une de ses demandes est en attente. Décidez si elle a encore lieu d’être."
      : `${number(n)} de ses demandes sont en attente. Décidez si elles ont encore lieu d’être.`,
  invitations: (rows) =>
    say`Cette personne a accès à Mistral, ou va l’avoir : ${rows}. Si elle ne le devrait pas, révoquez ou retirez-la dans la liste des membres.`,
  nothing: "Il n’y a rien à faire à ce sujet.",
  backSummary: (name) => `${name} est de nouveau membre à part entière ici.`,
  back: (who) => say`✅ ${who} est de nouveau membre à part entière ici. Il n’y a rien à faire.`,
};
