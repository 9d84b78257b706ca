import { say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { at, between, isOne, number, since } from "./grammar.ts";

const names = { mistral: "Mistral", slack: "Slack", teams: "Teams" };

const MESSAGES = "Les messages attendent, et partiront ensuite dans l’ordre.";
const follows = {
  mistral: "Le travail attend, et reprendra ensuite tout seul.",
  slack: MESSAGES,
  teams: MESSAGES,
};

const mend = {
  slack:
    "Demandez à l’exploitant de ce bot de réinstaller l’application dans Slack, de mettre son nouveau jeton dans SLACK_BOT_TOKEN et de redémarrer.",
  teams:
    "Demandez à l’exploitant de ce bot de mettre un nouveau secret client dans MICROSOFT_APP_PASSWORD et de redémarrer.",
};

export const alerts: Strings["alerts"] = {
  saysWhenOver: "Rien n’est perdu. Ce message changera quand ce sera terminé.",
  over: (was, from, to) => say`✅ ${was} ${between(from, to)}.`,
  goesOn: "Le travail reprend.",
};

export const adminKey: Strings["adminKey"] = {
  refused: {
    was: "Mistral a refusé la clé Admin API",
    is: (from) =>
      say`⚠️ Mistral refuse la clé Admin API ${since(from)}. Le travail attend ; rien n’est perdu.`,
    ask: "Si elle a été révoquée ou a expiré, demandez à Mistral une nouvelle clé Admin API (une clé ordinaire ne convient pas), et à l’exploitant de ce bot de la mettre dans MISTRAL_ADMIN_API_KEY et de redémarrer.",
  },
  noRights: {
    was: "Mistral a refusé la clé Admin API",
    is: (from) =>
      say`⚠️ La clé Admin API n’a aucun droit chez Mistral (constaté ${at(from)}). Le travail attend ; rien n’est perdu.`,
    ask: "Dans le Backoffice ou l’Admin Panel de Mistral, autorisez-la à lire et modifier personnes, invitations, Workspaces et limite de dépenses, et à lire les journaux d’audit.",
  },
  other: {
    was: "La clé Admin API était celle d’une autre organisation",
    is: (from) =>
      say`⚠️ La clé Admin API montre une autre organisation qu’avant (constaté ${at(from)}). Tant que ce n’est pas réglé, personne n’est invité, retiré ni annoncé.`,
    ask: "Demandez à l’exploitant de ce bot de mettre la clé de votre organisation dans MISTRAL_ADMIN_API_KEY et de redémarrer.",
    button: "C’est notre organisation",
    text: "Ce bot reprend la liste des membres de Mistral telle qu’elle est. Les personnes absentes comptent comme retirées.",
  },
};

export const outages: Strings["outages"] = {
  silent: (of) => ({
    is: (from) => say`⚠️ ${names[of]} ne répond pas correctement ${since(from)}. ${follows[of]}`,
    was: `${names[of]} n’a pas répondu correctement`,
  }),
  refused: (of) => ({
    is: (from) => say`⚠️ ${names[of]} refuse l’accès à ce bot ${since(from)}. ${follows[of]}`,
    was: `${names[of]} a refusé l’accès à ce bot`,
    ask: mend[of],
  }),
  unheard: {
    is: (from) =>
      say`⚠️ Ce bot ne reçoit plus rien de Slack ${since(from)} : boutons et commandes y échouent.`,
    was: "Ce bot n’a rien reçu de Slack",
    ask: "Demandez à l’exploitant de ce bot de consulter son journal et SLACK_APP_TOKEN : si ce jeton a été révoqué, il en faut un nouveau, puis un redémarrage.",
    after: "Ce qui y a été fait entre-temps est à refaire.",
  },
  waits: (from) =>
    say`approuvée, pas confirmée par Mistral, qui ne répond pas correctement ${since(from)} ; ce bot réessaie`,
  notYet: "approuvée, pas encore confirmée par Mistral ; ce bot réessaie",
  pressed: (of, from) =>
    say`⏳ C’est enregistré. ${names[of]} ne répond pas correctement ${since(from)} : la suite attend.`,
};

export const closed: Strings["closed"] = {
  named: (channel, where) => say`${channel} dans ${where}`,
  unnamed: (where) => `Un canal dans ${where}`,
  cannot: (channel, from) => say`⚠️ ${channel} : fermé à ce bot ${since(from)}.`,
  why: {
    archived: "Le canal est archivé.",
    teamArchived: "Son équipe est archivée.",
    gone: "Il n’existe plus, ou il est privé et ce bot n’y est pas.",
    without: "Ce bot n’y est pas, ou ne peut pas y publier.",
    shared: "Il est partagé avec une autre entreprise, qui verrait les adresses de vos collègues.",
  },
  mend: {
    slack:
      "Invitez-y ce bot avec /invite @Mistral Setup et laissez-le publier, ou choisissez un autre canal.",
    teams: "Ajoutez-y l’application, ou choisissez un autre canal.",
  },
  unarchive: "Désarchivez-le, ou choisissez un autre canal.",
  restoreTeam: "Restaurez l’équipe, ou choisissez un autre canal.",
  chooseOther: "Choisissez un autre canal.",
  meanwhile: "D’ici là, les approbateurs reçoivent les demandes directement, et vous les annonces.",
  again: (submit) => `Puis appuyez de nouveau sur « ${submit} ».`,
  over: (channel, from) => say`✅ ${channel}, fermé à ce bot ${since(from)}, est rouvert ou ne sert plus.`,
};

export const left: Strings["left"] = {
  summary: (name) => `${name} n’est plus membre à part entière ici.`,
  since: (who, from) => say`⚠️ ${who} n’est plus membre à part entière ici (constaté ${at(from)}).`,
  approver: "Toujours parmi les approbateurs, tant que le propriétaire n’a pas changé les paramètres.",
  step: (title) => `L’étape ${title} lui était confiée. Faites-la, ou confiez-la à quelqu’un.`,
  requests: (n) => `Ses demandes en attente : ${number(n)}. Approuvez-les ou refusez-les.`,
  invitations: (rows) =>
    say`Son accès à Mistral : ${rows}. À révoquer ou à retirer s’il n’a plus lieu d’être.`,
  nothing: "Rien à faire.",
  back: (who) => say`✅ ${who} est de nouveau membre à part entière ici.`,
};

export const spending: Strings["spending"] = {
  limit: (amount, proof) => say`Plafond de dépenses : ${amount} par mois, ${proof}.`,
  none: (proof) => say`Pas de plafond de dépenses, ${proof}.`,
  unknown: "Mistral n’indique pas de plafond de dépenses.",
};

export const drift: Strings["drift"] = {
  title: "Contrôle de la configuration",
  summary: (n) => `${isOne(n) ? "Un point" : `${number(n)} points`} à examiner.`,
  nothingSummary: "Rien à examiner.",
  nothing: "✅ Tout est en ordre.",
  titles: {
    "one-admin": () => "⚠️ Un seul Admin",
    expired: (n) => `⚠️ Invitations expirées : ${number(n)}`,
    outside: (n) => `⚠️ Membres hors des domaines d’e-mail autorisés : ${number(n)}`,
    review: (n) => `⚠️ Membres à passer en revue : ${n}`,
    "domain-gone": (n) => `⚠️ Enregistrements TXT disparus : ${number(n)}`,
    "key-fails": () => "⚠️ La clé de ce bot est refusée",
    "limit-reached": () => "⚠️ Le plafond de dépenses mensuel est atteint",
    "payment-failed": () => "⚠️ Le dernier paiement a échoué",
  },
  details: {
    "one-admin": (who) => say`Mistral n’affiche que ${who}. Ajoutez-en un.`,
    expired: (whom) => say`${whom}. À renvoyer ou à révoquer.`,
    outside: (whom) => say`${whom}. À retirer, ou domaine à autoriser dans les paramètres.`,
    review: (whom) => say`Accès encore nécessaire ? ${whom}.`,
    "domain-gone": (which) => say`${which}. À remettre en place : la connexion en dépend.`,
    "key-fails": (from) =>
      say`MISTRAL_API_KEY, refusée ${since(from)}. Demandez à l’exploitant de ce bot de la remplacer.`,
    "limit-reached": (proof) =>
      say`Les clés ne fonctionnent plus jusqu’au mois prochain, sauf si un Admin ou Billing le relève (${proof}).`,
    "payment-failed": (proof) =>
      say`Tant qu’il n’est pas réglé, les clés peuvent cesser de fonctionner (${proof}).`,
  },
  known: {
    read: (when) => say`Lu chez Mistral ${at(when)}.`,
    before: "Lu chez Mistral avant le démarrage de ce bot.",
    byPeople: "D’après ce qui a été indiqué ici.",
  },
  reading: "⏳ Mistral est interrogé. Appuyez encore sur « Contrôler » dans une minute.",
  again: "Contrôler",
};

export const reach: Strings["reach"] = {
  names: { slack: "Slack", teams: "Teams" },
  help: {
    slack: "Prévenez vous-même cette personne, et demandez si ce bot est encore connecté à Slack.",
    teams: "Cette personne doit ajouter l’application Mistral Setup ou lui écrire.",
  },
  cannot: (who, where) => say`⚠️ Impossible de joindre ${who} dans ${where}.`,
  instead: "Ceci vous revient donc.",
};
