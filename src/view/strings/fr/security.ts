import { PAGES } from "../../core/pages.ts";
import { code, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { at, number } from "./grammar.ts";

export const measures: Strings["measures"] = {
  labels: {
    allowed: "Domaines d’e-mail autorisés",
    domain: "Vérification du domaine",
    saml: "SSO avec SAML",
    audit: "Journaux d’audit",
  },
  plans: { allowed: "tous forfaits", domain: "Team ou Enterprise", saml: "Enterprise", audit: "Enterprise" },
  line: (label, plan, state) => say`${label} (${plan}) : ${state}.`,
  notYet: "pas encore",
  notVerified: "pas encore vérifié chez Mistral",
  records: {
    there: (domain, proof) => say`enregistrement pour ${domain} ${proof}`,
    searching: (domain) => say`recherche de l’enregistrement pour ${domain} dans le DNS`,
    gone: (domain) => say`⚠️ l’enregistrement pour ${domain} a disparu du DNS`,
  },
  confirmDomain: "Il est vérifié chez Mistral",
};

export const saml: Strings["saml"] = {
  button: "Étapes SAML",
  title: "SSO avec SAML",
  summary: "Comment mettre en place le SSO avec SAML.",
  needs: "Nécessite le forfait Enterprise et le rôle Admin chez Mistral. SAML 2.0 uniquement, pas OIDC.",
  steps: (domain) => [
    domain,
    say`Ouvrez ${PAGES.access}. Copiez-y l’ACS URL et l’Entity ID, tels quels, dans votre fournisseur d’identité.`,
    say`Dans votre fournisseur d’identité, envoyez les attributs ${code("firstName")} et ${code("lastName")}, écrits exactement ainsi, et le Name ID au format ${code("EmailAddress")}.`,
    "Donnez à Mistral les métadonnées de votre fournisseur d’identité : tout le XML, ou son adresse si la page le demande.",
    "Quand plus personne n’est Pending, activez le SSO et connectez-vous une fois en navigation privée.",
  ],
  failuresTitle: "Si une connexion échoue, vérifiez d’abord ceci :",
  failures: [
    "L’ACS URL ou l’Entity ID diffère de celui de Mistral, ne serait-ce que d’une barre oblique.",
    "Les attributs sont écrits autrement : firstname et FirstName ne sont pas firstName.",
    "Le Name ID a un autre format que EmailAddress.",
    "Les métadonnées ont été tronquées au collage.",
  ],
  off: "Désactiver le SSO plus tard bloque les personnes concernées jusqu’à ce qu’elles définissent un mot de passe ou soient réinvitées.",
  pending: (n) =>
    `⚠️ Pending : ${number(n)}. Avec le SSO activé, on rejoint l’organisation par le fournisseur d’identité, et une invitation en cours peut échouer. Attendez qu’elle soit Active, ou révoquez-la et laissez la personne se connecter par SSO.`,
  confirm: "Le SSO est activé",
  confirmText: "Confirmez-le une fois qu’une connexion par ce fournisseur a fonctionné. C’est consigné.",
};

export const domains: Strings["domains"] = {
  button: "Vérifier un domaine",
  title: "Vérifier un domaine",
  submit: "Chercher dans le DNS",
  intro: () => [
    say`Ouvrez ${PAGES.access} chez Mistral et ajoutez-y votre domaine. Un enregistrement DNS de type TXT s’affiche. Nécessite le forfait Team ou Enterprise.`,
    "Collez cet enregistrement ici. Le bot le cherche dans le DNS pendant 48 heures et vous prévient quand il y est.",
    "Appuyez ensuite sur Verify sur la page de Mistral : seul Mistral peut vérifier le domaine.",
  ],
  domain: "Domaine",
  domainHint: "Ce qui suit le @ dans les adresses de votre équipe.",
  record: "L’enregistrement, tel que Mistral l’affiche",
  recordHint: "Son nom et sa valeur. La valeur commence par mistral-domain-verification= ou mistral-verify=.",
  errors: {
    domain: (word) => `« ${word} » n’est pas un domaine du DNS public comme example.com.`,
    nothing: "Aucune valeur de Mistral n’y figure : mistral-domain-verification= ou mistral-verify=.",
    several: "Plusieurs valeurs y figurent. Collez l’enregistrement d’un seul domaine.",
    full: "Ce champ est plein, la fin manque peut-être. Collez uniquement l’enregistrement.",
    otherDomain: (name, domain) =>
      `L’enregistrement est pour ${name}, mais le domaine indiqué plus haut est ${domain}. Corrigez l’un des deux.`,
    tooMany: "Le bot surveille déjà 20 domaines. Arrêtez d’abord la recherche pour l’un d’eux.",
  },
  noted: (name, value) =>
    `C’est noté : un enregistrement TXT sur ${name} avec la valeur ${value}. Le bot cherche maintenant dans le DNS, et vous envoie une carte qui indique ce qu’il voit.`,
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
  whereApex: (domain) =>
    say`Ajoutez un enregistrement TXT pour ${domain} lui-même à votre DNS, souvent nommé @. La valeur :`,
  where: (label, name) =>
    say`Ajoutez un enregistrement TXT nommé ${label} (en entier : ${name}) à votre DNS. La valeur :`,
  looking: "La première recherche n’a pas encore abouti.",
  found: (name, when) => say`Trouvé sur ${name}, vu ${at(when)}.`,
  misplaced: (name, when) =>
    say`Recherche faite ${at(when)} : l’enregistrement se trouve sur ${name}. L’interface DNS ajoute le domaine d’elle-même : saisissez le nom sans lui.`,
  other: (when) => say`Recherche faite ${at(when)} : il y a autre chose. Comparez lettre par lettre :`,
  nothing: (when) => say`Recherche faite ${at(when)} : il n’y a rien à cet endroit.`,
  unknown: (when) => say`Le DNS n’a pas pu être interrogé, dernier essai ${at(when)} : rien de nouveau.`,
  goesOn: "Le bot continue de chercher tout seul, et vous prévient dès que cela change.",
  now: "Appuyez maintenant sur Verify sur la page Access de Mistral : lui seul peut vérifier le domaine.",
  keep: "Laissez l’enregistrement en place : sans lui, la connexion par domaine et le SSO s’arrêtent.",
  check: "Vérifiez le nom et la valeur là où votre DNS est géré, et ce que Mistral affiche maintenant.",
  stop: "Arrêter la recherche",
  stopText: "Le bot ne dira alors plus rien de cet enregistrement, qui reste en place.",
};
