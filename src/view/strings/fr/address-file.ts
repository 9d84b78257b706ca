import { say } from "../../spans.ts";
import type { Strings } from "../strings.ts";
import { counted, isOne, number } from "./grammar.ts";

const addresses = (n: number): string => counted(n, "adresse", "adresses");

export const addressFile: Strings["addressFile"] = {
  label: "Ou un fichier CSV",
  hint: (max) =>
    `Une colonne nommée email, une adresse par ligne ; le reste n’est pas lu. Jusqu’à ${number(max)}. La liste est affichée avant tout envoi.`,
  read: (n) => `${addresses(n)} dans votre fichier. La liste est affichée avant tout envoi.`,
  found: (n) => `J’ai trouvé ${addresses(n)} dans votre fichier. Rien n’est encore envoyé.`,
  open: "Passer au formulaire",
  oneAtATime: "Envoyez un seul fichier à la fois.",
  template: {
    button: "Obtenir un modèle",
    comes: "Ce bot vous envoie le modèle en fichier.",
    title: "Une liste à remplir",
    said: "Saisissez une adresse par ligne sous email, enregistrez le fichier au format CSV et choisissez-le dans le formulaire d’invitation.",
    inWords:
      "Une liste est un fichier CSV avec email sur la première ligne et, en dessous, une adresse par ligne.",
  },
  review: {
    title: "Vérifiez votre liste",
    fine: (n) => (isOne(n) ? `${addresses(n)} peut être invitée.` : `${addresses(n)} peuvent être invitées.`),
    ignored: (columns) => say`Non lu, car seules les adresses le sont : ${columns}.`,
    without: (n) => `${isOne(n) ? `${number(n)} ligne est` : `${number(n)} lignes sont`} sans adresse.`,
    requests: (n, max) => `Cela fera ${number(n)} demandes, de ${addresses(max)} au plus.`,
  },
  errors: {
    empty: "Ce fichier est vide. Choisissez-en un autre ou saisissez les adresses.",
    "too-large": "Ce fichier est trop volumineux. Gardez seulement la colonne des adresses, ou divisez-le.",
    "not-text":
      "Ce n’est pas un fichier CSV. Dans Excel ou Google Sheets, enregistrez le tableau au format CSV, puis choisissez ce fichier.",
    "no-addresses":
      "Ce fichier ne contient aucune adresse e-mail. Mettez-les dans une colonne nommée email, une par ligne.",
    unread: "Ce fichier n’a pas pu être lu à l’instant. Réessayez ou saisissez les adresses.",
    "not-allowed":
      "Ce bot ne peut pas lire de fichiers ici. Saisissez les adresses ; la personne qui gère ce bot peut lui donner le scope files:read.",
  },
  tooMany: (n, max) =>
    `Cela fait ${addresses(n)} ; ${number(max)} au plus à la fois. Répartissez la liste en plusieurs fichiers.`,
};
