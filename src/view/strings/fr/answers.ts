import { code, say } from "../../core/spans.ts";
import type { notices as english } from "../en/answers.ts";
import type { Strings } from "../strings.ts";
import { counted, isOne, people } from "./grammar.ts";

export const answers: Strings["answers"] = {
  revokedUnsent: "Révoquée avant l’envoi. Personne ne recevra d’e-mail.",
  replaced: "Un e-mail plus récent a remplacé celui-ci.",
  youApprove: (owner) =>
    say`${owner} vous a nommé approbateur. Vous recevrez les demandes à approuver ou à refuser.`,
  handToOther: "Cette étape vous revient déjà. Choisissez quelqu’un d’autre.",
  alreadyActive: "Déjà Active.",
  looking: "Consultation de la liste de Mistral. La carte change dès qu’elle dit Active.",
  removing: "Retrait demandé. Il compte une fois effectué par Mistral.",
  byHand: "Une carte vous le demande, ou à la personne chargée de l’étape. « C’est fait » y compte.",
  nobodyActive: "Personne n’est encore Active. Confirmez une fois qu’un invité a accepté.",
  notAMember: (names) =>
    `Choisissez des membres à part entière : pas ${names}, car les invités, les applications et les personnes d’ailleurs ne peuvent pas le faire.`,
  notMet:
    "Ce bot ne peut pas joindre une personne choisie. Elle doit ajouter l’application ; choisissez ensuite de nouveau.",
  workspaceExists: (name) => `Un Workspace nommé « ${name} » existe déjà. Choisissez un autre nom.`,
  nobodyLeft: (verdicts, reasons) =>
    `Personne à inviter. ${verdicts
      .slice(0, 3)
      .map(({ address, problem }) => `${address} : ${problem === null ? "" : reasons[problem]}`)
      .join(" ; ")}${verdicts.length > 3 ? " ; …" : ""}`,
};

const edge = {
  title: "Mistral Setup",
  trouble: "Cela n’a pas fonctionné, ou peut-être que si : vérifiez avant de réessayer.",
};

export const slack: Omit<Strings["slack"], "stranger"> = {
  ...edge,
  close: "Fermer",
  tooLate: "C’était trop long pour Slack. Recommencez.",
  outdated: "Ceci vient d’une ancienne version de ce bot. Tapez /mistral-setup pour obtenir l’actuelle.",
  working: "Traitement en cours. Si rien ne se passe, envoyez de nouveau.",
  done: "C’est fait. Vous pouvez fermer cette fenêtre.",
};

export const teams: Omit<Strings["teams"], "language"> = {
  ...edge,
  more: "… et d’autres, qui n’entrent pas ici.",
  back: "Retour",
  choose: "Choisir…",
  none: "Aucun",
  chosenBefore: "Choix précédent (nom inconnu)",
  unknownChannel: "canal inconnu",
  unnamedGroup: "Une conversation de groupe où personne n’a encore mentionné ce bot",
  required: "Ce champ est obligatoire.",
  seeFields: "Rien n’est encore envoyé. Corrigez les champs signalés.",
  outdated:
    "Ceci vient d’une ancienne version de ce bot. Écrivez « setup » pour obtenir la version actuelle.",
  working: "Traitement en cours. La réponse arrivera par message.",
  done: "C’est fait.",
  closed: "Fermé. Rien n’a été envoyé.",
  answered: "La réponse est dans votre conversation avec ce bot.",
  unreachable:
    "Ce bot ne peut pas encore vous écrire. Ajoutez l’application Mistral Setup (Applications, rechercher, Ajouter), puis réécrivez là-bas.",
};

