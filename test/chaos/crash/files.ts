import type { Messenger, OutgoingFile } from "../../../src/app/core/messenger.ts";
import type { FilePlace } from "../../../src/domain/file-offer.ts";
import { AppError } from "../../../src/lib/errors.ts";

type Options = {
  /** What stands in the file that people choose in a form. */
  readonly chosen: string;
  /** What is put into a OneDrive gets there, and nobody hears of it. */
  readonly putUnheard: boolean;
};

/** The events of a Record that went out; who did what when is compared where it is stored. */
const eventsIn = (text: string): string[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => String((JSON.parse(line) as { event?: unknown }).event))
    .toSorted();

/** Where files are: Slack's conversations, and the OneDrives of people in Teams, which take each file once. */
export function createFiles({ chosen, putUnheard }: Options) {
  const sent: (OutgoingFile & { readonly channel: string })[] = [];
  const drive = new Map<string, string>();
  let places = 0;
  let askedAgain = 0;

  const inSlack: Partial<Messenger> = {
    maySendFiles: () => true,
    sendFile: async (channel, file) => void sent.push({ channel, ...file }),
    lookForFile: async (channel, name) => sent.some((file) => file.channel === channel && file.name === name),
    mayReadFiles: () => true,
    readFile: async () => new TextEncoder().encode(chosen),
  };

  const inTeams: Partial<Messenger> = {
    maySendFiles: () => true,
    putFile: async (address, bytes) => {
      if (drive.has(address)) {
        askedAgain += 1;
        throw new AppError("not_found", "nothing is taken here any more");
      }
      drive.set(address, new TextDecoder().decode(bytes));
      if (putUnheard) throw new AppError("outcome_unknown", "the connection broke");
    },
  };

  return {
    messenger: (chat: Messenger): Messenger => ({
      ...chat,
      ...(chat.platform === "slack" ? inSlack : inTeams),
    }),
    /** Each time that somebody accepts a file there is a new place for it. */
    newPlace: (name: string): FilePlace => {
      places += 1;
      const address = `https://lumen.sharepoint.com/upload/${places}`;
      return { address, link: "https://lumen.sharepoint.com/file", id: "f", type: "jsonl", name };
    },
    /** Whether the bot came again with what was there already: it had not heard that it was. */
    wasPutUnheard: () => askedAgain > 0,
    /** All that went out, one line each. */
    lines: (): string[] => [
      ...sent.map(({ channel, name, title, said, text }) =>
        ["file in slack", channel, name, title, said, ...eventsIn(text)].join(" "),
      ),
      ...[...drive.values()].map((text) => ["file in a OneDrive", ...eventsIn(text)].join(" ")),
    ],
  };
}

export type Files = ReturnType<typeof createFiles>;
