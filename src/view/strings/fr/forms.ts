import { say } from "../../spans.ts";
import type { Strings } from "../strings.ts";
import { counted, isOne, number, people } from "./grammar.ts";

const addresses = (n: number): string => counted(n, "adresse", "adresses");

/** A client cuts off what does not fit into a field, and says nothing. */
const full = (next: string): string => `Ce champ est plein, la fin de votre liste manque peut-être. ${next}`;

export const forms: Strings["forms"] = {
  cancel: "Annuler",
  save: "Enregistrer",
  start: {
    title: "Configurer Mistral",
    submit: "Démarrer",
    intro: "De zéro à des clés API Mistral qui fonctionnent : six étapes, environ 15 minutes. Il vous faut :",
    needs: (account) => [
      say`Un compte Mistral. ${account}`,
      say`Une carte bancaire ou un compte de facturation cloud (AWS ou Azure Marketplace).`,
      say`L’adresse e-mail d’au moins un collègue à inviter.`,
    ],
    createAccount: "En créer un chez Mistral",
    approvals: "Canal des approbations",
    approvalsHint:
      "Les demandes y sont publiées. Sans canal, les approbateurs reçoivent des messages directs.",
    news: "Canal des annonces",
    newsHint: "Il annonce le démarrage, la facturation, les membres qui deviennent Active et la fin.",
    approvers: "Approbateurs, en plus de vous",
    approversHint:
      "Ils décident qui est invité. Mieux vaut en avoir deux : personne ne décide de sa propre demande.",
    channelNote: "Pour choisir un canal privé, invitez-y d’abord ce bot.",
  },
  organization: {
    title: "1. Organisation",
    submit: "Elle existe",
    branch: "Quel est votre cas ?",
    newBranch: "Nouveau compte",
    newBranchAbout: "Studio demande le nom et vous mène à Admin",
    existingBranch: "Compte sans organisation",
    existingBranchAbout: "Ouvrez Admin et suivez les instructions",
    newSteps: (studio) =>
      say`Nouveau compte : connectez-vous à ${studio}. Le nom de votre organisation vous est demandé, puis vous arrivez dans Admin.`,
    existingSteps: (admin) => say`Compte sans organisation : ouvrez ${admin} et suivez les instructions.`,
    studio: "Studio",
    admin: "Admin",
    warning:
      "⚠️ Mistral vous proposera peut-être de rejoindre une organisation qui existe déjà pour votre domaine d’e-mail. Demandez d’abord à vos collègues : la rejoindre ou en créer une seconde est difficile à annuler.",
    name: "Nom de l’organisation",
    nameHint: "Tel qu’il figure chez Mistral. Les personnes que vous invitez le voient.",
  },
  billing: {
    title: "2. Facturation",
    submit: "Confirmer",
    steps: (billing, subscription) => [
      say`Ouvrez ${billing}, ajoutez un moyen de paiement et reliez votre carte ou votre compte marketplace.`,
      say`Facultatif : fixez-y un plafond de dépenses mensuel avant d’enregistrer.`,
      say`Consultez ${subscription} : pour inviter, il faut Team, Enterprise ou le pay-as-you-go activé.`,
    ],
    billingLink: "Billing",
    subscriptionLink: "Subscription",
    warmup: (minutes) =>
      `La facturation peut mettre ${minutes} à prendre effet. Une clé refusée d’ici là n’est pas fausse : attendez puis réessayez.`,
    freeMode:
      "En mode gratuit, les clés fonctionnent peut-être déjà, dans ses limites. Les invitations, non.",
    means: "Moyen de paiement",
    plan: "Forfait",
    planHint:
      "Le mode gratuit ne permet pas d’inviter : les invitations attendent que la facturation le permette.",
    plans: {
      "pay-as-you-go": "Activé chez Mistral ; permet d’inviter",
      team: "Permet d’inviter",
      enterprise: "Permet d’inviter ; avec SSO et journaux d’audit",
      free: "Ne permet pas encore d’inviter",
    },
    limit: "Plafond de dépenses mensuel",
    limitHint:
      "Unités entières de votre devise de facturation. Vide : pas de plafond. Une fois atteint, les clés ne fonctionnent plus.",
  },
  workspaces: {
    title: "3. Workspaces",
    submit: "Ajouter",
    intro:
      "Un Workspace par défaut existe déjà. S’il suffit, fermez cette fenêtre et choisissez « Un seul suffit ».",
    guided: (link) =>
      say`Vous recevez une carte pour chacun, avec le nom à saisir. Ils se créent sur ${link}.`,
    automatic: "Le bot les crée chez Mistral. Chacun a besoin d’un membre pour l’administrer.",
    link: "la page Workspaces de Mistral",
    names: "Noms, un par ligne",
    namesHint:
      "Jusqu’à 20 à la fois. Chaque nom une seule fois dans l’organisation. Un emoji placé devant devient l’icône.",
    placeholder: "🧪 Ingénierie",
    admin: "Qui les administre ?",
    adminHint:
      "Un Admin chez Mistral. Sans choix : le propriétaire de la configuration, dès qu’il est membre.",
    adminOption: (name, address) => `${address} (${name})`,
  },
  invite: {
    title: "Inviter des personnes",
    requestTitle: "Demander des invitations",
    submit: "Inviter",
    requestSubmit: "Demander",
    addresses: "Adresses e-mail",
    addressesHint: "Jusqu’à 100 : liste collée, virgules, retours à la ligne ou Nom <a@b>.",
    more: "Autres adresses",
    moreHint: "Pour une liste qui ne tient pas ci-dessus : chaque champ accepte 3 000 caractères.",
    role: "Rôle",
    workspaces: "Workspaces",
    workspacesHint: "Sans choix : le Workspace par défaut.",
    seats: "Sièges",
    seatsHint: "Places payantes qui accompagnent l’invitation. Il faut des sièges libres chez Mistral.",
    reason: "Motif",
    reasonHint: "Les approbateurs le voient.",
    leftOut: (n) =>
      `⚠️ ${isOne(n) ? `${addresses(n)} ne tient` : `${addresses(n)} ne tiennent`} plus dans ce formulaire. Envoyez d’abord celles-ci, puis utilisez de nouveau la commande pour le reste.`,
    willEmail:
      "Mistral enverra un e-mail à ces personnes. En envoyant ce formulaire, vous indiquez que cela convient ; c’est consigné.",
    needsApproval: "Un approbateur décide d’abord. La suite vous sera communiquée.",
    noApproval:
      "Vous faites partie des approbateurs : l’envoi se fait donc sans deuxième personne. Seul le rôle Admin demande un autre approbateur, s’il y en a un.",
    sso: "⚠️ Le SSO est activé : on se connecte par le fournisseur d’identité et on devient membre ainsi. Une invitation peut échouer.",
    waits:
      "⏳ La facturation ne permet pas encore d’inviter. Ce qui est approuvé attend et reprendra tout seul.",
  },
  review: {
    title: "Adresses à écarter",
    submit: (n) => `Continuer avec ${number(n)}`,
    close: "Retour",
    intro: (bad, good) =>
      `${isOne(bad) ? `${addresses(bad)} ne peut pas être invitée` : `${addresses(bad)} ne peuvent pas être invitées`}. ${
        isOne(good)
          ? `${number(good)} peut l’être, comme indiqué ci-dessous.`
          : `${number(good)} peuvent l’être, comme indiqué ci-dessous.`
      }`,
    problem: (address, why) => say`${{ kind: "code", text: address }} : ${why}`,
    repeated: (which) => say`Indiquées plusieurs fois, comptées une seule : ${which}.`,
    goOn: (n) => (isOne(n) ? "Peut être invitée :" : "Peuvent être invitées :"),
    role: (n, role) => `⚠️ ${isOne(n) ? "Cette" : "Chaque"} personne reçoit le rôle ${role}. Vérifiez bien.`,
  },
  deny: {
    title: "Refuser la demande",
    submit: "Refuser",
    reason: "Motif",
    reasonHint: "L’auteur de la demande le voit.",
    about: (who, n, role) => say`${who} demande à inviter ${people(n)} avec le rôle ${role}.`,
  },
  change: {
    title: "Modifier la demande",
    submit: "Modifier",
    intro:
      "Retirez des lignes ou abaissez le rôle. La demande reste en attente jusqu’à ce que quelqu’un l’approuve ou la refuse.",
    keep: "Personnes à garder",
    role: "Rôle",
    roleHint: "Il ne peut qu’être abaissé.",
  },
  security: {
    title: "5. Sécurité",
    submit: "Enregistrer",
    domains: "Domaines d’e-mail autorisés",
    domainsHint:
      "Un par ligne. Ce bot refuse alors les autres adresses ; Mistral peut encore les accepter. Tous forfaits.",
    placeholder: "example.com",
    done: "Fait chez Mistral",
    options: {
      domain: ["Domaine vérifié (Team, Enterprise)", "L’enregistrement TXT est dans votre DNS et y reste"],
      discoverable: [
        "Discoverable (Team, Enterprise)",
        "On peut la rejoindre soi-même avec une adresse du domaine",
      ],
      saml: ["SSO avec SAML (Enterprise)", "Une connexion par votre fournisseur d’identité a fonctionné"],
      audit: [
        "Journaux d’audit consultés (Enterprise)",
        "Nouvelles clés, invitations, changements de facturation",
      ],
    },
    later: "Plus tard",
    laterOption: "Le reste peut attendre",
    intro: (access, audit) =>
      say`Les domaines et le SSO se règlent sur ${access} ; ${audit} montre qui a créé des clés, qui a été invité et ce qui a changé dans la facturation.`,
    access: "la page Access",
    audit: "la page Audit logs",
    ssoWarning: (n) =>
      `⚠️ ${isOne(n) ? `${number(n)} invitation est` : `${number(n)} invitations sont`} Pending. Attendez qu’elles soient Active avant d’activer le SSO : avec le SSO, on rejoint l’organisation par le fournisseur d’identité, et une invitation en cours peut échouer.`,
    ssoCare:
      "Activez le SSO quand plus personne n’est Pending : on rejoint ensuite l’organisation par le fournisseur d’identité, et non par invitation.",
  },
  verify: {
    title: "6. Vérification",
    submit: "Enregistrer",
    done: "Il ne manque rien. Cochez la case pour confirmer.",
    expect:
      "L’invité reçoit un e-mail en quelques minutes. Dès qu’il accepte, il passe de Pending à Active dans la liste des membres.",
    automatic: "Le bot lit lui-même la liste des membres.",
    guided:
      "Consultez la liste des membres de Mistral et indiquez qui est Active, sur la carte ou avec la commande membres.",
    label: "Une clé fonctionne-t-elle ?",
    option: "Oui, une clé fonctionne",
    optionAbout: "Vous ou un invité en avez utilisé une et obtenu une réponse",
  },
  hand: {
    title: "Confier à quelqu’un",
    submit: "Confier",
    intro: (step) =>
      `Cette personne reçoit l’étape ${step} par message direct et ne peut confirmer que celle-ci. Vous pouvez toujours la faire vous-même.`,
    person: "Qui s’en charge ?",
  },
  impossible: {
    title: "Impossible, car…",
    submit: "Envoyer",
    reason: "Qu’est-ce qui l’empêche ?",
    reasonHint: "La personne à l’origine de la demande le voit.",
  },
  role: {
    title: "Changer le rôle",
    submit: "Changer",
    role: "Nouveau rôle",
    about: (address, role) => say`${{ kind: "code", text: address }} a le rôle ${role}.`,
    aboutUnknown: (address) =>
      say`Mistral n’indique pas à ce bot quel rôle a ${{ kind: "code", text: address }}.`,
    pending:
      "Une invitation Pending garde son rôle. Elle est donc révoquée puis renvoyée : la personne reçoit un nouvel e-mail.",
    replaces: "Le nouveau rôle remplace tous les rôles que ce membre a chez Mistral.",
    onlyAdmin:
      "⚠️ C’est le seul Admin dans la liste de Mistral. Donnez le rôle Admin à quelqu’un d’autre avant d’abaisser celui-ci.",
  },
  settings: {
    title: "Paramètres",
    level: "Ce que reçoit le canal des annonces",
    levels: { everything: "Tout", milestones: "Les grandes étapes seulement", nothing: "Rien" },
    feed: "Suivi d’audit",
    feedHint:
      "Nouvelles clés, invitations, rôles, changements de facturation : un message toutes les dix minutes au plus.",
    feedRefused: "Mistral ne donne encore aucun journal d’audit à ce bot : il faut le forfait Enterprise.",
    seats: "Sièges proposés par défaut",
    reminders: "Rappels",
    remindersOption: "Envoyer des rappels",
    remindersAbout: "Pour les demandes, tâches et étapes, trois fois au plus",
    language: "Langue",
    languageHint:
      "Celle des canaux et des e-mails de Mistral. Chacun choisit la sienne avec la commande langue.",
    after: "Premier rappel",
    afterHint:
      "Les suivants arrivent chacun après deux fois plus de temps. Un changement vaut pour ce qui arrive ensuite.",
    hours: (hours) => `Après ${counted(hours, "heure ouvrée", "heures ouvrées")}`,
    second: "Rôle Admin",
    secondOption: "L’accord de deux approbateurs pour Admin",
    secondAbout: "L’auteur de la demande compte pour l’un d’eux s’il est approbateur.",
    approversIn: {
      slack: (who) => say`Sont aussi approbateurs, dans Slack : ${who}. Cela se modifie là-bas.`,
      teams: (who) => say`Sont aussi approbateurs, dans Teams : ${who}. Cela se modifie là-bas.`,
    },
  },
  find: {
    title: "Chercher un membre",
    submit: "Chercher",
    find: "Nom ou adresse e-mail",
    findHint: "Une partie suffit. Laissez vide pour voir tout le monde.",
    only: "Afficher",
    all: "Tout le monde",
  },
  language: {
    title: "Langue",
    choice: "La langue dans laquelle je vous écris",
    hint: "Les canaux ont la leur, dans les paramètres.",
    account: "Comme mon compte de messagerie",
  },
  errors: {
    needed: "Veuillez remplir ce champ.",
    choose: "Veuillez faire un choix.",
    name: "Veuillez indiquer le nom.",
    nameLong: "255 caractères au plus.",
    full: {
      addresses: full("Mettez les dernières adresses, et la suite, dans « Autres adresses »."),
      more: full("Retirez-en, et utilisez de nouveau la commande pour le reste."),
      names: full("Ajoutez-en d’abord une partie, puis le reste."),
      domains: full("Retirez-en pour que tout tienne."),
    },
    long: (max) => `${counted(max, "caractère", "caractères")} au plus.`,
    whole: "Veuillez indiquer un nombre entier supérieur à 0, ou laisser vide.",
    domain: (word) => `« ${word} » n’est pas un domaine comme example.com.`,
    tooManyDomains: "50 domaines au plus.",
    names: "Veuillez indiquer au moins un nom.",
    nameLongAt: (name) => `255 caractères au plus. « ${name}… » est plus long.`,
    namesMany: "20 au plus à la fois.",
    iconLong: (line) =>
      `L’emoji placé devant « ${line} » ne convient pas comme icône chez Mistral. Prenez-en un plus simple, un drapeau, ou aucun.`,
    namesTwice: (name) => `« ${name} » figure deux fois.`,
    addresses: "Veuillez indiquer au moins une adresse e-mail.",
    addressesMany: (n, max) => `Cela fait ${addresses(n)} ; ${number(max)} au plus à la fois.`,
    keep: "Gardez au moins une ligne. Pour tout refuser, utilisez « Refuser ».",
    lower: "Le rôle ne peut qu’être abaissé.",
    reason: "Veuillez indiquer un motif.",
    person: "Veuillez choisir quelqu’un.",
    changedMeanwhile:
      "Quelqu’un d’autre a modifié ceci après que vous avez ouvert le formulaire. Fermez-le, rouvrez-le et faites-y votre modification.",
    nothingChosen: (later) =>
      later
        ? "Indiquez un domaine, cochez ce qui est fait ou cochez « Plus tard »."
        : "Indiquez un domaine ou cochez ce qui est fait.",
  },
};
