import { say } from "../../spans.ts";
import type { Overrides } from "../overrides.ts";
import type { Strings } from "../strings.ts";
import { them, whom } from "./answers.ts";
import { number, since } from "./grammar.ts";

/** What is said differently to whoever reads it in Teams: no slash commands, no roles, a chat instead of direct messages. */
export const inTeams: Overrides<Strings> = {
  addressFile: {
    template: {
      comes:
        "Ce bot vous propose le modèle sous forme de fichier. Acceptez-le et il sera déposé dans votre OneDrive.",
      said: "Saisissez une adresse par ligne sous email, enregistrez le fichier au format CSV et envoyez-le à ce bot.",
    },
  },
  answers: {
    youApprove: (owner) =>
      say`${owner} vous compte désormais parmi les approbateurs de la configuration de Mistral : les demandes vous parviennent pour que vous les approuviez ou les refusiez. Écrivez-moi setup pour voir où elle en est.`,
    byHand: {
      yours: (n) =>
        n === 1
          ? "Ce bot vous envoie une carte. Faites chez Mistral ce qu’elle indique, puis appuyez sur « C’est fait » : cela compte à partir de ce moment."
          : `Ce bot vous envoie ${number(n)} cartes. Faites chez Mistral ce que chacune indique, puis appuyez-y sur « C’est fait » : cela compte à partir de ce moment.`,
    },
    notAMember: (names) =>
      `Choisissez des membres à part entière de votre organisation. Ce n’est pas possible pour ${names} : les invités, les applications et les personnes d’autres organisations sont exclus.`,
    notMet: (which) =>
      `Ce bot ne peut pas joindre ${whom(which)}. Demandez-${them(which)} d’ajouter l’application dans Teams, puis refaites votre choix.`,
  },
  checklist: {
    ownerLeft:
      "⚠️ Le propriétaire de cette configuration est parti. Une personne désignée par l’exploitant de ce bot (SETUP_OWNERS) peut la reprendre et continuer à partir d’ici.",
  },
  closed: {
    chosen: {
      notIn: (submit) =>
        `L’application n’est pas dans cette équipe ou conversation. Ajoutez-l’y ou choisissez un autre canal, puis appuyez de nouveau sur « ${submit} ».`,
    },
    meanwhile:
      "En attendant, les approbateurs reçoivent les demandes en cours dans leur conversation avec ce bot, et vous ce que ce canal aurait dû recevoir. Dès que le bot pourra de nouveau y écrire, ce qui est en cours y sera publié.",
  },
  domains: {
    noted: (name, value) =>
      `C’est noté : un enregistrement TXT sur ${name} avec la valeur ${value}. Le bot cherche maintenant dans le DNS ; la carte qu’il vous envoie indique ce qu’il voit.`,
  },
  forms: {
    start: {
      approvalsHint:
        "Les demandes y sont publiées. Sans canal, les approbateurs les reçoivent dans leur propre conversation.",
      channelNote:
        "Vous pouvez choisir des canaux d’équipe et des conversations de groupe où cette application a été ajoutée. Ajoutez-la d’abord.",
    },
    invite: {
      moreHint:
        "3 000 caractères par champ. Pour une liste plus longue, jusqu’à 500, envoyez un fichier CSV à ce bot.",
    },
    hand: {
      intro: (step) =>
        `Cette personne reçoit l’étape ${step} dans sa conversation avec ce bot et ne peut confirmer que celle-ci. Vous pouvez toujours la faire vous-même.`,
    },
  },
  homeBeforeSetup:
    "La configuration de votre organisation Mistral n’a pas encore démarré. Une personne désignée par l’exploitant de ce bot (SETUP_OWNERS) peut la démarrer en m’écrivant setup.",
  lists: {
    recordFileComes:
      "Ce bot vous propose tout le registre sous forme de fichier. Acceptez-le et il sera déposé dans votre OneDrive.",
    recordByOperator:
      "Pour avoir tout le registre dans un fichier, l’exploitant de ce bot utilise npm run record.",
    homeAsStranger:
      "Ce bot est réservé aux membres de cette organisation. L’un d’eux peut demander une invitation pour vous.",
    helpIntro: "Écrivez-moi ici l’un de ces mots, ou mentionnez-moi dans un canal :",
    helpCommand: (word, does) => say`${{ kind: "code", text: word === "" ? "setup" : word }} : ${does}`,
    helpExamples: "inviter ana@example.com, paul@example.com member\nmembres paul\nclé",
    homeTaskDetail: (from) =>
      say`en attente ${since(from)} ; les détails sont sur la carte que vous avez reçue`,
  },
  refusals: {
    not_started:
      "La configuration n’a pas encore démarré. Une personne désignée par l’exploitant de ce bot (SETUP_OWNERS) peut la démarrer.",
    may_not_start:
      "Seules les personnes désignées par l’exploitant de ce bot (SETUP_OWNERS) peuvent démarrer la configuration ici. Adressez-vous à l’une d’elles.",
    may_not_claim:
      "La configuration ne peut être reprise que si son propriétaire est parti, et ici seulement par une personne désignée par l’exploitant de ce bot (SETUP_OWNERS). Si c’est le cas, demandez à l’exploitant qui c’est.",
    guest:
      "Les invités ne peuvent ni demander ni décider ici. Un membre à part entière de cette organisation peut faire la demande pour vous.",
  },
  said: {
    handed: (name) => `C’est confié. ${name} reçoit cette étape dans une conversation avec ce bot.`,
  },
  tasks: {
    jobs: { homes: "Les pages personnelles n’ont pas pu être mises à jour." },
  },
};
