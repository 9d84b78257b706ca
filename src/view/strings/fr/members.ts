import { MAX_IN_FILE } from "../../../domain/requests/address-file.ts";
import { PAGES } from "../../core/pages.ts";
import { code, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { at, counted, isOne, number, since } from "./grammar.ts";

export const lists: Strings["lists"] = {
  statusTitle: "Où en est la configuration",
  peopleHeading: "Membres",
  noPeople: "Personne n’a encore été invité.",
  requestsHeading: "Demandes en attente",
  allTasks: "Toutes mes tâches",
  allRequests: "Toutes les demandes",
  noTasks: "Rien ne vous attend.",
  noRequests: "Aucune demande n’est en attente.",
  requestDetail: (who, when, whom) => say`demandé par ${who} ${at(when)} pour ${whom}`,
  completed: (from) => say`✅ Terminée ${since(from)}.`,
  membersTitle: "Membres et invitations",
  pageOf: (page, pages, all) => `Page ${number(page)} sur ${number(pages)}, ${number(all)} en tout`,
  narrowed: (find, n) => say`Trouvé pour ${find} : ${number(n)}.`,
  roleUnknown: "rôle inconnu ici",
  uninvited: (when) => say`arrivé sans passer par ce bot, vérifié auprès de Mistral ${at(when)}`,
  listed: (all, uninvited) =>
    `Membres chez Mistral : ${number(all)}. Arrivés sans invitation d’ici : ${number(uninvited)}.`,
  buttons: {
    resend: "Renvoyer",
    revoke: "Révoquer",
    role: "Changer le rôle",
    remove: "Retirer",
    active: "Marquer comme Active",
    unmark: "Revenir à Pending",
    everybody: "Afficher tout le monde",
  },
  revokeConfirm: (whom) => `${whom} : le lien de l’e-mail cessera de fonctionner.`,
  unmarkConfirm: "Cette personne redevient Pending, et chaque message qui disait Active est corrigé.",
  removeConfirm: (whom, mode) =>
    mode === "automatic"
      ? `${whom} : son accès à l’organisation Mistral prend fin.`
      : `${whom} : une carte demandera de le faire chez Mistral. Son accès prendra alors fin.`,
  recordTitle: "Registre",
  recordEmpty: "Rien n’est encore consigné.",
  recordHead: (hash) =>
    say`Dernière empreinte : ${code(hash)}. Chaque entrée couvre la précédente, une modification se voit donc.`,
  recordFile: "Envoyer en fichier",
  recordFileComes: "Ce bot vous envoie tout le registre en fichier.",
  recordFileSaid: (head, name) =>
    `Le registre, empreinte ${head}. L’exploitant de ce bot peut le vérifier : npm run record -- verify ${name}`,
  recordOffered: (entries) => `Tout ce qui est consigné (${counted(entries, "entrée", "entrées")}).`,
  recordByOperator: "En fichier : la personne qui gère ce bot l’écrit avec npm run record.",
  helpTitle: "Mistral Setup : aide",
  helpSummary: "Ce que ce bot comprend.",
  helpUnknown: (word) => say`Je ne connais pas ${code(word)}. Voici ce que je comprends :`,
  helpIntro: "Vous pouvez taper :",
  helpCommands: [
    ["", "démarre la configuration ; ensuite, la liste des étapes et ce qui vient après"],
    ["inviter", "inviter des personnes, ou demander une invitation pour soi"],
    ["état", "étapes, membres, demandes en attente"],
    ["membres", "toutes les personnes invitées, et ce qu’on peut faire (approbateurs)"],
    ["clé", "comment obtenir une clé API, et si les clés fonctionnent déjà"],
    ["paramètres", "approbateurs, canaux, domaines, sièges, rappels (propriétaire)"],
    ["langue", "dans quelle langue ce bot vous écrit"],
    ["registre", "qui a fait quoi, et quand"],
    ["aide", "ce que ce bot comprend"],
  ],
  helpCommand: (word) => `/mistral-setup ${word}`.trim(),
  helpExamplesHeading: "Exemples",
  helpExamples:
    "/mistral-setup inviter ana@example.com, paul@example.com member\n/mistral-setup membres paul\n/mistral-setup clé",
  homeYoursToStart: "La configuration n’a pas démarré. Vous pouvez la démarrer : 15 minutes environ.",
  homeSummary: (n) => `Votre page Mistral : ${n === 0 ? "rien" : number(n)} à faire pour vous.`,
  homeTasks: "Mes tâches",
  homeDecide: "En attente de votre décision",
  homeMine: "Mon invitation",
  homeMyRequests: "Mes demandes",
  homeNothing: "Vous n’avez pas encore d’invitation. Demandez-en une, et un approbateur décidera.",
  homeAsk: "Demander une invitation",
  homeAsStranger: "Ce bot est réservé aux membres de cette organisation. L’un d’eux peut demander pour vous.",
  homeTaskDetail: (from) => say`en attente ${since(from)} ; les détails sont sur la carte de ce bot`,
  endedBy: (who, when) => say`par ${who} ${at(when)}`,
};

export const compare: Strings["compare"] = {
  button: "Comparer avec Mistral",
  title: "Comparer avec Mistral",
  submit: "Comparer",
  intro: () => say`Copiez des lignes de ${PAGES.members} chez Mistral et collez-les. Rien ne change encore.`,
  parts: "Rien ne change pour les absents : une longue liste se colle en plusieurs parties.",
  list: "Extrait de la liste",
  listHint: "Sont lus les adresses et Active, Pending ou Expired. Noms, rôles et dates sont ignorés.",
  placeholder: "zoe@example.com  Member  Active",
  from: "D’où vient cet extrait ?",
  fromHint: "Pour les adresses sans statut à côté.",
  sources: {
    written: ["C’est écrit dedans", "Active, Pending ou Expired y figure"],
    active: ["Active Users", "Les adresses sans autre mention sont Active"],
    invited: ["Invited Users", "Les adresses sans autre mention sont Pending"],
  },
  errors: {
    empty: "Veuillez coller une partie de la liste.",
    full: "Ce champ est plein, la fin de la liste manque peut-être. Collez-en une partie, puis la suivante.",
    noAddress: "Aucune adresse e-mail n’y figure. Copiez les lignes avec les adresses.",
    noState: "Ni Active ni Pending ne figure à côté des adresses. Choisissez d’où elles viennent.",
  },
};

export const compared: Strings["compared"] = {
  title: "Ce qui va changer",
  submit: (n) => (n === 1 ? "Enregistrer" : `Enregistrer (${number(n)})`),
  back: "Retour",
  intro: "Voici ce qui change à l’enregistrement, comme confirmé par vous :",
  nothing: "Rien ne change.",
  change: (who, from, to) => say`${who} : ${from} → ${to}`,
  others: (n) =>
    `Rien ne change pour ${counted(n, "autre adresse", "autres adresses")} : déjà dans cet état, sans statut à côté, jamais invitée ici, ou décidée autrement ici.`,
  done: (figures) => `Enregistré, confirmé par vous : ${figures}.`,
  count: (n, status) => `${number(n)} ${!isOne(n) && status.endsWith("ée") ? `${status}s` : status}`,
  next: "Coller la suite",
};

const addresses = (n: number): string => counted(n, "adresse", "adresses");

export const addressFile: Strings["addressFile"] = {
  label: "Ou un fichier CSV",
  hint: `Une colonne nommée email, une adresse par ligne ; le reste n’est pas lu. Jusqu’à ${MAX_IN_FILE}. La liste est affichée avant tout envoi.`,
  read: (n) => `${addresses(n)} dans votre fichier. La liste est affichée avant tout envoi.`,
  found: (n) => `J’ai trouvé ${addresses(n)} dans votre fichier. Rien n’est encore envoyé.`,
  open: "Passer au formulaire",
  template: {
    button: "Obtenir un modèle",
    comes: "Ce bot vous envoie le modèle en fichier.",
    title: "Une liste à remplir",
    said: "Saisissez une adresse par ligne sous email, enregistrez en CSV, puis donnez le fichier à ce bot.",
    inWords: "Une liste est un fichier CSV : email sur la première ligne, puis une adresse par ligne.",
  },
  errors: {
    empty: "Ce fichier est vide. Choisissez-en un autre ou saisissez les adresses.",
    full: "Ce champ est plein, la fin de votre liste manque peut-être. Envoyez plutôt la liste en fichier.",
    several: "Envoyez un seul fichier à la fois.",
    "too-many": `${MAX_IN_FILE} adresses au plus à la fois. Répartissez la liste en plusieurs fichiers.`,
    "too-large": "Ce fichier est trop volumineux. Gardez seulement la colonne des adresses, ou divisez-le.",
    "not-text": "Ce n’est pas un fichier CSV. Enregistrez-le au format CSV dans Excel ou Google Sheets.",
    "no-addresses": "Ce fichier ne contient aucune adresse e-mail. Mettez-les dans une colonne nommée email.",
    unread: "Ce fichier n’a pas pu être lu à l’instant. Réessayez ou saisissez les adresses.",
    "not-allowed": "Sans le scope files:read, ce bot ne lit pas de fichiers ici. Saisissez les adresses.",
  },
};
