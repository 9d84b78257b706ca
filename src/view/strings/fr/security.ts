import { PAGES } from "../../core/pages.ts";
import { code, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { at, number } from "./grammar.ts";

export const measures: Strings["measures"] = {
  labels: {
    allowed: "Domaines autorisés",
    domain: "Vérification du domaine",
    saml: "SSO avec SAML",
    audit: "Journaux d’audit",
  },
  plans: { allowed: "tous forfaits", domain: "Team ou Enterprise", saml: "Enterprise", audit: "Enterprise" },
  line: (label, plan, state) => say`${label} (${plan}) : ${state}.`,
  notYet: "pas encore",
  notVerified: "pas encore vérifié chez Mistral",
  records: {
    there: (domain, proof) => say`enregistrement de ${domain} ${proof}`,
    searching: (domain) => say`recherche de ${domain} dans le DNS`,
    gone: (domain) => say`⚠️ enregistrement de ${domain} disparu du DNS`,
  },
  confirmDomain: "Marquer comme vérifié",
};

export const saml: Strings["saml"] = {
  button: "Étapes SAML",
  title: "SSO avec SAML",
  summary: "Mettre en place le SSO avec SAML.",
  needs: "Réservé au forfait Enterprise et au rôle Admin. SAML 2.0 uniquement, pas OIDC.",
  steps: (domain) => [
    domain,
    say`Copiez l’ACS URL et l’Entity ID de ${PAGES.access} dans votre fournisseur d’identité.`,
    say`Envoyez les attributs ${code("firstName")} et ${code("lastName")}, et le Name ID au format ${code("EmailAddress")}.`,
    "Donnez à Mistral les métadonnées du fournisseur : le XML entier, ou son adresse.",
    "Quand plus personne n’est Pending, activez le SSO et connectez-vous en navigation privée.",
  ],
  fails: "Échec ? Comparez les étapes 2 à 4 lettre par lettre, XML entier compris.",
  off: "Désactiver le SSO bloque les personnes jusqu’à un nouveau mot de passe ou une nouvelle invitation.",
  pending: (n) =>
    `⚠️ Pending : ${number(n)}. Avec le SSO, une invitation en cours peut échouer : attendez le statut Active, ou révoquez.`,
  confirm: "Le SSO est activé",
  switchedOn: "J’ai activé le SSO",
  confirmText: "Confirmez après une connexion réussie par ce fournisseur. C’est consigné.",
};

export const domains: Strings["domains"] = {
  button: "Vérifier un domaine",
  title: "Vérifier un domaine",
  submit: "Chercher dans le DNS",
  intro: () => [
    say`Ajoutez votre domaine dans ${PAGES.access} chez Mistral (Team ou Enterprise). Un enregistrement TXT s’affiche.`,
    "Ajoutez-le à votre DNS et collez-le ici. Ce bot le cherche pendant 48 heures.",
    "Appuyez ensuite sur Verify chez Mistral : lui seul peut vérifier.",
  ],
  domain: "Domaine",
  domainHint: "Ce qui suit le @ dans les adresses de votre équipe.",
  record: "Enregistrement TXT de Mistral",
  recordHint: "Nom et valeur. La valeur commence par mistral-domain-verification= ou mistral-verify=.",
  errors: {
    domain: (word) => `« ${word} » n’est pas un domaine public comme example.com.`,
    nothing:
      "La valeur de Mistral manque. Elle commence par mistral-domain-verification= ou mistral-verify=.",
    several: "Il y a plusieurs valeurs. Collez l’enregistrement d’un seul domaine.",
    full: "Ce champ est plein, la fin manque peut-être. Collez seulement l’enregistrement.",
    otherDomain: (name, domain) =>
      `L’enregistrement est pour ${name}, le domaine plus haut est ${domain}. Corrigez l’un des deux.`,
    tooMany: "Ce bot surveille déjà 20 domaines. Arrêtez-en d’abord un.",
  },
  noted: (name, value) =>
    `Recherche d’un TXT sur ${name}, valeur ${value}. Une carte vous dira ce que le DNS contient.`,
  states: {
    searching: (domain) => say`⏳ ${domain} : recherche dans le DNS.`,
    overdue: (domain) => say`⚠️ ${domain} : aucun enregistrement dans le DNS après 48 heures.`,
    there: (domain, proof) => say`✅ ${domain} : enregistrement ${proof}.`,
    missed: (domain, proof) => say`⏳ ${domain} : enregistrement ${proof}, introuvable depuis.`,
    gone: (domain, when) => say`⚠️ ${domain} : enregistrement disparu du DNS (constaté ${at(when)}).`,
    stopped: (domain, when) => say`⏭️ ${domain} : ce bot a cessé de surveiller ${at(when)}.`,
  },
  whereApex: (domain) => say`Ajoutez ce TXT pour ${domain} (souvent nommé @) à votre DNS :`,
  where: (label, name) => say`Ajoutez ce TXT nommé ${label} (en entier : ${name}) à votre DNS :`,
  looking: "Le DNS n’a pas encore répondu.",
  found: (name, when) => say`Trouvé sur ${name}, vu ${at(when)}.`,
  misplaced: (name, when) =>
    say`Vérifié ${at(when)} : il est sur ${name}. Votre interface DNS ajoute le domaine : saisissez le nom sans lui.`,
  other: (when) => say`Vérifié ${at(when)} : autre chose s’y trouve. Comparez lettre par lettre :`,
  nothing: (when) => say`Vérifié ${at(when)} : rien à cet endroit.`,
  unknown: (when) => say`Le DNS n’a pas répondu, dernier essai ${at(when)}.`,
  now: "Appuyez maintenant sur Verify, sur la page Access : seul Mistral peut vérifier.",
  keep: "Gardez l’enregistrement : le SSO et la connexion par domaine en dépendent.",
  putBack: "Remettez-le : le SSO et la connexion par domaine en dépendent.",
  check: "Comparez votre DNS avec ce que Mistral affiche maintenant.",
  stop: "Arrêter la surveillance",
  stopText: "Ce bot n’en dira plus rien. L’enregistrement reste en place.",
};