export const notices: typeof english = {
  refusals: {
    not_started:
      "La configuration de Mistral n’a pas encore démarré. Un administrateur de cet espace Slack peut la démarrer.",
    already_started: "La configuration a déjà démarré. Ouvrez la liste des étapes pour voir où elle en est.",
    may_not_start: "Seul un administrateur de cet espace Slack peut démarrer la configuration.",
    may_not_claim: "La reprise n’est possible qu’au départ du propriétaire, par un administrateur Slack.",
    not_owner: "Seul le propriétaire de la configuration peut faire cela.",
    other_approvers: "Cette demande revient aux approbateurs de ses Workspaces.",
    not_approver: "Seuls le propriétaire et les approbateurs peuvent faire cela.",
    own_request: "Vous ne pouvez pas décider de votre propre demande. Un autre approbateur doit le faire.",
    own_admin:
      "Vous deviendriez Admin : un autre approbateur doit approuver. Ou retirez votre adresse avec « Modifier », puis approuvez le reste.",
    needs_two:
      "Il faut deux personnes pour donner le rôle Admin. Révoquez cette invitation et demandez-en une comme Admin, ou changez le rôle chez Mistral une fois le membre Active.",
    agreed_already: "Votre part est déjà approuvée. D’autres doivent encore approuver.",
    outside_domains: "Une adresse est hors des domaines autorisés. Retirez-la, ou faites-la autoriser.",
    task_grew: "La liste s’est allongée. Vérifiez les nouvelles adresses, puis recommencez.",
    too_much: "C’est trop à la fois. Écrivez moins, ou choisissez 50 personnes au plus.",
    key_typed:
      "Cela ressemble à une clé API. Ce bot ne l’a pas conservée, mais une clé n’a rien à faire ici : supprimez-la chez Mistral et créez-en une autre. Si c’est autre chose, retirez-la de votre texte.",
    not_your_request: "Seul l’auteur de cette demande peut faire cela. Un approbateur peut la refuser.",
    not_your_step: "Cette étape ne vous a pas été confiée. Demandez au propriétaire de vous la confier.",
    not_your_task: "Cette tâche est à quelqu’un d’autre. Cette personne ou un approbateur peut la clore.",
    not_your_invitation:
      "Cette invitation est à quelqu’un d’autre. Demandez la vôtre avec la commande « inviter ».",
    held: "Une autre décision sur cette demande est en cours de vérification. Réessayez dans une minute.",
    already_decided: "Cette demande a déjà été tranchée. Rien n’a été modifié.",
    already_closed: "C’est déjà clos. Rien n’a été modifié.",
    own_removal:
      "Vous ne pouvez pas vous retirer ici. Un autre approbateur le peut, ou vous-même, chez Mistral.",
    owner_removal: "C’est le propriétaire. Si c’est voulu, faites-le sur la page des membres de Mistral.",
    last_admin: "C’est le seul Admin dans la liste de Mistral. Donnez d’abord ce rôle à quelqu’un d’autre.",
    by_hand: "Sans clé Admin API, ce bot ne peut pas le faire. Faites-le sur la page des membres de Mistral.",
    not_now: "La situation a changé, rien n’a été fait. La carte est à jour maintenant.",
    just_sent: "L’invitation vient d’être envoyée. Attendez quelques minutes avant de la renvoyer.",
    list_is_read: "Ce bot lit lui-même la liste de Mistral. Rien à saisir à la main.",
    gone: "Cela n’existe plus, peut-être après une restauration. Rien n’a été modifié. La commande « état » montre la situation actuelle.",
    guest: "Les invités ne peuvent ni demander ni décider ici. Un membre à part entière le peut.",
    stranger: "Ce bot travaille pour une seule organisation. Demandez l’accès à l’un de ses membres.",
    no_account: "Un compte n’a pas pu être lu. Réessayez dans une minute.",
    storage:
      "Rien ne peut être enregistré, rien n’a donc été modifié. Réessayez dans quelques minutes. Le journal de ce bot dit pourquoi.",
    trouble: "Cela n’a pas fonctionné, et rien n’a été modifié. Réessayez dans une minute.",
  },
  youWrote: "Vous avez écrit :",
  nothingChanged: "Rien n’a été modifié.",
  ownerIs: (who) => say`Le propriétaire est ${who}.`,
  approversAre: (who) => say`Vous pouvez vous adresser à : ${who}.`,
  said: {
    organization: "Organisation confirmée.",
    billingDone: (by) =>
      by === null
        ? "Facturation confirmée."
        : say`Facturation confirmée. Les clés devraient fonctionner d’ici ${by}.`,
    billingFree: "Le mode gratuit ne permet pas d’inviter : changez de forfait, puis confirmez de nouveau.",
    workspacesOrdered: (n) => `Création en cours : ${counted(n, "Workspace", "Workspaces")}.`,
    workspacesWait: (n, owner) =>
      `${isOne(n) ? "Sa création attend" : "Leur création attend"} que ${owner} ait rejoint Mistral : un Workspace a besoin d’un administrateur.`,
    securityOpen: "Enregistré. Saisissez un domaine ou cochez ce qui est fait pour clore l’étape.",
    verifyNotYet: "Enregistré. L’étape sera close avec un invité Active et une clé qui fonctionne.",
    skipped: "Un seul suffit. Le propriétaire peut rouvrir cette étape.",
    later: "La sécurité peut attendre. Vous pouvez rouvrir cette étape.",
    confirmed: "Merci. Vous avez confirmé cette étape.",
    handed: (name) => `C’est confié. Ce bot prévient ${name}.`,
    requested: (n) => `Demande pour ${people(n)} transmise aux approbateurs.`,
    approvedAlone: (n) => `Envoi en cours : ${counted(n, "invitation approuvée", "invitations approuvées")}.`,
    waitsForBilling: "Approuvée, en attente de la facturation. La suite est automatique.",
    resent: "Renvoi en cours. Le nouvel e-mail remplace l’ancien.",
    revoked: "Révocation en cours. Le lien de l’e-mail cessera de fonctionner une fois chez Mistral.",
    roleOrdered: "Le changement de rôle est en cours.",
    active: "Marqué Active, confirmé par vous.",
    unmarked: "De nouveau Pending. Chaque message qui disait Active est corrigé.",
    keyWorks: "Bonne nouvelle. Consigné comme confirmé par vous.",
    saved: "Vos réponses sont enregistrées.",
    language: "Vos messages sont désormais en français.",
    nothingToDo: "Rien à changer : c’est déjà le cas.",
    retrying: "Nouvelle tentative en cours.",
    organizationAccepted: "Confirmé. Ce bot lit la liste des membres de Mistral.",
    dropped: "Abandonné. Pas de nouvelle tentative.",
  },
};

