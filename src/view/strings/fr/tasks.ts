import { PAGES } from "../../core/pages.ts";
import { say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { at, counted, people, since } from "./grammar.ts";

const jobs: Strings["tasks"]["jobs"] = {
  post: "Message impossible à publier.",
  update: "Message impossible à mettre à jour.",
  invite: "Invitations approuvées impossibles à envoyer à Mistral.",
  "take-back": "Invitation impossible à révoquer chez Mistral.",
  "set-role": "Rôle impossible à changer chez Mistral.",
  remove: "Membre impossible à retirer chez Mistral.",
  "create-workspace": "Workspace impossible à créer chez Mistral.",
  "set-limit": "Plafond de dépenses impossible à fixer chez Mistral.",
  "send-file": "Fichier impossible à envoyer.",
  "put-file": "Fichier accepté impossible à déposer dans OneDrive.",
  unreadable: "Tâche prévue illisible, donc pas faite.",
};

const role = (name: string) => ({ kind: "bold", text: name }) as const;
export const tasks: Strings["tasks"] = {
  titles: {
    invite: "Inviter chez Mistral",
    revoke: "Révoquer chez Mistral",
    role: "Changer un rôle chez Mistral",
    remove: "Retirer chez Mistral",
    workspace: "Créer un Workspace chez Mistral",
  },
  steps: {
    invite: (name, wished) => [
      say`Ouvrez ${PAGES.members} et invitez comme ${role(name)}${wished ? ", chaque liste avec les licences et Workspaces indiqués" : ""} :`,
      "Déjà invitée ? Renvoyez plutôt l’invitation.",
    ],
    role: (name) => [
      say`Ouvrez ${PAGES.members} et trouvez cette adresse.`,
      say`Passez son rôle à ${role(name)}. Encore Pending ? Révoquez l’invitation et réinvitez.`,
    ],
    revoke: () => [say`Ouvrez ${PAGES.members} et révoquez :`],
    remove: () => [
      say`Ouvrez ${PAGES.members} et retirez de l’organisation, pour que l’accès prenne fin :`,
      "Le dernier Admin ? Donnez d’abord ce rôle à quelqu’un d’autre.",
    ],
    workspace: () => [say`Ouvrez ${PAGES.workspaces} et créez-en un de ce nom.`],
  },
  noWishes: "Sans licences ni Workspaces :",
  otherWishes: "Avec les licences et Workspaces des demandes :",
  done: "C’est fait",
  waitsSince: (from) => say`⏳ Ceci vous attend ${since(from)}.`,
  impossible: "Je ne peux pas",
  isActive: "Marquer Active",
  ranOut: {
    title: "Une invitation a-t-elle expiré ?",
    question: (n, from) =>
      say`⏳ Sans nouvelles ${since(from)} : ${people(n)}. Vérifiez chez Mistral : les invitations expirent après 7 jours.`,
    over: "Plus rien à vérifier ici.",
    hasRunOut: "Marquer expirée",
  },
  doneConfirm: "C’est consigné comme confirmé par vous, et les intéressés sont informés.",
  whenDone: "Appuyez ensuite sur « C’est fait » : d’ici là, c’est approuvé, pas envoyé.",
  follow: "Indiquez qui est Active dans la liste de Mistral :",
  closed: {
    done: (who, when) => say`✅ Fait, confirmé par ${who} ${at(when)}.`,
    impossible: (who, when) => say`⚠️ Impossible, d’après ${who} ${at(when)}.`,
  },
  moved: (who) => say`${who} s’en charge désormais.`,
  notNeeded: (from) => say`Plus nécessaire ${since(from)} : réglé autrement.`,
  nothingLeft: "Plus rien à faire ici.",
  jobs,
  otherJob: "Une tâche de fond a échoué.",
  unknownReason: "Le journal de ce bot donne les détails.",
  troubleTitle: "À traiter",
  tried: (n, from) => say`${counted(n, "tentative", "tentatives")} ${since(from)}.`,
  others: (n) => `De même pour ${counted(n, "autre message", "autres messages")} au même endroit.`,
  retrying: "Nouvelle tentative en cours.",
  withOwner: (owner) => say`${owner} peut faire réessayer, ou y renoncer.`,
  settled: "Plus rien à faire ici.",
  retry: "Réessayer",
  drop: "Ne plus réessayer",
  dropConfirm: "Plus aucune tentative. Le registre indiquera que vous y avez renoncé.",
};
