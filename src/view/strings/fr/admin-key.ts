import { say } from "../../spans.ts";
import type { Strings } from "../strings.ts";
import { at, between, since } from "./grammar.ts";

export const adminKey: Strings["adminKey"] = {
  summary: "Mistral refuse la clé Admin API du bot.",
  refused: (variable, from) =>
    say`⚠️ Mistral refuse la clé Admin API de ${variable} ${since(from)}. Rien n’est perdu : ce qui doit être fait chez Mistral attend et reprendra tout seul dès que la clé sera de nouveau acceptée.`,
  ask: "Si elle a été révoquée ou a expiré, demandez à Mistral une nouvelle clé Admin API pour cette organisation (Enterprise, en préversion ; elle se crée dans le Backoffice ou l’Admin Panel de Mistral, et une clé API ordinaire ne convient jamais).",
  restart:
    "Une nouvelle clé demande un redémarrage du bot ; un refus passager ne demande rien. Sans cette variable, le bot continue en mode guidé.",
  noRights: {
    summary: "La clé Admin API du bot n’a aucun droit chez Mistral.",
    refused: (variable, from) =>
      say`⚠️ La clé Admin API de ${variable} n’a aucun droit chez Mistral, constaté ${at(from)} : Mistral l’accepte et lui refuse tout. Rien n’est perdu : ce qui doit être fait chez Mistral attend et reprendra tout seul dès que la clé aura ses droits.`,
    ask: "Il lui faut le droit de lire et de modifier les personnes et les invitations, les Workspaces et la limite de dépenses, et de lire les journaux d’audit. Vérifiez cette clé dans le Backoffice ou l’Admin Panel de Mistral, ou demandez à Mistral de lui donner ces droits.",
    row: (from) =>
      say`⚠️ La clé Admin API n’a aucun droit chez Mistral, constaté ${at(from)} : ce qui doit y être fait attend.`,
  },
  over: (from, to) =>
    say`✅ Mistral a refusé la clé Admin API ${between(from, to)}. Ce qui attendait reprend maintenant tout seul.`,
  overSummary: "Mistral accepte de nouveau la clé Admin API du bot.",
  withoutSummary: "Le bot continue sans cette clé Admin API.",
  without:
    "✅ La clé Admin API dont il s’agissait n’est plus configurée : le bot est passé en mode guidé, et ce qui attendait Mistral a été confié à des personnes sous forme de tâches.",
  other: {
    summary: "La clé Admin API du bot est celle d’une autre organisation.",
    is: (variable, from) =>
      say`⚠️ La clé Admin API de ${variable} donne accès à une autre organisation qu’avant, constaté ${at(from)}. Le bot n’en fait donc rien : personne n’est invité, retiré ni annoncé, et ce qui doit être fait chez Mistral attend.`,
    ask: "Demandez à la personne qui gère ce bot d’y mettre la clé Admin API de votre organisation et de redémarrer le bot. Ce qui attend reprendra alors tout seul.",
    button: "C’est notre organisation",
    title: "Est-ce votre organisation ?",
    text: "Le bot reprendra la liste des membres de Mistral telle qu’elle est maintenant. Les personnes qui n’y figurent pas seront considérées comme retirées.",
    over: (from, to) =>
      say`✅ La clé Admin API était celle d’une autre organisation que celle connue du bot ${between(from, to)}. Ce qui attendait reprend maintenant tout seul.`,
    overSummary: "Le bot utilise de nouveau sa clé Admin API.",
    row: (from) =>
      say`⚠️ La clé Admin API est celle d’une autre organisation, constaté ${at(from)} : ce qui doit être fait chez Mistral attend.`,
  },
  row: (from) => say`⚠️ Mistral refuse la clé Admin API ${since(from)} : ce qui doit y être fait attend.`,
};
