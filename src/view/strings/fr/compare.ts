import { say } from "../../spans.ts";
import type { Strings } from "../strings.ts";
import { counted, isOne, number } from "./grammar.ts";

/** A pasted part of Mistral's members list. */
export const compare: Strings["compare"] = {
  button: "Comparer avec Mistral",
  title: "Comparer avec Mistral",
  submit: "Comparer",
  page: "la liste des membres",
  intro: (page) =>
    say`Ouvrez ${page} chez Mistral, sélectionnez les lignes à la souris, copiez-les et collez-les ici. Vous voyez ce qui changerait avant que quoi que ce soit ne change.`,
  parts:
    "Ce champ accepte 3 000 caractères à la fois. Une liste plus longue se colle en plusieurs parties : rien ne change pour les personnes absentes d’une partie.",
  list: "Extrait de la liste",
  listHint:
    "Seules les adresses et les mentions Active, Pending ou Expired sont lues. Noms, rôles et dates sont ignorés.",
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
    noAddress: "Aucune adresse e-mail n’y figure. Copiez les lignes qui contiennent les adresses.",
    noState:
      "Ni Active ni Pending ne figure à côté des adresses. Choisissez la liste dont elles ont été copiées.",
  },
};

export const compared: Strings["compared"] = {
  title: "Ce qui va changer",
  submit: (n) => (n === 1 ? "Enregistrer" : `Enregistrer (${number(n)})`),
  back: "Retour",
  intro: (n) =>
    n === 1
      ? "Voici ce qui change à l’enregistrement :"
      : `Ces ${counted(n, "invitation change", "invitations changent")} à l’enregistrement :`,
  nothing: "Rien ne change.",
  change: (who, from, to) => say`${who} : ${from} → ${to}`,
  kept: "Celles-ci restent telles quelles, car la liste ne permet pas d’en décider. Vérifiez-les dans la liste des membres de ce bot :",
  keptRow: (who, here, there) => say`${who} : ici ${here}, dans la liste ${there}`,
  same: (n) => counted(n, "invitation est déjà dans cet état.", "invitations sont déjà dans cet état."),
  stateless: (n) =>
    isOne(n)
      ? `${number(n)} adresse n’a pas de statut à côté d’elle. Pour l’inclure, revenez en arrière et choisissez d’où vient la liste.`
      : `${number(n)} adresses n’ont pas de statut à côté d’elles. Pour les inclure, revenez en arrière et choisissez d’où vient la liste.`,
  unread: (n) =>
    isOne(n)
      ? `${number(n)} mot ressemble à une adresse et n’a pas pu être lu.`
      : `${number(n)} mots ressemblent à une adresse et n’ont pas pu être lus.`,
  strangers: (who) => say`Personne n’a été invité ici avec ces adresses, elles sont donc ignorées : ${who}`,
  missing: "Rien ne change pour les personnes qui ne figurent pas dans ce que vous avez collé.",
  yourWord:
    "Ce sera consigné comme confirmé par vous. Rien ne change pour les personnes qui ne figurent pas dans ce que vous avez collé.",
  done: (figures) => `Enregistré, confirmé par vous : ${figures}.`,
  count: (n, status) => `${number(n)} ${!isOne(n) && status.endsWith("ée") ? `${status}s` : status}`,
  overtaken: "Il n’y avait plus rien à changer : c’est déjà le cas.",
  next: "Coller la suite",
};
