import { say } from "../../spans.ts";
import type { Strings } from "../strings.ts";
import { at, isOne, number, since } from "./grammar.ts";

/** What the daily check finds, and what to do about it. */
export const drift: Strings["drift"] = {
  title: "Contrôle de la configuration",
  summary: (n) =>
    isOne(n)
      ? "Le contrôle a relevé un point à examiner."
      : `Le contrôle a relevé ${number(n)} points à examiner.`,
  nothingSummary: "Le contrôle n’a rien relevé.",
  nothing: "✅ Rien à signaler.",
  titles: {
    "one-admin": () => "⚠️ Un seul Admin",
    expired: (n) => (isOne(n) ? "⚠️ Une invitation a expiré" : `⚠️ ${number(n)} invitations ont expiré`),
    outside: (n) =>
      isOne(n)
        ? "⚠️ Un membre hors des domaines d’e-mail autorisés"
        : `⚠️ ${number(n)} membres hors des domaines d’e-mail autorisés`,
    "domain-gone": (n) =>
      isOne(n) ? "⚠️ Un enregistrement TXT a disparu" : `⚠️ ${number(n)} enregistrements TXT ont disparu`,
    "key-fails": () => "⚠️ La clé du bot est refusée",
  },
  details: {
    "one-admin": (who) =>
      say`${who} est le seul Admin dans la liste de Mistral. En cas de départ ou de perte d’accès, plus personne ne pourrait inviter ni rien modifier. Donnez le rôle Admin à une personne de plus.`,
    expired: (whom) => say`${whom}. À renvoyer ou à révoquer dans la liste des membres.`,
    outside: (whom) =>
      say`${whom}. Retirez les personnes qui ne devraient pas y être, ou autorisez le domaine dans les paramètres.`,
    "domain-gone": (which) =>
      say`${which} : l’enregistrement qui était en place est introuvable dans le DNS. Sans lui, la connexion par domaine d’e-mail et le SSO ne fonctionnent plus : remettez-le chez votre hébergeur DNS.`,
    "key-fails": (from) =>
      say`La clé de MISTRAL_API_KEY fonctionnait et est refusée ${since(from)}. La commande clé indique ce qu’il faut vérifier.`,
  },
  read: {
    members: (when) => say`listes de Mistral lues ${at(when)}`,
    spending: (when) => say`plafond de dépenses lu ${at(when)}`,
    dns: (when) => say`DNS consulté ${at(when)}`,
  },
  known: (parts) => say`Sources : ${parts}.`,
  reading:
    "⏳ Mistral est interrogé en ce moment. Appuyez encore sur « Contrôler » dans une minute pour voir sa réponse.",
  readingSummary: "Mistral est interrogé en ce moment.",
  nothingBefore: "Jusqu’ici, rien à signaler.",
  byPeople: "ce que des personnes ont indiqué ici",
  before: "ce qui avait été lu avant le démarrage du bot",
  unchecked: {
    guided:
      "Sans Admin API, le bot ne peut pas lire combien il y a d’Admins, qui est arrivé autrement, ni ce qui a été dépensé. Il n’apprend l’expiration des invitations que par ce qu’on lui indique.",
    "key-refused": "Mistral refuse la clé Admin API, ses listes sont donc celles d’avant.",
    "members-unread": "La liste des membres de Mistral n’a pas encore été lue.",
    "spending-refused": "Cette clé Admin API ou ce forfait ne permet pas de lire le plafond de dépenses.",
    "spending-unread": "Le plafond de dépenses n’a pas encore été lu.",
    "no-probe": "Le bot n’a pas de clé API à tester (MISTRAL_API_KEY).",
    "no-records": "Aucun enregistrement TXT de domaine n’est surveillé.",
    "no-allowed-domains":
      "Aucun domaine d’e-mail autorisé n’est défini, toutes les adresses conviennent donc.",
  },
  uncheckedHeading: "Non contrôlé",
  buttons: { again: "Contrôler", key: "À propos des clés", access: "Ouvrir Access" },
};
