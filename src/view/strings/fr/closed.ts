import { say } from "../../spans.ts";
import type { Strings } from "../strings.ts";
import { isOne, number, since } from "./grammar.ts";

const BACK_IN =
  "Réinvitez-y le bot avec /invite @Mistral Setup, ou choisissez un autre canal dans les paramètres.";
const ADD_AGAIN = "Ajoutez-y de nouveau l’application, ou choisissez un autre canal dans les paramètres.";
const ANOTHER = "Choisissez-en un autre dans les paramètres.";
const ARCHIVED =
  "Il est archivé. Désarchivez-le et réinvitez le bot, ou choisissez un autre canal dans les paramètres.";

export const closed: Strings["closed"] = {
  title: (n) => (isOne(n) ? "Un canal est fermé au bot" : "Des canaux sont fermés au bot"),
  summary: (n) =>
    isOne(n)
      ? "Le bot ne peut pas écrire dans un canal que vous lui avez attribué."
      : `Le bot ne peut pas écrire dans ${number(n)} canaux que vous lui avez attribués.`,
  named: (channel, where) => say`${channel} dans ${where}`,
  unnamed: (where) => `Un canal dans ${where}`,
  cannot: (channel, from) => say`⚠️ ${channel} : le bot ne peut plus y écrire ${since(from)}.`,
  reasons: {
    slack: {
      is_archived: ARCHIVED,
      is_inactive: ARCHIVED,
      channel_deleted: `Il a été supprimé. ${ANOTHER}`,
      channel_not_found: `Il n’existe plus, ou il est privé et le bot n’y est pas. ${BACK_IN}`,
      not_in_channel: `Le bot n’y est pas. ${BACK_IN}`,
      is_ext_shared:
        "Il est partagé avec une autre entreprise, qui verrait les adresses de vos collègues. Mettez fin au partage, ou choisissez un autre canal dans les paramètres.",
      restricted_action:
        "Seules certaines personnes peuvent y publier. Autorisez le bot à publier, ou choisissez un autre canal dans les paramètres.",
    },
    teams: {
      channel_deleted: `Il a été supprimé. ${ANOTHER}`,
      team_deleted: `Son équipe a été supprimée. ${ANOTHER}`,
      team_archived:
        "Son équipe est archivée. Restaurez l’équipe, ou choisissez un autre canal dans les paramètres.",
      removed: `L’application a été retirée de cette équipe ou conversation. ${ADD_AGAIN}`,
      unknown_conversation: `Il n’existe plus, ou l’application n’y est pas. ${ADD_AGAIN}`,
      ConversationNotFound: `Il n’existe plus, ou l’application n’y est pas. ${ADD_AGAIN}`,
      BotNotInConversationRoster: `L’application n’est pas dans cette équipe ou conversation. ${ADD_AGAIN}`,
    },
  },
  otherwise: {
    slack: `Slack ne l’autorise pas. ${BACK_IN}`,
    teams: `Teams ne l’autorise pas. ${ADD_AGAIN}`,
  },
  meanwhile:
    "En attendant, les approbateurs reçoivent les demandes en cours par message direct, et vous ce que ce canal aurait dû recevoir. Dès que le bot pourra de nouveau y écrire, ce qui est en cours y sera publié.",
  chosen: {
    archived: (submit) =>
      `Ce canal est archivé. Désarchivez-le ou choisissez-en un autre, puis appuyez de nouveau sur « ${submit} ».`,
    shared: (submit) =>
      `Ce canal est partagé avec une autre entreprise, qui verrait les adresses de vos collègues. Choisissez-en un autre, puis appuyez de nouveau sur « ${submit} ».`,
    notIn: (submit) =>
      `Le bot n’est pas dans ce canal. Invitez-le-y avec /invite @Mistral Setup, puis appuyez de nouveau sur « ${submit} ».`,
  },
  settings: "Ouvrir les paramètres",
  over: "Le bot peut de nouveau écrire dans vos canaux.",
  overSince: (from) =>
    say`✅ Là où le bot ne pouvait plus écrire ${since(from)}, il le peut de nouveau, ou le canal n’est plus utilisé. Il n’y a rien à faire.`,
};
