import { code, say } from "../../core/spans.ts";
import type { notices as english } from "../en/answers.ts";
import type { Strings } from "../strings.ts";
import { counted, isOne, people } from "./grammar.ts";

export const answers: Strings["answers"] = {
  revokedUnsent: "Révoquée avant l’envoi. Personne ne recevra d’e-mail.",
  replaced: "Ce message concerne un e-mail précédent. Un plus récent l’a remplacé.",
  youApprove: (owner) =>
    say`${owner} vous compte désormais parmi les approbateurs de la configuration de Mistral : les demandes vous parviennent pour que vous les approuviez ou les refusiez.`,
  handToOther: "Cette étape vous revient déjà. Choisissez quelqu’un d’autre.",
  alreadyActive: "Ce membre est déjà Active.",
  looking: "La liste des membres de Mistral est consultée. La carte changera dès qu’elle dira Active.",
  removing: "Le retrait est en cours. Il compte une fois effectué par Mistral.",
  byHand: "Une carte arrive, chez vous ou chez la personne chargée de l’étape. « C’est fait » y compte.",
  nobodyActive: "Personne n’est encore Active. Attendez qu’un invité ait accepté, puis confirmez ceci.",
  notAMember: (names) =>
    `Choisissez des membres à part entière. ${names} : ni invités, ni applications, ni personnes d’ailleurs.`,
  notMet: "Ce bot ne peut pas joindre une personne choisie. Qu’elle ajoute l’application ou lui écrive.",
  workspaceExists: (name) => `Un Workspace nommé « ${name} » existe déjà. Choisissez un autre nom.`,
  nobodyLeft: (verdicts, reasons) =>
    `Il ne reste personne à inviter. ${verdicts
      .slice(0, 3)
      .map(({ address, problem }) => `${address} : ${problem === null ? "" : reasons[problem]}`)
      .join(" ; ")}${verdicts.length > 3 ? " ; …" : ""}`,
};

const edge = {
  title: "Mistral Setup",
  trouble: "Cela n’a pas fonctionné, ou peut-être tout de même : vérifiez avant de réessayer.",
};

export const slack: Omit<Strings["slack"], "stranger"> = {
  ...edge,
  close: "Fermer",
  tooLate: "Slack a laissé expirer ce clic avant que la fenêtre puisse s’ouvrir. Veuillez recommencer.",
  outdated: "Ceci vient d’une ancienne version du bot. Tapez /mistral-setup pour obtenir l’actuelle.",
  working: "Traitement en cours. Si rien ne se passe, envoyez de nouveau.",
  done: "C’est fait. Vous pouvez fermer cette fenêtre.",
};

export const teams: Omit<Strings["teams"], "language"> = {
  ...edge,
  more: "… et d’autres éléments que Teams ne peut afficher dans un seul message.",
  back: "Retour",
  choose: "Choisir…",
  none: "Aucun",
  chosenBefore: "Choix précédent (nom inconnu)",
  unknownChannel: "canal inconnu",
  unnamedGroup: "Une conversation de groupe où personne n’a encore mentionné ce bot",
  required: "Ce champ est obligatoire.",
  seeFields: "Rien n’a encore été envoyé. Ce qu’il faut corriger est indiqué sous chaque champ.",
  outdated: "Ceci vient d’une ancienne version du bot. Écrivez « setup » pour obtenir la version actuelle.",
  working: "Traitement en cours. La réponse arrivera dans un message de ce bot.",
  done: "C’est fait.",
  closed: "Fermé. Rien n’a été envoyé.",
  answered: "La réponse est dans votre conversation avec moi.",
  unreachable:
    "Je ne peux pas encore vous écrire. Ajoutez l’application Mistral Setup à vos conversations (Applications, recherchez-la, Ajouter), puis réécrivez votre message là-bas.",
};

