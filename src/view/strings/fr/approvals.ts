import { bold, say } from "../../core/spans.ts";
import type { Strings } from "../strings.ts";
import { at, counted, number, people } from "./grammar.ts";

export const away: Strings["away"] = {
  title: "Absence",
  intro: "Quelqu’un d’autre décide des demandes pendant l’absence d’un approbateur, qui le peut aussi.",
  person: "Personne absente",
  firstDay: "Premier jour d’absence",
  lastDay: "Dernier jour d’absence",
  standIn: "Personne qui remplace",
  standInHint: "Pour décider de ces demandes, sans autre droit.",
  until: (last) => say`jusqu’au ${last}`,
  between: (first, last) => say`du ${first} au ${last}`,
  asked: (who, days) => say`Vous remplacez ${who} ${days} : vous décidez de ses demandes.`,
  saidOfYou: (days, who) => say`Le propriétaire a noté votre absence ${days}. ${who} vous remplace.`,
  back: (who) => say`✅ Votre remplacement de ${who} est terminé.`,
  nobodyForYou: "✅ Plus personne ne vous remplace.",
  note: (who, days, standIn) => say`${who} s’absente ${days} : ${standIn} peut décider à sa place.`,
  status: (who, text, until) => say`${who} indique : « ${text} » (fin : ${until}).`,
  statusHint: (text, until) =>
    say`Vous indiquez « ${text} » (fin : ${until}). Avec Absence, quelqu’un d’autre peut décider pour vous.`,
  inPlaceOf: (who, of) => say`${who} pour ${of}`,
  errors: {
    noDay: "Indiquez un jour, par exemple 2026-12-24.",
    past: "Choisissez un jour à partir d’aujourd’hui.",
    later: "Choisissez un jour plus tardif.",
    tooLong: "Choisissez un jour d’ici un an.",
    another: "Une autre absence est déjà notée. Mettez-y fin d’abord.",
    self: "Choisissez quelqu’un d’autre.",
    notApprover: "Cette personne n’est pas approbatrice. Choisissez-en une qui l’est.",
  },
};

export const escalation: Strings["escalation"] = {
  after: "Demander à d’autres si personne ne décide",
  to: "À qui demander alors",
  nobody: "Choisissez quelqu’un qui n’est pas déjà approbateur.",
  asked: (who, when, why) =>
    say`Demande aussi adressée à ${who} ${at(when)}, ${why === "time" ? "faute de décision" : "toutes les autres personnes étant absentes"}.`,
  allAway: (owner) =>
    say`⚠️ Toutes les personnes habilitées sont absentes. ${owner} peut ajouter un approbateur dans les paramètres.`,
};

export const groups: Strings["groups"] = {
  label: "Groupes d’approbateurs",
  hint: "Tous leurs membres peuvent approuver. Modifier un groupe, c’est donc choisir des approbateurs.",
  first: (n) => `Seuls les ${n} premiers groupes figurent ici.`,
  none: {
    plan: "Les groupes Slack comme approbateurs nécessitent un forfait Slack payant.",
    scope:
      "Pour des groupes Slack comme approbateurs, accordez usergroups:read à cette app et réinstallez-la.",
  },
  errors: {
    gone: "Un groupe choisi n’existe plus. Rouvrez les paramètres.",
    tooMany: (most) => `Choisissez ${most} groupes au plus.`,
    tooBig: (name, most) => `${name} compte plus de ${most} personnes. Choisissez un groupe plus petit.`,
  },
  askedInstead: "Groupes à solliciter si personne ne décide",
  asked: (all) => say`Sollicités : ${all}`,
  held: (who, when) => say`⏳ ${who} a décidé ${at(when)}. Ce bot vérifie le groupe.`,
  uncounted: {
    changed: "Votre décision ne compte pas : la demande ou ses approbateurs ont changé.",
    unread: "Votre décision ne compte pas : ce bot n’a pas pu lire le groupe. Décidez de nouveau.",
  },
  trouble: (name, why) =>
    say`⚠️ Personne ne décide en tant que membre de ${name} : ${why} Les demandes vous parviennent.`,
  over: (name) => say`✅ ${name} ne vous renvoie plus de demandes.`,
  why: (most) => ({
    empty: "aucun de ses membres ne peut décider.",
    gone: "il n’existe plus ou est désactivé.",
    "too-big": `il compte plus de ${most} personnes.`,
    refused: "ce bot ne peut pas le lire.",
  }),
};

