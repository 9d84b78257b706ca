import { say } from "../../spans.ts";
import type { Strings } from "../strings.ts";
import { at, isOne, number, of, people, since } from "./grammar.ts";

const invitations = (n: number): string => (n === 1 ? "Une invitation" : `${number(n)} invitations`);
const role = (name: string) => ({ kind: "bold", text: name }) as const;
/** "An Invitation that you asked for": it and what became of it agree in number. */
const asked = (n: number): string =>
  `${invitations(n)} que vous aviez ${isOne(n) ? "demandée" : "demandées"}`;
const ranOut = (n: number): string => (isOne(n) ? "a expiré après 7 jours." : "ont expiré après 7 jours.");
const failed = (n: number): string => (isOne(n) ? "n’a pas pu être envoyée." : "n’ont pas pu être envoyées.");
const revoked = (n: number): string => (isOne(n) ? "a été révoquée." : "ont été révoquées.");
const left = (n: number): string =>
  isOne(n) ? "n’est plus membre chez Mistral." : "ne sont plus membres chez Mistral.";

const whenApproved = (both: boolean): string =>
  both ? "Une fois les deux approbations données" : "Si vous approuvez";

export const requests: Strings["requests"] = {
  title: "Demande d’accès à Mistral",
  summaryOpen: (who, n) => `${who} demande l’accès à Mistral pour ${people(n)}.`,
  asks: (who, n, name) =>
    say`${who} demande à inviter ${people(n)} dans l’organisation Mistral avec le rôle ${role(name)}.`,
  requesterLeft: (who) =>
    say`⚠️ ${who} n’est plus membre à part entière ici. Décidez si cette demande a encore lieu d’être.`,
  left: (n, name) =>
    say`Un approbateur a modifié la demande : elle concerne maintenant ${people(n)} avec le rôle ${role(name)}.`,
  permissions: (name, permissions) => `${name} – ${permissions}.`,
  strongRole: {
    admin: "⚠️ Admin est le rôle le plus puissant : il inclut la sécurité et la facturation.",
    billing: "⚠️ Billing peut changer de forfait et de moyen de paiement.",
    member: "",
  },
  addresses: "Adresses",
  moreAddresses: (n) => (isOne(n) ? `et ${number(n)} autre` : `et ${number(n)} autres`),
  workspaces: (names) => `Workspaces : ${names.join(", ")}`,
  seats: (names) => `Sièges : ${names.join(", ")}`,
  reason: "Motif",
  askedAt: (when) => say`Demande faite ${at(when)}`,
  willFollow: {
    automatic: (n, both) =>
      isOne(n)
        ? `${whenApproved(both)}, le bot envoie l’invitation et Mistral écrit à cette personne. L’invitation expire après 7 jours.`
        : `${whenApproved(both)}, le bot envoie les invitations et Mistral écrit à ces personnes. Les invitations expirent après 7 jours.`,
    guided: (n, both) =>
      isOne(n)
        ? `${whenApproved(both)}, une carte demande de saisir l’adresse sur la page des membres de Mistral, et Mistral écrit à cette personne. L’invitation expire après 7 jours.`
        : `${whenApproved(both)}, une carte demande de saisir les adresses sur la page des membres de Mistral, et Mistral écrit à ces personnes. Les invitations expirent après 7 jours.`,
  },
  alreadyMember: (address, proof) => say`${address} est déjà membre (${proof})`,
  outside: (n, all, domains) => {
    if (n < all)
      return `⚠️ ${number(n)} sur ${number(all)} ${isOne(n) ? "est" : "sont"} hors de ${domains}, en tête de liste.`;
    return isOne(n) ? `⚠️ L’adresse est hors de ${domains}.` : `⚠️ Les ${number(n)} sont hors de ${domains}.`;
  },
  punycode: (domain) => say`son domaine est ${{ kind: "code", text: domain }}`,
  approveTitle: "Approuver la demande",
  changedMeanwhile: "La demande a été modifiée entre-temps. Voici ce qu’elle demande maintenant.",
  otherLetters: "contient d’autres lettres que a à z",
  nobodyToInvite:
    "Toutes les personnes de la demande sont déjà membres : l’approuver n’envoie rien et ne change rien pour elles.",
  membersStay: "Les personnes déjà membres ne reçoivent pas d’e-mail et gardent leur rôle.",
  willWaitForBilling:
    "⏳ La facturation ne permet pas encore d’inviter. Ce que vous approuvez attend la facturation, puis reprend tout seul.",
  singleApprover:
    "Il n’y a qu’un seul approbateur. Comme personne ne décide de sa propre demande, mieux vaut en ajouter un deuxième dans les paramètres.",
  oneApprover: "Il n’y a qu’un seul approbateur.",
  buttons: {
    approve: "Approuver",
    review: (n) => (isOne(n) ? "Examiner" : `Examiner les ${number(n)}`),
    deny: "Refuser",
    change: "Modifier",
    withdraw: "Retirer la demande",
    resend: "Renvoyer",
    again: "Refaire la demande",
  },
  describe: (label, { id, n, who }) => `${label} : demande ${id} ${of(who)} pour ${people(n)}`,
  withdrawConfirm: {
    title: "Retirer la demande ?",
    text: "Les approbateurs ne pourront plus en décider. Vous pouvez en faire une nouvelle à tout moment.",
    yes: "Retirer",
    no: "Conserver",
  },
  takesTwo: "Il faut l’accord de deux approbateurs pour le rôle Admin.",
  agreedBy: (who, when) =>
    say`☑️ Approuvée par ${who} ${at(when)}. Il faut deux approbateurs pour Admin : un autre doit aussi l’approuver.`,
  approvedBy: (who, when) => say`✅ Approuvée par ${who} ${at(when)}`,
  approvedAlone: (who, when) =>
    say`✅ Invitation par ${who} ${at(when)}, sans qu’une deuxième personne soit nécessaire`,
  reasonAsked: "Motif :",
  reasonDenied: "Réponse :",
  deniedBy: (who, when) => say`✖️ Refusée par ${who} ${at(when)}`,
  withdrawnBy: (who, when) => say`Retirée par ${who} ${at(when)}`,
  lapsedAt: (when) => say`Demande expirée ${at(when)} : pas de réponse pendant 7 jours`,
  row: (icon, address, name, status) => say`${icon} ${{ kind: "code", text: address }} ${name} : ${status}`,
  otherRole: (name) => `(${name})`,
  statusWithProof: (status, proof) => say`${status} (${proof})`,
  waitsForPerson: "approuvée, à faire par une personne chez Mistral",
  waitingForBilling: "approuvée, en attente de la facturation",
  summaryState: {
    open: (n) => `La demande pour ${people(n)} attend une décision.`,
    approved: (n) => `La demande pour ${people(n)} est approuvée.`,
    denied: (n) => `La demande pour ${people(n)} est refusée.`,
    withdrawn: (n) => `La demande pour ${people(n)} est retirée.`,
    lapsed: (n) => `La demande pour ${people(n)} a expiré : pas de réponse pendant 7 jours.`,
  },
  counts: (pending, active) => `${number(pending)} Pending, ${number(active)} Active`,
  askedTitle: "Votre demande",
  asked: (n, name) =>
    name === null
      ? `Vous avez demandé à inviter ${people(n)}.`
      : `Vous avez demandé à inviter ${people(n)} avec le rôle ${name}.`,
  askedWaits:
    "⏳ Elle attend un approbateur. La décision vous sera communiquée, sans avoir à relancer qui que ce soit.",
  askedBilling:
    "⏳ Mistral ne permet pas encore d’inviter. La suite se fera toute seule dès que la facturation sera en place.",
  outcomeTitle: "Votre demande a reçu une réponse",
  lapsedTitle: "Votre demande est restée sans réponse",
  canAskAgain: "Vous pouvez refaire une demande à tout moment.",
  reminderSummary: (who, n) => `Une demande ${of(who)} pour ${people(n)} attend toujours.`,
  waitsSince: (from) => say`⏳ Cette demande attend une décision ${since(from)}.`,
  lapsesAt: (when) => say`Sans réponse, la demande expire ${at(when)}.`,
  noLongerWaits: "Cette demande n’attend plus.",
  taken: (addresses) => say`Retiré par un approbateur : ${addresses}`,
  wrongTitle: (n) => (isOne(n) ? "Une invitation à vérifier" : `${number(n)} invitations à vérifier`),
  wrongSummary: {
    expired: (n) => `${asked(n)} ${ranOut(n)}`,
    failed: (n) => `${asked(n)} ${failed(n)}`,
    revoked: (n) => `${asked(n)} ${revoked(n)}`,
    removed: (n) =>
      n === 1
        ? `Une personne que vous aviez fait inviter ${left(n)}`
        : `${number(n)} personnes que vous aviez fait inviter ${left(n)}`,
  },
  wrongOther: {
    expired: (n) => `${invitations(n)} ${ranOut(n)}`,
    failed: (n) => `${invitations(n)} ${failed(n)}`,
    revoked: (n) => `${invitations(n)} ${revoked(n)}`,
    removed: (n) => (n === 1 ? `Une personne ${left(n)}` : `${number(n)} personnes ${left(n)}`),
  },
  wentOn: "✅ La situation a changé depuis.",
  wrongNext: {
    expired: "Un approbateur peut la renvoyer en un clic, sur la page des membres.",
    failed: "Un approbateur peut la renvoyer en un clic, sur la page des membres.",
    revoked: "Si cela vous surprend, parlez-en à un approbateur.",
    removed: "Une nouvelle invitation est possible, mais rien de l’ancien accès n’est conservé.",
  },
  wrongMany: "Chacune peut être renvoyée en un clic, sur la page des membres.",
  inTheWay: "Ce qui l’empêche :",
};
