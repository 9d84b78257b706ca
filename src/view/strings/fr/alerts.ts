import { say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { at, between, isOne, number, since } from "./grammar.ts";

const names = { mistral: "Mistral", slack: "Slack", teams: "Teams" };

const MESSAGES = "Les messages qui y sont destinés attendent, et partiront dans l’ordre ensuite.";
const follows = {
  mistral: "Ce qui doit y être fait attend, et reprendra tout seul ensuite.",
  slack: MESSAGES,
  teams: MESSAGES,
};

const mend = {
  slack:
    "Demandez à la personne qui gère ce bot de réinstaller l’application dans Slack, avec son nouveau jeton dans SLACK_BOT_TOKEN, et de redémarrer le bot.",
  teams:
    "Demandez à la personne qui gère ce bot de mettre un nouveau secret client dans MICROSOFT_APP_PASSWORD, et de redémarrer le bot.",
};

export const alerts: Strings["alerts"] = {
  saysWhenOver: "Rien n’est perdu. Ce message changera quand ce sera terminé.",
  over: (was, from, to) => say`✅ ${was} ${between(from, to)}.`,
  goesOn: "Ce qui attendait reprend maintenant.",
};

export const adminKey: Strings["adminKey"] = {
  refused: {
    was: "Mistral a refusé la clé Admin API",
    is: (from) =>
      say`⚠️ Mistral refuse la clé Admin API de MISTRAL_ADMIN_API_KEY ${since(from)} : ce qui doit y être fait attend.`,
    ask: "Rien n’est perdu. Si la clé a été révoquée ou a expiré, demandez à Mistral une nouvelle clé Admin API pour cette organisation (une clé API ordinaire ne convient jamais), mettez-la dans cette variable et redémarrez le bot.",
  },
  noRights: {
    was: "Mistral a refusé la clé Admin API",
    is: (from) =>
      say`⚠️ La clé Admin API de MISTRAL_ADMIN_API_KEY n’a aucun droit chez Mistral, constaté ${at(from)} : ce qui doit y être fait attend.`,
    ask: "Rien n’est perdu. Dans le Backoffice ou l’Admin Panel de Mistral, donnez-lui le droit de lire et de modifier les personnes et les invitations, les Workspaces et la limite de dépenses, et de lire les journaux d’audit.",
  },
  other: {
    was: "La clé Admin API était celle d’une autre organisation",
    is: (from) =>
      say`⚠️ La clé Admin API de MISTRAL_ADMIN_API_KEY donne accès à une autre organisation qu’avant, constaté ${at(from)} : personne n’est invité, retiré ni annoncé, et ce qui doit être fait chez Mistral attend.`,
    ask: "Demandez à la personne qui gère ce bot d’y mettre la clé Admin API de votre organisation et de le redémarrer.",
    button: "C’est notre organisation",
    text: "Le bot reprendra la liste des membres de Mistral telle qu’elle est maintenant. Les personnes qui n’y figurent pas seront considérées comme retirées.",
  },
};

export const outages: Strings["outages"] = {
  silent: (of) => ({
    is: (from) => say`⚠️ ${names[of]} ne répond pas correctement ${since(from)}. ${follows[of]}`,
    was: `${names[of]} n’a pas répondu correctement`,
  }),
  refused: (of) => ({
    is: (from) => say`⚠️ ${names[of]} refuse l’accès à ce bot ${since(from)}. ${mend[of]} ${follows[of]}`,
    was: `${names[of]} a refusé l’accès à ce bot`,
  }),
  unheard: {
    is: (from) =>
      say`⚠️ Ce bot ne reçoit plus rien de Slack ${since(from)} : les boutons et les commandes y échouent. Demandez à la personne qui gère ce bot de consulter son journal, et SLACK_APP_TOKEN : s’il a été révoqué, il en faut un nouveau et redémarrer le bot.`,
    was: "Ce bot n’a rien reçu de Slack",
    after: "Ce qui y a été fait entre-temps est à refaire.",
  },
  waits: (from) =>
    say`approuvée, pas confirmée par Mistral, qui ne répond pas correctement ${since(from)} ; nouvelle tentative automatique`,
  notYet: "approuvée, pas encore confirmée par Mistral ; nouvelle tentative automatique",
  pressed: (of, from) =>
    say`⏳ C’est noté. ${names[of]} ne répond pas correctement ${since(from)} : ce que cela y change suivra dès que ce sera rétabli.`,
};

export const closed: Strings["closed"] = {
  named: (channel, where) => say`${channel} dans ${where}`,
  unnamed: (where) => `Un canal dans ${where}`,
  cannot: (channel, from) => say`⚠️ ${channel} : le bot ne peut plus y écrire ${since(from)}.`,
  why: {
    archived: "Le canal est archivé.",
    teamArchived: "Son équipe est archivée.",
    gone: "Il n’existe plus, ou il est privé et le bot n’y est pas.",
    without: "Le bot n’y est pas, ou n’a pas le droit d’y publier.",
    shared: "Il est partagé avec une autre entreprise, qui verrait les adresses de vos collègues.",
  },
  mend: {
    slack:
      "Invitez-y le bot avec /invite @Mistral Setup et laissez-le publier, ou choisissez un autre canal.",
    teams: "Ajoutez-y l’application, ou choisissez un autre canal.",
  },
  unarchive: "Désarchivez-le, ou choisissez un autre canal.",
  restoreTeam: "Restaurez l’équipe, ou choisissez un autre canal.",
  chooseOther: "Choisissez un autre canal.",
  meanwhile: "En attendant, ce bot envoie les demandes aux approbateurs eux-mêmes, et les annonces à vous.",
  again: (submit) => `Puis appuyez de nouveau sur « ${submit} ».`,
  over: (channel, from) =>
    say`✅ ${channel}, fermé au bot ${since(from)}, est de nouveau ouvert, ou ne sert plus. Il n’y a rien à faire.`,
};

export const left: Strings["left"] = {
  title: "Quelqu’un est parti",
  summary: (name) => `${name} n’est plus membre à part entière ici.`,
  since: (who, from) => say`⚠️ ${who} n’est plus membre à part entière ici, constaté ${at(from)}.`,
  approver: "Cette personne figure encore parmi les approbateurs. Retirez-la dans les paramètres.",
  step: (title) => `L’étape ${title} lui était confiée. Faites-la, ou confiez-la à quelqu’un d’autre.`,
  requests: (n) => `Ses demandes en attente : ${number(n)}. Décidez si elles ont encore lieu d’être.`,
  invitations: (rows) =>
    say`Cette personne a accès à Mistral, ou va l’avoir : ${rows}. Si elle ne le devrait pas, révoquez ou retirez-la.`,
  nothing: "Il n’y a rien à faire à ce sujet.",
  back: (who) => say`✅ ${who} est de nouveau membre à part entière ici. Il n’y a rien à faire.`,
};

export const spending: Strings["spending"] = {
  limit: (amount, proof) => say`Plafond de dépenses : ${amount} par mois, ${proof}.`,
  none: (proof) => say`Pas de plafond de dépenses, ${proof}.`,
  unknown: "Mistral n’indique pas de plafond de dépenses.",
};

export const drift: Strings["drift"] = {
  title: "Contrôle de la configuration",
  summary: (n) =>
    `Le contrôle a relevé ${isOne(n) ? "un point à examiner" : `${number(n)} points à examiner`}.`,
  nothingSummary: "Le contrôle n’a rien relevé.",
  nothing: "✅ Rien à signaler.",
  titles: {
    "one-admin": () => "⚠️ Un seul Admin",
    expired: (n) => `⚠️ Invitations expirées : ${number(n)}`,
    outside: (n) => `⚠️ Membres hors des domaines d’e-mail autorisés : ${number(n)}`,
    "domain-gone": (n) => `⚠️ Enregistrements TXT disparus : ${number(n)}`,
    "key-fails": () => "⚠️ La clé du bot est refusée",
    "limit-reached": () => "⚠️ Le plafond de dépenses mensuel est atteint.",
    "payment-failed": () => "⚠️ Le dernier paiement a échoué.",
  },
  details: {
    "one-admin": (who) => say`${who} est le seul Admin dans la liste de Mistral. Ajoutez-en un.`,
    expired: (whom) => say`${whom}. À renvoyer ou à révoquer dans la liste des membres.`,
    outside: (whom) => say`${whom}. À retirer, ou domaine à autoriser dans les paramètres.`,
    "domain-gone": (which) =>
      say`${which} : l’enregistrement est introuvable dans le DNS. Remettez-le en place : la connexion par domaine d’e-mail et le SSO en dépendent.`,
    "key-fails": (from) => say`La clé de MISTRAL_API_KEY fonctionnait et est refusée ${since(from)}.`,
    "limit-reached": (proof) =>
      say`Les clés API ne fonctionnent plus jusqu’au mois prochain, ou jusqu’à ce qu’un Admin ou Billing le relève (${proof}).`,
    "payment-failed": (proof) =>
      say`Tant qu’il n’est pas réglé, les clés API peuvent cesser de fonctionner (${proof}).`,
  },
  known: {
    read: (when) => say`Mistral a été lu ${at(when)}.`,
    before: "Mistral a été lu avant le démarrage du bot.",
    byPeople: "D’après ce que des personnes ont indiqué ici.",
  },
  reading: "⏳ Mistral est interrogé. Appuyez encore sur « Contrôler » dans une minute pour sa réponse.",
  again: "Contrôler",
};

export const reach: Strings["reach"] = {
  names: { slack: "Slack", teams: "Teams" },
  help: {
    slack: "Transmettez-le vous-même ; l’exploitant de ce bot voit s’il est encore connecté à Slack.",
    teams:
      "Pour recevoir ses messages, il faut ajouter l’application Mistral Setup dans Teams ou lui écrire une fois. Faites-le savoir, ou transmettez ce message vous-même.",
  },
  cannot: (who, where) => say`⚠️ Impossible d’écrire à ${who} dans ${where} : rien n’y arrive.`,
  instead: "Ceci vous revient donc : vous pouvez aussi vous en charger.",
};