export const notices: typeof english = {
  refusals: {
    not_started: "La configuration n’a pas encore démarré. Un administrateur de cet espace Slack le peut.",
    already_started: "La configuration a déjà démarré. Ouvrez la liste des étapes pour voir où elle en est.",
    may_not_start: "Seul un administrateur de cet espace Slack peut démarrer la configuration.",
    may_not_claim: "La reprise n’est possible qu’au départ du propriétaire, par un administrateur Slack.",
    not_owner: "Seul le propriétaire de la configuration peut faire cela.",
    not_approver: "Seuls le propriétaire et les approbateurs peuvent faire cela.",
    own_request: "Personne ne décide de sa propre demande. Un autre approbateur doit le faire.",
    own_admin:
      "Cette demande vous donnerait le rôle Admin : un autre approbateur doit l’approuver. Ou retirez votre adresse avec « Modifier », puis approuvez le reste.",
    needs_two:
      "Il faut deux personnes pour donner le rôle Admin. Révoquez cette invitation et demandez-en une nouvelle avec le rôle Admin, ou changez le rôle d’un membre Active dans l’interface de Mistral.",
    agreed_already: "Vous l’avez déjà approuvée. Pour Admin, un autre approbateur doit aussi le faire.",
    outside_domains: "Une adresse est hors des domaines autorisés. Retirez-la, ou faites-la autoriser.",
    task_grew: "La liste s’est allongée depuis. Regardez aussi les nouvelles adresses, puis recommencez.",
    too_much: "C’est trop à la fois. Écrivez moins, ou choisissez 50 personnes au plus.",
    key_typed:
      "Cela ressemble à une clé API. Ce bot ne l’a pas conservée, mais une conversation n’est pas un endroit pour des clés : supprimez-la dans l’interface de Mistral et créez-en une nouvelle. Personne ici ne vous demandera jamais de clé. Si c’est autre chose, ne l’indiquez pas.",
    not_your_request: "Seul l’auteur de cette demande peut faire cela. Un approbateur peut la refuser.",
    not_your_step: "Cette étape ne vous a pas été confiée. Demandez au propriétaire de vous la confier.",
    not_your_task: "Cette tâche est à quelqu’un d’autre. Seuls cette personne ou un approbateur la closent.",
    not_your_invitation: "Cette invitation est à quelqu’un d’autre. Demandez la vôtre avec inviter.",
    already_decided: "Cette demande a déjà été tranchée, rien n’a donc été modifié.",
    already_closed: "C’est déjà clos, rien n’a donc été modifié.",
    own_removal: "Vous ne pouvez pas vous retirer ici. Un autre approbateur le peut, ou vous chez Mistral.",
    owner_removal: "C’est le propriétaire. Si c’est voulu, faites-le sur la page des membres de Mistral.",
    last_admin: "C’est le seul Admin dans la liste de Mistral. Donnez d’abord ce rôle à quelqu’un d’autre.",
    by_hand: "Sans Admin API, ce bot ne peut pas le faire. Changez-le sur la page des membres de Mistral.",
    not_now: "La situation a changé, rien n’a donc été modifié. La carte a été mise à jour.",
    just_sent: "L’envoi vient d’avoir lieu. Veuillez attendre quelques minutes avant de renvoyer.",
    list_is_read: "Le bot lit lui-même la liste des membres de Mistral : il n’y a rien à indiquer à la main.",
    gone: "Cela n’existe plus, peut-être parce que d’anciennes données ont été restaurées, et rien n’a donc été modifié : la commande état montre la situation actuelle.",
    guest: "Les invités ne peuvent ni demander ni décider ici. Un membre à part entière le peut.",
    stranger: "Ce bot travaille pour une seule organisation. Demandez l’accès à quelqu’un qui en est.",
    no_account: "Un compte n’a pas pu être lu pour le moment. Veuillez réessayer dans une minute.",
    storage:
      "Rien ne peut être enregistré pour le moment, rien n’a donc été modifié. Veuillez réessayer dans quelques minutes ; la personne qui gère ce bot en trouvera la raison dans son journal.",
    trouble: "Cela n’a pas fonctionné, et rien n’a été modifié. Veuillez réessayer dans une minute.",
  },
  youWrote: "Voici ce que vous avez écrit :",
  nothingChanged: "Rien n’a été modifié.",
  ownerIs: (who) => say`Le propriétaire est ${who}.`,
  approversAre: (who) => say`Vous pouvez vous adresser à : ${who}.`,
  said: {
    organization: "Organisation confirmée.",
    billingDone: (by) =>
      by === null
        ? "Facturation confirmée."
        : say`Facturation confirmée. Les clés devraient fonctionner d’ici ${by}.`,
    billingFree: "C’est noté. Le mode gratuit n’invite pas : changez de forfait, puis confirmez de nouveau.",
    workspacesOrdered: (n) => `Création en cours : ${counted(n, "Workspace", "Workspaces")}.`,
    workspacesWait: (n, owner) =>
      `C’est noté. ${isOne(n) ? "Sa création attend" : "Leur création attend"} que ${owner} ait rejoint l’organisation chez Mistral : un Workspace a besoin d’un membre pour l’administrer.`,
    securityOpen: "C’est enregistré. L’étape reste à faire tant que rien n’est saisi ni coché.",
    verifyNotYet: "C’est enregistré. L’étape reste à faire : il faut un invité Active et une clé qui marche.",
    skipped: "C’est noté : un seul suffit. Le propriétaire peut rouvrir cette étape à tout moment.",
    later: "La sécurité peut attendre. Vous pouvez rouvrir cette étape à tout moment.",
    confirmed: "Merci. Cette étape est confirmée par vous.",
    handed: (name) => `C’est confié. ${name} reçoit cette étape de la part de ce bot.`,
    requested: (n) => `Votre demande pour ${people(n)} a été transmise aux approbateurs. Ils décident.`,
    approvedAlone: (n) => `Envoi en cours : ${counted(n, "invitation approuvée", "invitations approuvées")}.`,
    waitsForBilling: "Approuvée, en attente de la facturation. La suite se fera toute seule.",
    resent: "L’invitation va être renvoyée. Le nouvel e-mail remplace l’ancien.",
    revoked: "Révocation en cours. Le lien de l’e-mail cessera de fonctionner une fois chez Mistral.",
    roleOrdered: "Le changement de rôle est en cours.",
    active: "Noté comme Active, confirmé par vous.",
    unmarked: "C’est annulé : de nouveau Pending, et chaque message qui disait Active est corrigé.",
    keyWorks: "Bonne nouvelle. C’est consigné comme confirmé par vous.",
    saved: "Vos réponses sont enregistrées.",
    language: "C’est noté. Je vous écris désormais en français.",
    nothingToDo: "Il n’y a rien à changer : c’est déjà le cas.",
    retrying: "Une nouvelle tentative va avoir lieu.",
    organizationAccepted: "C’est noté : c’est votre organisation. Le bot lit la liste des membres.",
    dropped: "Il n’y aura pas de nouvelle tentative.",
  },
};

