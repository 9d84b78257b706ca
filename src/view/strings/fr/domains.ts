import { say } from "../../spans.ts";
import type { Strings } from "../strings.ts";
import { at, since, until } from "./grammar.ts";

const KEEP =
  "Laissez l’enregistrement en place : sans lui, la connexion par domaine d’e-mail et le SSO cessent de fonctionner.";

/** The record of a domain, and what DNS has of it. */
export const domains: Strings["domains"] = {
  button: "Vérifier un domaine",
  title: "Vérifier un domaine",
  submit: "Chercher dans le DNS",
  access: "la page Access",
  intro: (access) => [
    say`Ouvrez ${access} chez Mistral et ajoutez-y votre domaine. Un enregistrement DNS de type TXT s’affiche. Nécessite le forfait Team ou Enterprise.`,
    "Collez cet enregistrement ici. Le bot le cherche dans le DNS pendant 48 heures et vous prévient quand il y est.",
    "Appuyez ensuite sur Verify sur la page de Mistral : seul Mistral peut vérifier le domaine.",
  ],
  domain: "Domaine",
  domainHint: "Ce qui suit le @ dans les adresses de votre équipe.",
  domainPlaceholder: "example.com",
  record: "L’enregistrement, tel que Mistral l’affiche",
  recordHint:
    "Nom et valeur, dans n’importe quel ordre. La valeur commence par mistral-domain-verification= ou mistral-verify=.",
  recordPlaceholder: "TXT  @  mistral-domain-verification=…",
  errors: {
    domain: (word) => `« ${word} » n’est pas un domaine du DNS public comme example.com.`,
    noValue:
      "Aucune valeur de Mistral n’y figure. Copiez le texte qui commence par mistral-domain-verification= ou mistral-verify=.",
    several: "Plusieurs valeurs y figurent. Collez l’enregistrement d’un seul domaine.",
    full: "Ce champ est plein, la fin manque peut-être. Collez uniquement l’enregistrement.",
    otherDomain: (name, domain) =>
      `L’enregistrement est pour ${name}, mais le domaine indiqué plus haut est ${domain}. Corrigez l’un des deux.`,
    tooMany: "Le bot surveille déjà 20 domaines. Arrêtez d’abord la recherche pour l’un d’eux.",
  },
  noted: (name, value) =>
    `C’est noté : un enregistrement TXT sur ${name} avec la valeur ${value}. Le bot cherche maintenant dans le DNS ; la carte dans vos messages directs indique ce qu’il voit.`,
  heading: "Vérification du domaine",
  states: {
    searching: (domain) => say`⏳ ${domain} : recherche de l’enregistrement dans le DNS.`,
    overdue: (domain) => say`⚠️ ${domain} : l’enregistrement n’était pas dans le DNS après 48 heures.`,
    there: (domain, proof) => say`✅ ${domain} : l’enregistrement est en place, ${proof}.`,
    missed: (domain, proof) =>
      say`⏳ ${domain} : l’enregistrement était en place, ${proof}, mais la dernière recherche ne l’a pas trouvé.`,
    gone: (domain, when) => say`⚠️ ${domain} : l’enregistrement a disparu du DNS, constaté ${at(when)}.`,
    stopped: (domain, when) => say`➖ ${domain} : le bot a cessé de chercher l’enregistrement ${at(when)}.`,
  },
  summaries: {
    searching: (domain) => `Recherche dans le DNS de l’enregistrement pour ${domain}.`,
    overdue: (domain) => `L’enregistrement pour ${domain} n’était pas dans le DNS après 48 heures.`,
    there: (domain) => `L’enregistrement pour ${domain} est dans le DNS.`,
    gone: (domain) => `L’enregistrement pour ${domain} a disparu du DNS.`,
    stopped: (domain) => `Le bot a cessé de chercher l’enregistrement pour ${domain}.`,
  },
  whereApex: (domain) =>
    say`Là où votre DNS est géré, ajoutez un enregistrement TXT pour ${domain} lui-même. Beaucoup d’interfaces appellent ce nom @.`,
  where: (label, name) =>
    say`Là où votre DNS est géré, ajoutez un enregistrement TXT nommé ${label} (en entier : ${name}).`,
  value: "La valeur :",
  looking: "La première recherche n’a pas encore abouti.",
  found: (name, when) => say`Trouvé sur ${name}, vu ${at(when)}.`,
  foundElsewhere: (name, stated) =>
    say`Il se trouve sur ${name}, alors que l’enregistrement collé est prévu pour ${stated}. Si Mistral ne l’accepte pas, déplacez-le.`,
  misplaced: (name, when) =>
    say`Recherche faite ${at(when)} : l’enregistrement se trouve sur ${name}. L’interface DNS ajoute le domaine d’elle-même : saisissez le nom sans lui.`,
  other: (when) =>
    say`Recherche faite ${at(when)} : il y a autre chose à cet endroit. Comparez lettre par lettre avec la valeur ci-dessus :`,
  nothing: (when) => say`Recherche faite ${at(when)} : il n’y a rien à cet endroit.`,
  unknown: (from, when) =>
    say`Le DNS ne répond pas ${since(from)} (dernier essai ${at(when)}), il n’y a donc rien de nouveau. Le bot continue d’essayer tout seul.`,
  silent: (from) =>
    say`Le DNS ne répond pas ${since(from)} ; le bot l’interroge de nouveau maintenant, et continue tout seul jusqu’à obtenir une réponse.`,
  until: (end) =>
    say`Cela prend en général quelques minutes, 48 heures au plus. Le bot cherche ${until(end)} et vous prévient quand l’enregistrement est en place.`,
  goesOn: "Le bot continue de chercher.",
  looksAgain:
    "Une recherche isolée peut se tromper. Le bot en refait une tout seul, et vous prévient si l’enregistrement a disparu.",
  daily: "Le bot continue de vérifier une fois par jour.",
  now: `Appuyez maintenant sur Verify sur la page Access de Mistral : seul Mistral peut vérifier le domaine. ${KEEP}`,
  keep: KEEP,
  mistralSays: (proof) => say`Domaine chez Mistral : ${proof}.`,
  restore:
    "Remettez-le en place dès que possible : sans lui, la connexion par domaine d’e-mail et le SSO cessent de fonctionner.",
  check:
    "Vérifiez le nom et la valeur là où votre DNS est géré. Si Mistral affiche maintenant un autre enregistrement, collez-le de nouveau.",
  again: "Pour relancer la recherche, collez de nouveau l’enregistrement.",
  overtaken: (domain, when) =>
    say`Ce qui était indiqué ici ${at(when)} au sujet du domaine ${domain} a changé depuis. La carte de ce domaine indique la situation actuelle.`,
  overtakenSummary: (domain) => `Du nouveau au sujet de l’enregistrement pour ${domain}.`,
  openAccess: "Ouvrir Access",
  lookNow: "Chercher maintenant",
  stop: "Arrêter la recherche",
  stopTitle: "Arrêter la recherche ?",
  stopText:
    "Le bot ne dira alors plus rien de cet enregistrement, même s’il disparaît. L’enregistrement lui-même reste en place.",
};
