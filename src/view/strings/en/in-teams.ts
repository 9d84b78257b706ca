import { type Piece, say } from "../../spans.ts";
import { whom } from "./answers.ts";

/** What is said differently to whoever reads it in Teams: no slash commands, no roles, a chat instead of direct messages. */
export const inTeams = {
  addressFile: {
    template: {
      comes: "This bot offers you the template as a file. Accept it, and it is put into your OneDrive.",
      said: "Enter one address per line below email, save the file as CSV, and send it to this bot.",
    },
  },
  answers: {
    youApprove: (owner: Piece) =>
      say`${owner} made you an approver of the Mistral Setup: Requests come to you to approve or deny. Write setup to me to see where it stands.`,
    byHand: {
      yours: (n: number) =>
        n === 1
          ? "This bot sends you a card for it. Do at Mistral what it says, then press Done: it counts from then on."
          : `This bot sends you ${n} cards for it. Do at Mistral what each says, then press Done on it: it counts from then on.`,
    },
    notAMember: (names: string) =>
      `Choose regular members of your organization. ${names} cannot do this: guests, apps and people of other organizations may not.`,
    notMet: (which: readonly number[] | null) =>
      `This bot cannot reach ${whom(which)}. Ask them to add the app in Teams, then choose them again.`,
  },
  checklist: {
    ownerLeft:
      "⚠️ The owner of this Setup has left. Somebody whom the operator of this bot has named (SETUP_OWNERS) can claim it and go on from here.",
  },
  closed: {
    chosen: {
      notIn: (submit: string) =>
        `The app is not in this team or chat. Add it there or choose another channel, then press ${submit} again.`,
    },
    meanwhile:
      "Meanwhile the approvers get open Requests in their chats with this bot, and you what that channel would have heard. Once the bot can write there again, what is open goes there.",
  },
  domains: {
    noted: (name: string, value: string) =>
      `Noted: a TXT record at ${name} with the value ${value}. The bot looks in DNS now; the card that it sends you says what it sees.`,
  },
  forms: {
    start: {
      approvalsHint: "Requests go there. Without one, the approvers get them in their own chats.",
      channelNote:
        "You can choose channels of teams, and group chats, that this app was added to. Add it there first.",
    },
    invite: {
      moreHint: "Each field takes 3,000 characters. For a longer list, up to 500, send this bot a CSV file.",
    },
    hand: {
      intro: (step: string) =>
        `They get the step ${step} in their chat with this bot and can confirm it, and only it. You can still do it yourself.`,
    },
  },
  homeBeforeSetup:
    "The Setup of your Mistral Organization has not started yet. Whoever was named for it by the operator of this bot (SETUP_OWNERS) can start it: write setup to me.",
  lists: {
    recordFileComes:
      "This bot offers you all of the Record as a file. Accept it, and it is put into your OneDrive.",
    recordByOperator: "All of it as a file: whoever runs this bot writes it with npm run record.",
    homeAsStranger:
      "This bot is for members of this organization. One of them can ask for an invitation for you.",
    helpIntro: "Write one of these to me here, or mention me in a channel:",
    helpCommand: (word: string, does: string) =>
      say`${{ kind: "code", text: word === "" ? "setup" : word }}: ${does}`,
    helpExamples: "invite ana@example.com, paul@example.com member\nmembers paul\nkey",
    homeTaskDetail: (at: Piece) => say`open since ${at}; the card that you were sent has the details`,
  },
  refusals: {
    not_started:
      "The Setup has not started yet. Somebody whom the operator of this bot has named (SETUP_OWNERS) can start it.",
    may_not_start:
      "Only the people whom the operator of this bot has named (SETUP_OWNERS) can start the Setup here. Ask one of them.",
    may_not_claim:
      "The Setup can be claimed only when its owner has left, and here only by somebody whom the operator of this bot has named (SETUP_OWNERS). If they have left, ask the operator who that is.",
    guest: "Guests cannot request or decide here. A regular member of this organization can ask for you.",
  },
  said: {
    handed: (name: string) => `Handed over. ${name} gets this step in a chat with this bot.`,
  },
  tasks: {
    jobs: { homes: "The personal pages could not be brought up to date." },
  },
};
