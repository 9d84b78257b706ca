import { say } from "../../spans.ts";
import type { Strings } from "../strings.ts";
import { at, isOne, number, people, since } from "./grammar.ts";

/** What could not be done, per kind of job. */
const jobs: Strings["tasks"]["jobs"] = {
  post: "Un message n’a pas pu être publié.",
  update: "Un message n’a pas pu être mis à jour.",
  homes: "Les pages d’accueil n’ont pas pu être mises à jour.",
  "refresh-account": "Un compte n’a pas pu être lu sur la messagerie.",
  "find-invitee": "Le compte d’un invité n’a pas pu être recherché sur la messagerie.",
  invite: "Des invitations approuvées n’ont pas pu être envoyées à Mistral.",
  "take-back": "Une invitation n’a pas pu être révoquée chez Mistral.",
  "set-role": "Un rôle n’a pas pu être changé chez Mistral.",
  "set-member-role": "Un rôle n’a pas pu être changé chez Mistral.",
  remove: "Un membre n’a pas pu être retiré de l’organisation chez Mistral.",
  "remove-member": "Un membre n’a pas pu être retiré de l’organisation chez Mistral.",
  "create-workspace": "Un Workspace n’a pas pu être créé chez Mistral.",
  "set-limit": "Le plafond de dépenses mensuel n’a pas pu être fixé chez Mistral.",
  sync: "La liste des membres n’a pas pu être lue chez Mistral.",
  drift: "Le contrôle quotidien n’a pas pu être fait.",
  prune: "D’anciens travaux terminés n’ont pas pu être effacés.",
  probe: "La clé configurée n’a pas pu être testée.",
  warm: "La fin de l’activation de la facturation n’a pas pu être annoncée.",
  remind: "Un rappel n’a pas pu être envoyé.",
  "send-record": "Le registre n’a pas pu être envoyé en fichier.",
  "send-template": "Un modèle de liste n’a pas pu être envoyé en fichier.",
  "put-file": "Un fichier accepté n’a pas pu être déposé dans OneDrive.",
  "look-domain": "L’enregistrement d’un domaine n’a pas pu être cherché dans le DNS.",
  lapse: "Une demande n’a pas pu être close après 7 jours.",
  "ran-out": "Il n’a pas été possible de demander à quelqu’un si une invitation a expiré.",
  nudge: "Un invité n’a pas pu être relancé.",
  "dead-letter": "Ce que l’exploitant a demandé pour un travail abandonné n’a pas pu être fait.",
  unreadable: "Un travail prévu n’a pas pu être lu et n’a donc pas été fait.",
};

/** Why, per stable code. Anything else is not shown: it may come from outside. */
const reasons: Strings["tasks"]["reasons"] = {
  key_refused: "La clé configurée a été refusée. Vérifiez qu’elle est complète, et ni expirée ni révoquée.",
  no_right:
    "Mistral accepte la clé Admin API, mais pas pour cela : le droit lui manque, ou le forfait ne le comprend pas. Demandez à Mistral une clé avec ce droit, ou faites-le dans l’interface de Mistral.",
  billing_needed:
    "Mistral demande d’abord la facturation ou un autre forfait. Voir les pages Billing et Subscription.",
  no_admin_key:
    "Le bot n’a plus de clé Admin API. Faites-le dans l’interface de Mistral puis choisissez ici « Ne plus réessayer », ou réessayez quand il y aura une clé.",
  no_member: "Cette personne n’est plus dans la liste des membres de Mistral, il n’y a donc rien à changer.",
  last_admin:
    "Mistral a refusé : c’est le dernier Admin de l’organisation. Donnez d’abord le rôle Admin à quelqu’un d’autre, puis réessayez.",
  removal_refused:
    "Mistral a refusé de retirer ce membre. Consultez-y la liste des membres : c’est peut-être le dernier Admin, ou quelqu’un que seul le fournisseur d’identité peut retirer.",
  role_refused:
    "Mistral a refusé ce changement de rôle. Consultez-y la liste des membres, et faites-le à la main.",
  still_listed:
    "Mistral a répondu que ce n’était déjà plus là, mais sa liste le montre encore. Consultez-y la liste des membres.",
  list_with_gaps:
    "La liste des membres de Mistral est incomplète, on ne peut donc pas en déduire qui manque. Consultez-la là-bas, et réessayez plus tard.",
  no_files:
    "Slack ne laisse pas le bot envoyer de fichiers. Donnez à son application l’autorisation files:write et réinstallez-la, puis réessayez. Pour le registre, l’exploitant du bot peut aussi écrire le fichier avec npm run record.",
  unreadable:
    "Sa ligne dans la base de données a été modifiée de l’extérieur, ou écrite par une autre version de ce bot. Si rien ne manque dans la liste des étapes, choisissez « Ne plus réessayer ».",
  not_found: "Cela n’existe plus.",
  forbidden: "Ce n’est pas autorisé : vérifiez les droits de la clé ou du bot.",
  conflict: "Cela ne correspond pas à la situation actuelle là-bas.",
  invalid: "La requête n’a pas été acceptée.",
  rate_limited: "Trop de requêtes ont été faites pendant trop longtemps.",
  unavailable: "Le service est resté longtemps injoignable.",
  outcome_unknown:
    "La réponse n’est jamais arrivée, c’est donc peut-être fait, peut-être pas. Vérifiez avant de réessayer.",
};

