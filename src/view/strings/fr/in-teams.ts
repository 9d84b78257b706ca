import type { Overrides } from "../overrides.ts";
import type { Strings } from "../strings.ts";

const NAMED = "les personnes désignées par l’exploitant de ce bot (SETUP_OWNERS)";

/** What is said differently to whoever reads it in Teams. */
export const inTeams: Overrides<Strings> = {
  addressFile: {
    template: {
      comes:
        "Ce bot vous propose le modèle sous forme de fichier. Acceptez-le et il sera déposé dans votre OneDrive.",
      said: "Saisissez une adresse par ligne sous email, enregistrez le fichier au format CSV et envoyez-le à ce bot.",
    },
  },
  answers: {
    notAMember: (names) =>
      `Choisissez des membres à part entière de votre organisation. Ce n’est pas possible pour ${names} : les invités, les applications et les personnes d’autres organisations sont exclus.`,
    notMet:
      "Ce bot ne peut pas joindre l’une des personnes choisies. Demandez-lui d’ajouter l’application dans Teams, puis refaites votre choix.",
  },
  checklist: {
    ownerLeft: `⚠️ Le propriétaire de cette configuration est parti. L’une d’elles peut la reprendre : ${NAMED}.`,
  },
  closed: {
    chosen: {
      notIn: (submit) =>
        `L’application n’est pas dans cette équipe ou conversation. Ajoutez-l’y ou choisissez un autre canal, puis appuyez de nouveau sur « ${submit} ».`,
    },
  },
  forms: {
    start: {
      channelNote:
        "Vous pouvez choisir des canaux d’équipe et des conversations de groupe où cette application a d’abord été ajoutée.",
    },
    invite: {
      moreHint:
        "3 000 caractères par champ. Pour une liste plus longue, jusqu’à 500, envoyez un fichier CSV à ce bot.",
    },
  },
  lists: {
    recordFileComes:
      "Ce bot vous propose tout le registre sous forme de fichier. Acceptez-le et il sera déposé dans votre OneDrive.",
    recordByOperator: "En fichier : l’exploitant de ce bot utilise npm run record.",
    helpIntro: "Écrivez-moi ici l’un de ces mots, ou mentionnez-moi dans un canal :",
    helpCommand: (word) => word || "setup",
    helpExamples: "inviter ana@example.com, paul@example.com member\nmembres paul\nclé",
  },
  refusals: {
    not_started: `La configuration de Mistral n’a pas encore démarré. Peuvent la démarrer : ${NAMED}.`,
    may_not_start: `Seules ${NAMED} peuvent démarrer la configuration ici. Adressez-vous à l’une d’elles.`,
    may_not_claim: `La configuration ne peut être reprise que si son propriétaire est parti, et ici seulement par ${NAMED}.`,
    guest:
      "Les invités ne peuvent ni demander ni décider ici. Un membre à part entière de cette organisation peut faire la demande pour vous.",
  },
};
