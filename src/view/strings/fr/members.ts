import { MAX_IN_FILE } from "../../../domain/requests/address-file.ts";
import { PAGES } from "../../core/pages.ts";
import { code, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { at, counted, isOne, number, since } from "./grammar.ts";

export const lists: Strings["lists"] = {
  statusTitle: "État de la configuration",
  peopleHeading: "Membres",
  noPeople: "Personne n’est encore invité.",
  requestsHeading: "Demandes en attente",
  allTasks: "Toutes mes tâches",
  allRequests: "Toutes les demandes",
  noTasks: "Vous n’avez rien à faire.",
  noRequests: "Aucune demande en attente.",
  requestDetail: (who, when, whom) => say`Demandé par ${who} ${at(when)} pour ${whom}`,
  completed: (from) => say`✅ Terminée ${since(from)}.`,
  membersTitle: "Membres",
  pageOf: (page, pages, all) => `Page ${number(page)} sur ${number(pages)}, ${number(all)} en tout`,
  narrowed: (find, n) => say`Résultats pour ${find} : ${number(n)}.`,
  roleUnknown: "rôle inconnu",
  uninvited: (when) => say`non invité ici, vérifié chez Mistral ${at(when)}`,
  listed: (all, uninvited) =>
    `Membres chez Mistral : ${number(all)}. Non invités ici : ${number(uninvited)}.`,
  buttons: {
    resend: "Renvoyer",
    revoke: "Révoquer",
    role: "Changer le rôle",
    remove: "Retirer",
    active: "Marquer Active",
    unmark: "Revenir à Pending",
    everybody: "Afficher tout le monde",
  },
  revokeConfirm: (whom) => `${whom} : le lien de l’e-mail cessera de fonctionner.`,
  unmarkConfirm: "Chaque message qui disait Active est corrigé.",
  removeConfirm: (whom, mode) =>
    mode === "automatic"
      ? `${whom} : son accès à Mistral prend fin.`
      : `${whom} : une carte demandera de le faire chez Mistral. L’accès prendra alors fin.`,
  recordTitle: "Registre",
  recordEmpty: "Rien de consigné.",
  recordHead: (hash) => say`Dernière empreinte : ${code(hash)}. Chaque entrée couvre la précédente.`,
  recordFile: "Envoyer en fichier",
  recordFileComes: "Ce bot vous envoie tout le registre en fichier.",
  recordFileSaid: (head, name) =>
    `Le registre, empreinte ${head}. L’exploitant de ce bot peut le vérifier : npx mistral-setup record verify ${name}`,
  recordOffered: (entries) => `Tout le registre (${counted(entries, "entrée", "entrées")}).`,
  recordByOperator: "Pour un fichier, adressez-vous à l’exploitant de ce bot (npx mistral-setup record).",
  helpTitle: "Mistral Setup : aide",
  helpSummary: "Ce que vous pouvez taper.",
  helpUnknown: (word) => say`La commande ${code(word)} n’existe pas.`,
  helpIntro: "Vous pouvez taper :",
  helpCommands: [
    ["", "démarrer la configuration, ou voir la suite"],
    ["inviter", "inviter des personnes, ou demander une invitation"],
    ["état", "étapes, membres, demandes en attente"],
    ["membres", "toutes les personnes invitées, et quoi faire (approbateurs)"],
    ["clé", "obtenir une clé API, et savoir si les clés fonctionnent"],
    ["paramètres", "approbateurs, canaux, domaines, licences, rappels (propriétaire)"],
    ["langue", "choisir votre langue"],
    ["absence", "dire qui décide pendant votre absence (approbateurs)"],
    ["revue", "qui a encore besoin de son accès (approbateurs)"],
    ["registre", "qui a fait quoi, et quand"],
    ["aide", "cette liste"],
  ],
  helpCommand: (word) => `/mistral-setup ${word}`.trim(),
  helpExamplesHeading: "Exemples",
  helpExamples:
    "/mistral-setup inviter ana@example.com, paul@example.com member\n/mistral-setup membres paul\n/mistral-setup clé",
  homeYoursToStart: "La configuration de Mistral n’a pas démarré. Démarrez-la : 15 minutes environ.",
  homeSummary: (n) => `${n === 0 ? "Rien" : number(n)} à faire.`,
  homeTasks: "Mes tâches",
  homeDecide: "À vous de décider",
  homeMine: "Mon invitation",
  homeMyRequests: "Mes demandes",
  mute: "Couper les annonces",
  unmute: "Recevoir les annonces",
  muted: "Annonces coupées : vous ne recevez plus que ce que vous avez à faire.",
  homeNothing: "Pas encore d’invitation. Demandez-en une : un approbateur décidera.",
  homeAsk: "Demander une invitation",
  homeAsStranger:
    "Ce bot est réservé aux membres de cette organisation. L’un d’eux peut demander une invitation pour vous.",
  homeTaskDetail: (from, what) => say`En attente ${since(from)} : ${what}`,
  endedBy: (who, when) => say`par ${who} ${at(when)}`,
};

export const compare: Strings["compare"] = {
  button: "Comparer avec Mistral",
  title: "Comparer avec Mistral",
  submit: "Comparer",
  intro: () =>
    say`Copiez des lignes de ${PAGES.members}, chez Mistral, et collez-les ici. Rien ne change encore.`,
  parts: "Une longue liste se colle en plusieurs fois : rien ne change pour les absents.",
  list: "Extrait de la liste",
  listHint: "Seuls comptent les adresses et Active, Pending ou Expired.",
  placeholder: "zoe@example.com  Member  Active",
  from: "Statut",
  fromHint: "Des adresses qui n’en ont pas dans leur ligne.",
  sources: {
    written: ["Celui des lignes", "Active, Pending ou Expired"],
    active: ["Active Users", "Active, sauf mention contraire"],
    invited: ["Invited Users", "Pending, sauf mention contraire"],
  },
  errors: {
    empty: "Collez une partie de la liste.",
    full: "Ce champ est plein, la fin de la liste manque peut-être. Collez-en une partie, puis la suivante.",
    noAddress: "Aucune adresse e-mail n’y figure. Copiez les lignes avec les adresses.",
    noState: "Ni Active ni Pending n’y figure. Choisissez d’où viennent les lignes.",
  },
};

export const compared: Strings["compared"] = {
  title: "Ce qui va changer",
  submit: (n) => (n === 1 ? "Enregistrer" : `Enregistrer (${number(n)})`),
  back: "Retour",
  intro: "Sera enregistré comme confirmé par vous :",
  inParts: "C’est trop à vérifier d’un coup. Collez la liste en plusieurs fois.",
  change: (from, to) => `${from} → ${to}`,
  others: (n) =>
    `Rien ne change pour ${addresses(n)} : déjà ainsi, sans statut, jamais invitée ici, ou décidée autrement.`,
  done: (figures) => `Enregistré, confirmé par vous : ${figures}.`,
  count: (n, status) => `${number(n)} ${!isOne(n) && status.endsWith("ée") ? `${status}s` : status}`,
  next: "Coller la suite",
};

const addresses = (n: number): string => counted(n, "adresse", "adresses");

export const addressFile: Strings["addressFile"] = {
  label: "Ou un fichier CSV",
  hint: `Une colonne nommée email, jusqu’à ${MAX_IN_FILE} adresses. La liste s’affiche avant tout envoi.`,
  read: (n) => `${addresses(n)} dans votre fichier. La liste s’affiche avant tout envoi.`,
  found: (n) => `Votre fichier contient ${addresses(n)}. Rien n’est encore envoyé.`,
  open: "Ouvrir le formulaire",
  template: {
    button: "Obtenir un modèle",
    comes: "Ce bot vous envoie le modèle en fichier.",
    title: "Une liste à remplir",
    said: "Saisissez une adresse par ligne sous email, enregistrez en CSV et donnez le fichier à ce bot.",
    inWords: "Un fichier CSV : email sur la première ligne, puis une adresse par ligne.",
  },
  errors: {
    empty: "Ce fichier est vide. Choisissez-en un autre ou saisissez les adresses.",
    full: "Ce champ est plein, la fin de votre liste manque peut-être. Envoyez plutôt la liste en fichier.",
    several: "Envoyez un seul fichier à la fois.",
    "too-many": `${MAX_IN_FILE} adresses au plus à la fois. Divisez la liste.`,
    "too-large": "Ce fichier est trop volumineux. Gardez seulement les adresses, ou divisez-le.",
    "not-text": "Ce n’est pas un fichier CSV. Enregistrez-le au format CSV dans Excel ou Google Sheets.",
    "no-addresses": "Ce fichier ne contient aucune adresse. Mettez-les dans une colonne nommée email.",
    unread: "Ce fichier n’a pas pu être lu à l’instant. Réessayez ou saisissez les adresses.",
    "not-allowed": "Sans le scope files:read, ce bot ne lit pas de fichiers. Saisissez les adresses.",
  },
};