export const accounts: Strings["accounts"] = {
  confirmFirst: (here, there) =>
    `Confirmez d’abord dans ${there} que ce compte ${here} est le vôtre : ce bot vous le demande là-bas. Puis réessayez ici.`,
  title: "Ce compte est-il le vôtre ?",
  ask: (name, there, address) =>
    address === null
      ? say`Quelqu’un, connecté à ${there} comme ${name}, a tenté d’agir à votre place. Était-ce vous ?`
      : say`Quelqu’un, connecté à ${there} comme ${name} (${code(address)}), a tenté d’agir à votre place. Était-ce vous ?`,
  explain: "Ne répondez oui que si ce compte est le vôtre. Vos droits vaudront dans les deux.",
  yes: "Oui, c’est moi",
  no: "Non, ce n’est pas moi",
  noConfirm: "Ce compte n’obtiendra jamais vos droits, et le propriétaire en sera informé.",
  yours: (there, name) =>
    say`✅ Le compte ${name} dans ${there} est aussi le vôtre. Vos droits valent dans les deux.`,
  waits: (there) =>
    `Vous avez répondu oui. Votre compte dans ${there} a ses propres droits : répondez oui là-bas aussi.`,
  youParted: (there, name) =>
    say`Vous avez indiqué que le compte ${name} dans ${there} n’est pas le vôtre. Il n’obtiendra jamais vos droits.`,
  parted: (who, there, name) =>
    say`⚠️ ${who} indique que le compte ${name} dans ${there} n’est pas le sien, bien qu’il ait la même adresse. Il n’obtient aucun de ses droits. Vérifiez qui l’utilise.`,
  old: "Plus rien à confirmer : l’un des comptes n’existe plus ou a changé d’adresse.",
};
