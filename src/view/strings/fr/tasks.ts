import { PAGES } from "../../core/pages.ts";
import { say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { at, counted, number, people, since } from "./grammar.ts";

const jobs: Strings["tasks"]["jobs"] = {
  post: "Un message n’a pas pu être publié.",
  update: "Un message n’a pas pu être mis à jour.",
  invite: "Des invitations approuvées n’ont pas pu être envoyées à Mistral.",
  "take-back": "Une invitation n’a pas pu être révoquée chez Mistral.",
  "set-role": "Un rôle n’a pas pu être changé chez Mistral.",
  remove: "Un membre n’a pas pu être retiré de l’organisation chez Mistral.",
  "create-workspace": "Un Workspace n’a pas pu être créé chez Mistral.",
  "set-limit": "Le plafond de dépenses mensuel n’a pas pu être fixé chez Mistral.",
  "send-record": "Le registre n’a pas pu être envoyé en fichier.",
  "send-template": "Un modèle de liste n’a pas pu être envoyé en fichier.",
  "put-file": "Un fichier accepté n’a pas pu être déposé dans OneDrive.",
  unreadable: "Un travail prévu n’a pas pu être lu et n’a donc pas été fait.",
};

const role = (name: string) => ({ kind: "bold", text: name }) as const;
export const tasks: Strings["tasks"] = {
  titles: {
    invite: "Inviter chez Mistral",
    revoke: "Révoquer chez Mistral",
    role: "Changer un rôle chez Mistral",
    remove: "Retirer de l’organisation",
    workspace: "Créer un Workspace chez Mistral",
  },
  steps: {
    invite: (name) => [
      say`Ouvrez ${PAGES.members} et choisissez d’inviter.`,
      "Collez les adresses ci-dessous, une liste après l’autre. Vous pouvez en coller plusieurs à la fois.",
      say`Choisissez le rôle ${role(name)} et ce qui est indiqué au-dessus d’une liste, puis envoyez.`,
      "Si une adresse est déjà parmi les personnes invitées, renvoyez plutôt cette invitation-là.",
    ],
    role: (name) => [
      say`Ouvrez ${PAGES.members} et trouvez l’adresse ci-dessous.`,
      say`Passez son rôle à ${role(name)}. Une invitation Pending garde son rôle : révoquez-la, puis invitez de nouveau l’adresse.`,
    ],
    revoke: () => [
      say`Ouvrez ${PAGES.members} et allez aux personnes invitées.`,
      "Révoquez l’invitation de chaque adresse ci-dessous.",
    ],
    remove: () => [
      say`Ouvrez ${PAGES.members} et trouvez l’adresse ci-dessous parmi les personnes actives.`,
      "Retirez ce membre de l’organisation. Son accès prend fin.",
      "Mistral garde le dernier Admin. Si c’est cette personne, donnez d’abord le rôle Admin à quelqu’un d’autre.",
    ],
    workspace: () => [
      say`Ouvrez ${PAGES.workspaces} et créez-en un nouveau.`,
      "Donnez-lui le nom ci-dessous, puis appuyez sur C’est fait.",
    ],
  },
  noWishes: "Sans sièges ni Workspaces particuliers :",
  otherWishes: "Avec les sièges et les Workspaces indiqués dans les demandes :",
  done: "C’est fait",
  waitsSince: (from) => say`⏳ Ceci vous attend ${since(from)}.`,
  impossible: "Je ne peux pas",
  isActive: "Marquer Active",
  ranOut: {
    title: "Ces invitations ont-elles expiré ?",
    question: (n, from) =>
      say`⏳ Personne n’a indiqué avoir accepté : ${people(n)}, invitation ${at(from)}. Les invitations expirent après 7 jours : consultez Mistral, et indiquez ici ce que vous voyez.`,
    over: "Merci. Cette question est réglée.",
    hasRunOut: "Elle a expiré",
  },
  doneConfirm: "C’est consigné comme confirmé par vous, et les personnes concernées sont informées.",
  whenDone: "Appuyez ensuite sur « C’est fait ». D’ici là, cela compte comme approuvé et non comme envoyé.",
  follow: "Indiquez qui est passé de Pending à Active dans la liste des membres :",
  closed: {
    done: (who, when) => say`✅ Fait, confirmé par ${who} ${at(when)}.`,
    impossible: (who, when) => say`⚠️ Impossible, d’après ${who} ${at(when)}.`,
  },
  moved: (who) => say`C’est maintenant ${who} qui s’en charge. Il n’y a plus rien à faire.`,
  notNeeded: (from) => say`Plus nécessaire ${since(from)} : cela s’est réglé autrement.`,
  nothingLeft: "Il n’y a plus rien à faire ici.",
  jobs,
  otherJob: "Un travail prévu n’a pas pu être fait.",
  unknownReason: "Le journal du bot donne les détails.",
  troubleTitle: "Quelqu’un doit intervenir",
  tried: (n, from) => say`Tentatives ${since(from)} : ${number(n)}.`,
  others: (n) => `Vaut aussi pour ${counted(n, "autre message", "autres messages")} au même endroit.`,
  retrying: "Une nouvelle tentative est en cours.",
  withOwner: (owner) => say`${owner} peut faire réessayer, ou y renoncer.`,
  settled: "C’est clos. Il n’y a plus rien à faire.",
  retry: "Réessayer",
  drop: "Ne plus réessayer",
  dropConfirm: "Il n’y aura pas de nouvelle tentative. Le registre indiquera que vous y avez renoncé.",
};
