import { say } from "../../spans.ts";
import type { Strings } from "../strings.ts";
import { at, counted, isOne, number, people, since } from "./grammar.ts";

/** What a removal means, and who hears of it: nobody does where nobody here asked for the Member. */
const removal = {
  automatic:
    "son accès à l’organisation Mistral prend fin. Une nouvelle invitation restera possible, mais rien n’est conservé. Le membre et l’auteur de la demande en sont informés.",
  guided:
    "une carte demandera de le faire chez Mistral. Son accès prendra alors fin. Une nouvelle invitation restera possible, mais rien n’est conservé. Le membre et l’auteur de la demande en sont informés.",
  uninvited:
    "son accès à l’organisation Mistral prend fin. Une invitation restera possible plus tard, mais rien n’est conservé. Ce bot n’en informe pas cette personne.",
};

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

export const lists: Strings["lists"] = {
  statusTitle: "Où en est la configuration",
  statusSummary: (done, active, pending) =>
    `${number(done)} ${isOne(done) ? "étape terminée" : "étapes terminées"} sur 6. Personnes invitées : ${number(active)} Active, ${number(pending)} Pending.`,
  peopleHeading: "Membres",
  noPeople: "Personne n’a encore été invité.",
  requestsHeading: "Demandes en attente",
  allTasks: "Toutes mes tâches",
  allRequests: "Toutes les demandes",
  noTasks: "Rien ne vous attend.",
  tasksSummary: (page, pages) => `Vos tâches, page ${number(page)} sur ${number(pages)}.`,
  openRequestsSummary: (page, pages) => `Demandes en attente, page ${number(page)} sur ${number(pages)}.`,
  noRequests: "Aucune demande n’est en attente.",
  requestTitle: (n, role) => `⏳ ${capital(people(n))} avec le rôle ${role}`,
  requestDetail: (who, when, whom) => say`demandé par ${who} ${at(when)} pour ${whom}`,
  requestsMore: (n) => (n === 1 ? "et une autre demande" : `et ${number(n)} autres demandes`),
  completed: (from) => say`✅ Terminée ${since(from)}.`,
  membersTitle: "Membres et invitations",
  membersSummary: (page, pages) => `Membres et invitations, page ${number(page)} sur ${number(pages)}.`,
  membersEmpty: "Personne n’a encore été invité.",
  page: (page, pages) => `Page ${number(page)} sur ${number(pages)}`,
  pageOf: (page, pages, all) => `Page ${number(page)} sur ${number(pages)}, ${number(all)} en tout`,
  care: "Expirée ou non envoyée",
  narrowed: (find, part, n) => {
    const found = n === 0 ? "Aucune personne trouvée" : counted(n, "personne trouvée", "personnes trouvées");
    const by = find === null ? say`` : say` pour ${find}`;
    return say`${found}${by}${part === null ? "" : `, avec l’état : ${part}`}.`;
  },
  memberTitle: (icon, status, role) => `${icon} ${status}, ${role}`,
  roleUnknown: "rôle inconnu ici",
  uninvited: (when) => say`arrivé sans passer par ce bot, vérifié auprès de Mistral ${at(when)}`,
  onlyAdmin: " ; seul Admin, que Mistral conserve",
  listed: (all, uninvited) =>
    isOne(all)
      ? `La liste de Mistral compte ${number(all)} membre${uninvited === 0 ? "" : ", arrivé sans passer par ce bot"}.`
      : `La liste de Mistral compte ${number(all)} membres${uninvited === 0 ? "" : `, dont ${number(uninvited)} ${isOne(uninvited) ? "arrivé" : "arrivés"} sans passer par ce bot`}.`,
  buttons: {
    invite: "Inviter des personnes",
    resend: "Renvoyer",
    revoke: "Révoquer",
    role: "Changer le rôle",
    remove: "Retirer",
    active: "Marquer comme Active",
    unmark: "Revenir à Pending",
    approve: "Approuver",
    find: "Chercher un membre",
    everybody: "Afficher tout le monde",
    care: (n) => `Expirées ou non envoyées (${number(n)})`,
    resendAll: (n) => `Renvoyer les ${number(n)}`,
  },
  resendAllConfirm: (n) => ({
    title: "Tout renvoyer ?",
    text: `${number(n)} invitations ont expiré. Chacune de ces adresses reçoit un nouvel e-mail, qui remplace l’ancien ; celles hors des domaines autorisés n’en reçoivent pas.`,
    yes: "Renvoyer",
    no: "Pas maintenant",
  }),
  describeRow: (label, address) => `${label} : ${address}`,
  revokeConfirm: (whom) => ({
    title: "Révoquer l’invitation ?",
    text: `${whom} : le lien de l’e-mail cessera de fonctionner. Une nouvelle invitation restera possible.`,
    yes: "Révoquer",
    no: "Conserver",
  }),
  unmarkConfirm: {
    title: "Revenir à Pending ?",
    text: "Cette personne redevient Pending, et chaque message qui disait Active est corrigé.",
    yes: "Revenir à Pending",
    no: "Garder Active",
  },
  removeConfirm: (whom, how) => ({
    title: "Retirer de l’organisation ?",
    text: `${whom} : ${removal[how]}`,
    yes: "Retirer",
    no: "Conserver",
  }),
  recordTitle: "Registre",
  recordSummary: (page, pages) => `Le registre, page ${number(page)} sur ${number(pages)}.`,
  recordEmpty: "Rien n’est encore consigné.",
  recordHead: (hash) =>
    say`Dernière empreinte : ${{ kind: "code", text: hash }}. Chaque entrée couvre la précédente, une modification se voit donc.`,
  recordFile: "Envoyer en fichier",
  recordFileComes: "Tout le registre arrive en fichier dans vos messages directs avec ce bot.",
  recordFileSaid: (head, name) =>
    `Le registre, empreinte ${head}. L’exploitant de ce bot peut le vérifier : npm run record -- verify ${name}`,
  recordOffered: (entries) =>
    `Tout ce qui a été consigné jusqu’ici (${counted(entries, "entrée", "entrées")}).`,
  recordByOperator:
    "Pour avoir tout le registre dans un fichier, l’exploitant de ce bot utilise npm run record. Dans Slack, le bot peut l’envoyer ici dès que son application a l’autorisation files:write.",
  helpTitle: "Mistral Setup : aide",
  helpSummary: "Ce que ce bot comprend.",
  helpUnknown: (word) => say`Je ne connais pas ${{ kind: "code", text: word }}. Voici ce que je comprends :`,
  helpIntro: "Vous pouvez taper :",
  helpCommands: [
    ["", "démarre la configuration ; ensuite, la liste des six étapes et ce qui vient après"],
    ["inviter", "inviter des personnes, ou demander une invitation pour soi"],
    ["état", "étapes, membres, demandes en attente"],
    ["membres", "toutes les personnes invitées, et ce qu’on peut faire (approbateurs)"],
    ["clé", "comment obtenir une clé API, et si les clés fonctionnent déjà"],
    ["paramètres", "approbateurs, canaux, domaines, sièges, rappels (propriétaire)"],
    ["langue", "dans quelle langue ce bot vous écrit"],
    ["registre", "qui a fait quoi, et quand"],
    ["aide", "ce que ce bot comprend"],
  ],
  helpCommand: (word, does) =>
    say`${{ kind: "code", text: word === "" ? "/mistral-setup" : `/mistral-setup ${word}` }} : ${does}`,
  helpExamplesHeading: "Exemples",
  helpExamples:
    "/mistral-setup inviter ana@example.com, paul@example.com member\n/mistral-setup membres paul\n/mistral-setup clé",
  homeSummary: (tasks, requests) => {
    const waiting = [
      ...(tasks === 0 ? [] : [counted(tasks, "tâche", "tâches")]),
      ...(requests === 0 ? [] : [counted(requests, "demande", "demandes")]),
    ].join(" et ");
    if (waiting === "") return "Votre page Mistral : rien ne vous attend.";
    return `Votre page Mistral : ${waiting} en attente.`;
  },
  homeTasks: "Mes tâches",
  homeDecide: "En attente de votre décision",
  homeMine: "Mon invitation",
  homeMyRequests: "Mes demandes",
  homeSetup: "Configuration",
  homeNothing: "Vous n’avez pas encore d’invitation. Demandez-en une, et un approbateur décidera.",
  homeAsk: "Demander une invitation",
  homeInvite: "Inviter des personnes",
  homeAsStranger:
    "Cette page est réservée aux personnes de cette organisation. Un collègue qui en fait partie peut demander un accès pour vous.",
  homeTaskTitle: (title, n) => (n > 1 ? `⏳ ${title} (${number(n)})` : `⏳ ${title}`),
  homeTaskDetail: (from) =>
    say`en attente ${since(from)} ; les détails sont sur la carte, dans vos messages directs`,
  homeHelper: (title) => `⏳ ${title} : cette étape vous a été confiée`,
  myRequestTitle: (n, role, state) => `Demande pour ${people(n)} avec le rôle ${role} : ${state}`,
  requestStates: {
    open: "en attente d’une décision",
    approved: "approuvée",
    denied: "refusée",
    withdrawn: "retirée",
    lapsed: "expirée",
  },
  askedAt: (when) => say`demandé ${at(when)}`,
  endedBy: (who, when) => say`par ${who} ${at(when)}`,
  mineTitle: (icon, status) => `${icon} ${status}`,
  mineDetail: (address, role) => say`${{ kind: "code", text: address }} avec le rôle ${role}`,
};