const role = (name: string) => ({ kind: "bold", text: name }) as const;
const openInvite: Strings["tasks"]["revokeSteps"] = (list) => [say`Ouvrez ${list} et choisissez d’inviter.`];
const PASTE = say`Collez les adresses ci-dessous. Vous pouvez en coller plusieurs à la fois.`;
const RAN_OUT =
  "Les invitations de Mistral expirent après 7 jours. Consultez-y les personnes invitées, et indiquez ici ce que vous voyez.";
const PROBABLY = "Une invitation envoyée il y a une semaine a probablement expiré. Merci de vérifier.";

export const tasks: Strings["tasks"] = {
  titles: {
    invite: "Inviter chez Mistral",
    revoke: "Révoquer chez Mistral",
    role: "Changer un rôle chez Mistral",
    remove: "Retirer de l’organisation",
    workspace: "Créer un Workspace chez Mistral",
  },
  summary: {
    invite: (n) => `Merci d’inviter ${people(n)} sur la page des membres de Mistral.`,
    revoke: (n) =>
      `Merci de révoquer ${n === 1 ? "une invitation" : `${number(n)} invitations`} sur la page des membres de Mistral.`,
    role: () => "Merci de changer un rôle sur la page des membres de Mistral.",
    remove: () => "Merci de retirer un membre sur la page des membres de Mistral.",
    workspace: () => "Merci de créer un Workspace chez Mistral.",
  },
  closedSummary: {
    done: (title) => `Fait : ${title}.`,
    impossible: (title) => `Impossible : ${title}.`,
  },
  membersList: "la liste des membres",
  workspacesPage: "la page Workspaces",
  inviteSteps: (list, name) => [
    ...openInvite(list),
    PASTE,
    say`Choisissez le rôle ${role(name)} et envoyez.`,
  ],
  inviteListSteps: (list, name, lists) => [
    ...openInvite(list),
    lists === 1 ? PASTE : say`Collez les adresses ci-dessous, chaque liste séparément.`,
    say`Choisissez le rôle ${role(name)} et ce qui est indiqué au-dessus de la liste, puis envoyez.`,
  ],
  inviteAgain: say`Si une adresse figure déjà parmi les personnes invitées, renvoyez plutôt cette invitation-là.`,
  inviteWorkspaces: say`Si vous ne pouvez pas choisir de Workspaces en invitant, ajoutez-y ces personnes une fois qu’elles ont accepté.`,
  pendingRoleSteps: (list, name) => [
    say`Ouvrez ${list}. Une invitation Pending garde son rôle : révoquez donc celle de l’adresse ci-dessous.`,
    say`Invitez de nouveau l’adresse avec le rôle ${role(name)}.`,
  ],
  wish: (seats, workspaces) =>
    seats.length + workspaces.length === 0
      ? "Sans sièges ni Workspaces particuliers :"
      : `Avec ${[
          ...(seats.length === 0 ? [] : [`des sièges pour ${seats.join(", ")}`]),
          ...(workspaces.length === 0 ? [] : [`les Workspaces ${workspaces.join(", ")}`]),
        ].join(" et ")} :`,
  otherWishes: "Avec les sièges et les Workspaces indiqués dans les demandes :",
  revokeSteps: (list) => [
    say`Ouvrez ${list} et allez aux personnes invitées.`,
    say`Révoquez l’invitation de chaque adresse ci-dessous.`,
  ],
  roleSteps: (list, name) => [
    say`Ouvrez ${list} et trouvez l’adresse ci-dessous.`,
    say`Passez son rôle à ${role(name)}.`,
  ],
  removeSteps: (list) => [
    say`Ouvrez ${list} et trouvez l’adresse ci-dessous parmi les personnes actives.`,
    say`Retirez ce membre de l’organisation. Son accès prend fin ; rien n’est conservé en cas de nouvelle invitation.`,
    say`Mistral garde le dernier Admin. Si c’est cette personne, donnez d’abord le rôle Admin à quelqu’un d’autre.`,
  ],
  workspaceSteps: (page) => [say`Ouvrez ${page} et créez-en un nouveau.`, say`Donnez-lui le nom ci-dessous.`],
  workspaceIcon: (icon) => say`Choisissez ${icon} comme icône.`,
  done: "C’est fait",
  reminder: {
    summary: (task) => `Toujours en attente de votre part : ${task}`,
    since: (from) => say`⏳ Ceci vous attend ${since(from)}.`,
  },
  impossible: "Impossible, car…",
  isActive: "Est Active",
  ranOut: {
    title: "Cette invitation a-t-elle expiré ?",
    titleMany: "Ces invitations ont-elles expiré ?",
    summaryMany: (n) =>
      isOne(n)
        ? PROBABLY
        : `${number(n)} invitations envoyées il y a une semaine ont probablement expiré. Merci de vérifier.`,
    questionMany: (n, from) =>
      isOne(n)
        ? say`⏳ Une des personnes invitées ${at(from)} n’a pas indiqué avoir accepté. ${RAN_OUT}`
        : say`⏳ ${number(n)} personnes invitées ${at(from)} n’ont pas indiqué avoir accepté. ${RAN_OUT}`,
    summary: PROBABLY,
    over: "Merci. Cette question est réglée.",
    question: (who, from) =>
      say`⏳ L’invitation pour ${who} a été envoyée ${at(from)}, et rien n’indique qu’elle a été acceptée. ${RAN_OUT}`,
    sendAgain: "Renvoyer",
    isActive: "Est Active",
    hasRunOut: "Elle a expiré",
    look: "Ouvrir la liste des membres",
  },
  describeActive: (address) => `${address} est Active`,
  doneConfirm: {
    title: "Fait chez Mistral ?",
    text: "C’est consigné comme confirmé par vous, et les personnes concernées sont informées.",
    yes: "C’est fait",
    no: "Pas encore",
  },
  whenDone:
    "Une fois que c’est fait, appuyez sur « C’est fait ». D’ici là, cela compte comme approuvé et non comme envoyé.",
  whenDoneOther: "Une fois que c’est fait, appuyez sur « C’est fait ».",
  follow: "Indiquez qui est passé de Pending à Active dans la liste des membres :",
  rowTitle: (icon, status) => `${icon} ${status}`,
  doneBy: (who, when) => say`✅ Fait, confirmé par ${who} ${at(when)}`,
  impossibleBy: (who, when) => say`⚠️ Impossible, d’après ${who} ${at(when)}`,
  movedSummary: (title) => `Quelqu’un d’autre s’en charge maintenant : ${title}.`,
  moved: (who) => say`C’est maintenant ${who} qui s’en charge. Merci. Il n’y a plus rien à faire.`,
  notNeededSummary: (title) => `Plus nécessaire : ${title}.`,
  notNeeded: (from) =>
    say`Plus nécessaire ${since(from)} : le bot s’en charge, ou cela s’est réglé autrement.`,
  nothingLeft: "Il n’y a plus rien à faire ici.",
  jobs,
  reasons,
  unknownReason: "Le journal du bot donne les détails.",
  troubleTitle: "Quelqu’un doit intervenir",
  tried: (n, from) =>
    n === 1 ? say`Essayé une fois ${since(from)}.` : say`Essayé ${number(n)} fois ${since(from)}.`,
  others: (n) =>
    n === 1
      ? "Un autre message au même endroit n’a pas pu être publié non plus. Votre choix vaut pour tous."
      : `${number(n)} autres messages au même endroit n’ont pas pu être publiés non plus. Votre choix vaut pour tous.`,
  retrying: "Une nouvelle tentative est en cours.",
  withOwner: (owner) => say`${owner} peut faire réessayer, ou y renoncer.`,
  settled: "C’est clos. Il n’y a plus rien à faire.",
  retry: "Réessayer",
  otherName: "Choisir un autre nom",
  drop: "Ne plus réessayer",
  dropConfirm: {
    title: "Ne plus réessayer ?",
    text: "Il n’y aura pas de nouvelle tentative. Le registre indiquera que vous y avez renoncé.",
    yes: "Ne plus réessayer",
    no: "Garder",
  },
};
