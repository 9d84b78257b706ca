import { say } from "../../spans.ts";
import type { Strings } from "../strings.ts";
import { isOne, number } from "./grammar.ts";

const pending = (n: number): string =>
  isOne(n) ? `${number(n)} invitation est Pending` : `${number(n)} invitations sont Pending`;

/** What is done for security, each with its plan and its Evidence. */
export const measures: Strings["measures"] = {
  labels: {
    allowed: "Domaines d’e-mail autorisés",
    domain: "Vérification du domaine",
    discoverable: "Discoverable",
    saml: "SSO avec SAML",
    audit: "Journaux d’audit",
  },
  plans: {
    allowed: "tous forfaits",
    domain: "Team ou Enterprise",
    discoverable: "Team ou Enterprise",
    saml: "Enterprise",
    audit: "Enterprise",
  },
  line: (label, plan, state) => say`${label} (${plan}) : ${state}.`,
  item: (label, plan) => `${label} (${plan})`,
  missing: (list) => say`Pas encore : ${list}.`,
  notYet: "pas encore",
  notVerified: "pas encore vérifié chez Mistral",
  records: {
    there: (domain, proof) => say`enregistrement pour ${domain} ${proof}`,
    searching: (domain) => say`recherche de l’enregistrement pour ${domain} dans le DNS`,
    gone: (domain) => say`⚠️ l’enregistrement pour ${domain} a disparu du DNS`,
  },
  auditRead: "le bot les lit",
  auditRefused: "Mistral n’en donne aucun au bot",
  confirmDomain: "Il est vérifié chez Mistral",
};

/** Single sign-on, from the verified domain to the first login. */
export const saml: Strings["saml"] = {
  button: "Étapes SAML",
  title: "SSO avec SAML",
  summary: "Comment mettre en place le SSO avec SAML.",
  onSummary: "Le SSO avec SAML est activé.",
  needs:
    "Nécessite le forfait Enterprise et le rôle Admin chez Mistral. SAML 2.0 uniquement : OIDC n’est pas proposé.",
  isOn: (proof) => say`✅ Le SSO est activé (${proof}).`,
  isOff: "Dans cet ordre :",
  access: "la page Access",
  join: "la page d’inscription de Mistral",
  steps: (names) =>
    [
      say`1. ${names.domain}`,
      say`2. Facultatif. ${names.discoverable} Avec cette option, les personnes qui ont une adresse de votre domaine peuvent rejoindre l’organisation d’elles-mêmes sur ${names.join}.`,
      say`3. Ouvrez ${names.access}. Copiez-y l’ACS URL et l’Entity ID, tels quels, dans votre fournisseur d’identité.`,
      say`4. Dans votre fournisseur d’identité, envoyez les attributs ${names.firstName} et ${names.lastName}, écrits exactement ainsi, et le Name ID au format ${names.nameId}.`,
      "5. Donnez à Mistral les métadonnées de votre fournisseur d’identité : collez tout le XML, ou saisissez son adresse si la page le demande.",
      "6. Quand plus personne n’est Pending, activez le SSO et connectez-vous une fois en navigation privée. La première connexion par SSO crée un membre.",
    ].map((step) => say`${step}`),
  failuresTitle: "Si une connexion échoue, vérifiez d’abord ceci :",
  failures: [
    "L’ACS URL ou l’Entity ID diffère de celui de Mistral, ne serait-ce que d’une barre oblique.",
    "Les attributs sont écrits autrement : firstname et FirstName ne sont pas firstName.",
    "Le Name ID a un autre format que EmailAddress.",
    "Les métadonnées ont été tronquées au collage.",
  ],
  off: "Désactiver le SSO plus tard bloque les personnes concernées jusqu’à ce qu’elles définissent un mot de passe ou soient réinvitées.",
  pending: (n) =>
    `⚠️ ${pending(n)}. Avec le SSO activé, on rejoint l’organisation par le fournisseur d’identité, et une invitation en cours peut échouer. Attendez qu’il n’y en ait plus, ou ${isOne(n) ? "révoquez-la et laissez cette personne" : "révoquez-les et laissez ces personnes"} se connecter ensuite par SSO.`,
  nobodyPending: "Personne n’est Pending, aucune invitation ne fait donc obstacle.",
  confirm: "Le SSO est activé",
  confirmTitle: "Le SSO est-il activé ?",
  confirmText:
    "Confirmez-le une fois qu’une connexion par votre fournisseur d’identité a fonctionné. Ce sera consigné comme confirmé par vous.",
  confirmPending: (n) =>
    `${pending(n)} et ${isOne(n) ? "pourrait" : "pourraient"} échouer dès maintenant. Confirmez-le une fois qu’une connexion par votre fournisseur d’identité a fonctionné. Ce sera consigné comme confirmé par vous.`,
};