export const accounts: Strings["accounts"] = {
  confirmFirst: (here, there) =>
    `Confirmez d’abord dans ${there} que ce compte ${here} est bien le vôtre : le bot vous le demande là-bas, dans un message avec un bouton. Réessayez ensuite ici.`,
  title: "Ce compte est-il le vôtre ?",
  ask: (name, there, address) =>
    address === null
      ? say`Quelqu’un, connecté à ${there} comme ${name}, a tenté d’agir à votre place. Était-ce vous ?`
      : say`Quelqu’un, connecté à ${there} comme ${name} (${code(address)}), a tenté d’agir à votre place. Était-ce vous ?`,
  explain: "Ne répondez oui que si ce compte est le vôtre : vos droits vaudront alors dans les deux.",
  yes: "Oui, c’est moi",
  no: "Non, ce n’est pas moi",
  noConfirm: "Ce compte n’obtiendra jamais vos droits, et le propriétaire en sera informé.",
  yours: (there, name) =>
    say`✅ Le compte ${name} dans ${there} est aussi le vôtre : ce que vous pouvez faire dans l’un, vous pouvez le faire dans l’autre.`,
  waits: (there) =>
    `Vous avez répondu oui. Votre compte dans ${there} a ses propres droits, la question lui est donc posée aussi : répondez oui dans le message reçu là-bas.`,
  youParted: (there, name) =>
    say`Vous avez indiqué que le compte ${name} dans ${there} n’est pas le vôtre. Il n’obtiendra jamais vos droits.`,
  parted: (who, there, name) =>
    say`⚠️ ${who} indique que le compte ${name} dans ${there} n’est pas le sien, bien qu’il ait la même adresse. Il n’obtient aucun de ses droits. Vérifiez qui l’utilise.`,
  old: "Il n’y a plus rien à confirmer : l’un des deux comptes n’existe plus ou a changé d’adresse.",
};
