import { PAGES } from "../../core/pages.ts";
import { code, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { counted, isOne, number, people } from "./grammar.ts";

const addresses = (n: number): string => counted(n, "adresse", "adresses");

export const forms: Strings["forms"] = {
  save: "Enregistrer",
  start: {
    title: "Configurer Mistral",
    submit: "Démarrer",
    intro: "De zéro à des clés API Mistral qui fonctionnent, en 15 minutes environ. Il vous faut :",
    needs: () => [
      say`Un compte Mistral. ${{ ...PAGES.studio, text: "En créer un chez Mistral" }}`,
      "Une carte bancaire ou un compte de facturation cloud (AWS ou Azure Marketplace).",
      "L’adresse e-mail d’au moins un collègue à inviter.",
    ],
    approvals: "Canal des approbations",
    approvalsHint: "Les demandes y sont publiées. Sinon, ce bot les envoie à chacun des approbateurs.",
    news: "Canal des annonces",
    newsHint: "Reçoit les étapes : démarrage, facturation, nouveaux membres, fin.",
    approvers: "Approbateurs, en plus de vous",
    approversHint: "Ils décident qui est invité. Mieux vaut deux : personne ne décide de sa propre demande.",
    channelNote: "Pour choisir un canal privé, invitez-y d’abord ce bot.",
  },
  organization: {
    title: "Organisation",
    submit: "Confirmer",
    name: "Nom de l’organisation",
    nameHint: "Tel qu’il figure chez Mistral. Les personnes que vous invitez le voient.",
  },
  billing: {
    title: "Facturation",
    submit: "Confirmer",
    warmup: (minutes) =>
      `La facturation peut mettre ${minutes} à prendre effet. Une clé refusée d’ici là n’est pas fausse : attendez puis réessayez.`,
    means: "Moyen de paiement",
    plan: "Forfait",
    plans: {
      "pay-as-you-go": "Activé chez Mistral ; permet d’inviter",
      team: "Permet d’inviter",
      enterprise: "Permet d’inviter ; avec SSO et journaux d’audit",
      free: "Ne permet pas encore d’inviter",
    },
    limit: "Plafond de dépenses mensuel",
    limitHint: "Unités entières de votre devise. Une fois atteint, les clés ne fonctionnent plus.",
  },
  workspaces: {
    title: "Workspaces",
    submit: "Ajouter",
    intro: "Un Workspace par défaut existe déjà. S’il suffit, fermez et choisissez « Un seul suffit ».",
    guided: () => say`Vous recevez une carte pour chacun. Ils se créent sur ${PAGES.workspaces}.`,
    automatic: "Le bot les crée chez Mistral. Chacun a besoin d’un membre pour l’administrer.",
    names: "Noms, un par ligne",
    namesHint: "Jusqu’à 20 à la fois, chacun une seule fois.",
    placeholder: "Ingénierie",
  },
  invite: {
    asks: { title: "Demander des invitations", submit: "Demander" },
    invites: { title: "Inviter des personnes", submit: "Inviter" },
    addresses: "Adresses e-mail",
    addressesHint: "Jusqu’à 100 : liste collée, virgules, retours à la ligne ou Nom <a@b>.",
    role: "Rôle",
    workspaces: "Workspaces",
    workspacesHint: "Sans choix : le Workspace par défaut.",
    seats: "Licences à attribuer (payantes)",
    seatsHint: "Il faut des licences disponibles chez Mistral.",
    reason: "Motif",
    reasonHint: "Les approbateurs le voient.",
    willEmail: "Mistral écrira à ces personnes. Votre demande sera consignée.",
    willEmailYou: (address) =>
      say`Un approbateur examine d’abord. Ensuite, Mistral écrira à ${address}. Votre demande sera consignée.`,
    others: "Ajouter d’autres personnes",
    needsApproval: "Un approbateur examine d’abord. Vous serez prévenu de la décision.",
    noApproval: "Vous êtes parmi les approbateurs : personne d’autre ne décide, sauf pour le rôle Admin.",
    sso: "⚠️ Le SSO est activé : on rejoint l’organisation par le fournisseur d’identité. Une invitation peut échouer.",
    waits: "⏳ La facturation ne permet pas encore d’inviter. Ce qui est approuvé attend et reprendra.",
  },
  review: {
    title: "Vérifiez ces adresses",
    submit: (n) => `Inviter ${people(n)}`,
    close: "Retour",
    intro: (bad, good) =>
      bad === 0
        ? isOne(good)
          ? `${addresses(good)} peut être invitée.`
          : `${addresses(good)} peuvent être invitées.`
        : `À écarter : ${addresses(bad)}. À inviter, comme ci-dessous : ${number(good)}.`,
    problem: (address, why) => say`${code(address)} : ${why}`,
    repeated: (which) => say`Indiquées plusieurs fois, comptées une seule : ${which}.`,
    requests: (n) => `Cela fera ${number(n)} demandes, chacune avec sa carte.`,
    tooMuch: (n, most) =>
      `Il faut en lire ${number(n)} avant de les inviter, et ${number(most)} tiennent ici. Envoyez la liste en plusieurs fois.`,
    goOn: (n) => (isOne(n) ? "Peut être invitée :" : "Peuvent être invitées :"),
    role: (n, role) => `⚠️ Avec le rôle ${role} : ${people(n)}. Vérifiez bien.`,
  },
  deny: {
    title: "Refuser la demande",
    submit: "Refuser",
    reason: "Motif",
    reasonHint: "L’auteur de la demande le voit.",
  },
  change: {
    title: "Modifier la demande",
    submit: "Modifier",
    intro: "Retirez des lignes ou abaissez le rôle. La demande reste en attente d’une décision.",
    keep: "Personnes à garder",
    role: "Rôle",
    roleHint: "Il ne peut qu’être abaissé.",
  },
  security: {
    title: "Sécurité",
    submit: "Enregistrer",
    domains: "Domaines d’e-mail autorisés",
    domainsHint: "Un par ligne. Ce bot refuse les autres adresses ; Mistral peut-être pas. Tous forfaits.",
    done: "Fait chez Mistral",
  },
  verify: {
    title: "Vérification",
    submit: "Enregistrer",
    done: "Il ne manque rien. Cochez la case pour confirmer.",
    guided: "Consultez les membres chez Mistral et indiquez qui est Active, avec la commande membres.",
    label: "Une clé fonctionne-t-elle ?",
    option: "Oui, une clé fonctionne",
    optionAbout: "Vous ou un invité en avez utilisé une et obtenu une réponse",
  },
  hand: {
    title: "Confier à quelqu’un",
    submit: "Confier",
    intro: (step) => `Ce bot envoie l’étape ${step} à cette personne, qui ne peut confirmer que celle-ci.`,
    person: "Qui s’en charge ?",
  },
  impossible: {
    title: "Je ne peux pas",
    submit: "Envoyer",
    reason: "Qu’est-ce qui l’empêche ?",
    reasonHint: "La personne à l’origine de la demande le voit.",
  },
  role: {
    title: "Changer le rôle",
    submit: "Changer",
    role: "Nouveau rôle",
    about: (address, role) =>
      role === null
        ? say`Mistral n’indique pas à ce bot quel rôle a ${code(address)}.`
        : say`${code(address)} a le rôle ${role}.`,
    pending: "Une invitation Pending garde son rôle. Elle est donc révoquée puis renvoyée.",
    replaces: "Le nouveau rôle remplace tous les rôles que ce membre a chez Mistral.",
    onlyAdmin: "⚠️ C’est le seul Admin dans la liste de Mistral. Donnez d’abord ce rôle à quelqu’un d’autre.",
  },
  settings: {
    title: "Paramètres",
    level: "Ce que reçoit le canal des annonces",
    levels: { everything: "Tout", milestones: "Les grandes étapes seulement", nothing: "Rien" },
    feed: "Suivi d’audit",
    feedHint: "Nouvelles clés, invitations, rôles, facturation : un message toutes les dix minutes au plus.",
    feedRefused: "Mistral ne donne encore aucun journal d’audit à ce bot : il faut le forfait Enterprise.",
    seats: "Licences proposées par défaut",
    reminders: "Rappels",
    remind: {
      label: "Envoyer des rappels",
      description: "Pour les demandes, tâches et étapes, trois fois au plus",
    },
    languageHint: "Celle des canaux et des e-mails de Mistral. La commande langue change la vôtre.",
    after: "Premier rappel",
    afterHint: "Chaque suivant attend deux fois plus. Un changement vaut pour ce qui arrive ensuite.",
    hours: (hours) => `Après ${counted(hours, "heure ouvrée", "heures ouvrées")}`,
    second: "Rôle Admin",
    needsTwo: {
      label: "L’accord de deux approbateurs pour Admin",
      description: "L’auteur de la demande compte pour l’un d’eux s’il est approbateur.",
    },
    approversIn: (where, who) => say`Approbateurs dans ${where}, à modifier là-bas : ${who}.`,
  },
  language: {
    title: "Langue",
    choice: "La langue dans laquelle je vous écris",
    hint: "Les canaux ont la leur, dans les paramètres.",
    account: "Comme mon compte de messagerie",
  },
  errors: {
    choose: "Veuillez faire un choix.",
    missing: "Veuillez remplir ce champ.",
    full: "Ce champ est plein, la fin de votre liste manque peut-être. Retirez-en, puis envoyez le reste ensuite.",
    long: (max) => `${counted(max, "caractère", "caractères")} au plus.`,
    whole: "Veuillez indiquer un nombre entier supérieur à 0, ou laisser vide.",
    domain: (word) => `« ${word} » n’est pas un domaine comme example.com.`,
    tooManyDomains: "50 domaines au plus.",
    nameLongAt: (name) => `255 caractères au plus. « ${name}… » est plus long.`,
    namesMany: "20 au plus à la fois.",
    namesTwice: (name) => `« ${name} » figure deux fois.`,
    addresses: "Veuillez indiquer au moins une adresse e-mail.",
    addressesMany: (n, max) => `Cela fait ${addresses(n)} ; ${number(max)} au plus à la fois.`,
    keep: "Gardez au moins une ligne. Pour tout refuser, utilisez « Refuser ».",
    changedMeanwhile: "Quelqu’un a modifié ceci entre-temps. Rouvrez le formulaire pour votre modification.",
  },
};