export const rules: Strings["rules"] = {
  title: "Règle",
  submit: "Essayer",
  intro: "Les demandes conformes sont approuvées aussitôt. Les approbateurs décident des autres.",
  domains: "Domaines d’e-mail",
  domainsHint: "Un par ligne. Toutes les adresses d’une demande doivent en relever.",
  perWeek: "Personnes par semaine",
  sentence: (domains, perWeek) =>
    say`Les Members de ${domains} sont approuvés aussitôt, jusqu’à ${`${perWeek}`} par semaine.`,
  group: "Seulement pour les demandes de",
  askedBy: (who) => say`Seulement pour les demandes des membres de ${who}.`,
  unread: "⚠️ Ce bot n’y connaît encore personne. Revenez dans une minute.",
  wouldHave: ({ all, approved, people }) =>
    `Ces 30 derniers jours : ${counted(approved, "demande approuvée", "demandes approuvées")} sur ${all}, pour ${counted(people, "personne", "personnes")}.`,
  denied: (n) => `⚠️ Les approbateurs en ont refusé ${n}.`,
  limits:
    "Jamais pour Admin ni Billing, ni avec des licences ou des Workspaces, ni pour une adresse déjà refusée.",
  mayFit: "Si une règle convient, la demande est approuvée aussitôt.",
  approved: "Approuvée par une règle. L’invitation arrivera par e-mail.",
  of: (who) => say`une règle (${who})`,
  seats: "Les paramètres ajoutent des licences aux nouvelles demandes : aucune règle ne s’y applique.",
  idle: "⚠️ Un domaine n’est plus autorisé : la règle n’y fait rien.",
  errors: {
    taken: (domain) => `Une règle existe déjà pour ${domain}. Supprimez-la d’abord.`,
    whole: (most) => `Entrez un nombre entier de 1 à ${most}.`,
    notAllowed: (domain) => `${domain} n’est pas un domaine autorisé.`,
    tooMany: (most) => `Il y a déjà ${most} règles. Supprimez-en une d’abord.`,
  },
};

export const workspaceApprovers: Strings["workspaceApprovers"] = {
  title: "Approbateurs Workspace",
  intro:
    "Ces personnes décident à la place des approbateurs pour ce Workspace. Admin et Billing exigent en plus un approbateur.",
  workspace: "Workspace",
  asked: (workspace, who) => say`Pour ${workspace} : ${who}`,
  askedForRest: "Aussi sollicités : les approbateurs",
  mayNeed: (names) => `Pour ces Workspaces, d’autres approuvent : ${names}.`,
};

export const accessEnd: Strings["accessEnd"] = {
  field: "Accès jusqu’au",
  fieldHint: "Le dernier jour. Laissez vide pour un accès sans fin.",
  untilAsked: (day) => say`Dernier jour demandé : ${day}`,
  wants: (who, n, role) => say`${who} souhaite prolonger l’accès pour ${people(n)} comme ${bold(role)}.`,
  asked: (n) => say`Vous avez demandé à prolonger l’accès pour ${people(n)}.`,
  ends: (day) => say`⏳ L’accès à Mistral prend fin si personne ne le prolonge. Dernier jour : ${day}.`,
  lastDay: (day) => say`Dernier jour d’accès à Mistral : ${day}.`,
  settled: "✅ Cet accès a été prolongé.",
  title: "Prolonger l’accès",
};

export const reviews: Strings["reviews"] = {
  every: { off: "Jamais", monthly: "Chaque mois", quarterly: "Chaque trimestre" },
  title: "Revue des membres",
  intro: "Tout le monde a-t-il encore besoin de son accès ? Sans réponse, rien ne change.",
  answer: "Réponse",
  answers: {
    keep: "Garder les personnes cochées",
    release: "Retirer les personnes cochées : leur accès prend fin",
    "keep-all": "Garder toute la page",
  },
  tick: "Cochez des personnes, ou aucune pour garder toute la page.",
  file: "La revue des membres arrive en fichier.",
  noFile: "Ce bot ne peut pas envoyer la revue en fichier ici.",
  counted: (open, answered) => `Sans réponse : ${number(open)}. Avec réponse : ${number(answered)}.`,
};
