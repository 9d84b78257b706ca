/** What the sandbox page shows. Blocks stay in Slack's own JSON: the page draws what the bot really sent. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };
export type Block = { type: string; block_id?: string; [key: string]: Json | undefined };

export type Person = {
  id: string;
  name: string;
  handle: string;
  title: string;
  email: string | null;
  timezone: string;
  locale: string;
  /** `admin` of the chat workspace, ordinary `member`, or `guest`. */
  kind: "admin" | "member" | "guest";
  color: string;
  /** What the person says of themselves in Slack, and until when. */
  status?: { text: string; until: number };
};

export type Platform = "slack" | "teams";

/** A channel or chat of either client; `direct` is the one with the bot, which each person has once. */
export type Place = {
  platform: Platform;
  id: string;
  kind: "channel" | "group" | "direct";
  /** Without `#`; the bot's for the direct one. */
  name: string;
  unread: number;
  botIsMember: boolean;
};

/** A message in either client, in the order of the ids. */
export type Message = {
  platform: Platform;
  place: string;
  /** Slack's `ts`, or the epoch milliseconds by which Teams numbers its messages; unique everywhere. */
  id: string;
  at: number;
  /** The message that began the thread, in a channel of Teams. */
  root: string | null;
  /** null: the bot. */
  author: string | null;
  text: string;
  isEdited: boolean;
  /** Only this person sees it. It is gone after a reload in the real Slack, and kept here. */
  isPrivate: boolean;
  blocks: Block[];
  /** What can be downloaded from Slack, `length` in bytes. */
  files: { id: string; name: string; length: number }[];
  /** For the person who looks: what they pressed may have replaced the card for them alone. */
  cards: Card[];
  /** A file that the bot asks to put into the reader's OneDrive, `size` in bytes; `teams.consent` answers it. */
  offer: { name: string; description: string; size: number } | null;
  put: { name: string; link: string } | null;
};

/** A modal or Home as the bot sent it, with ids filled in. */
export type View = { id: string; content: JsonObject & { blocks: Block[] } };

export type Mail = {
  id: string;
  to: string;
  subject: string;
  body: string;
  sentAt: number;
  state: "open" | "accepted" | "expired" | "revoked";
};

/** What Mistral's admin panel shows as it is. */
export type Organization = {
  organization: string;
  payAsYouGo: boolean;
  /** Enterprise only. Without it a person does in this panel what the bot asks for. */
  adminApi: boolean;
  /** Whether the Admin API key is not let in, although it is right. */
  keyRefused: boolean;
  paymentFailure: boolean;
  monthlyLimit: number | null;
  /** Whether the plan has audit logs, where what happens here is written down. */
  auditLogs: boolean;
  /** Whether the TXT record is in the company's DNS. */
  record: boolean;
  domain: boolean;
  saml: boolean;
};

export type Panel = Organization & {
  paymentMethod: boolean;
  limitReached: boolean;
  keysWorkAt: number | null;
  /** The record that Mistral asks for. */
  txt: { of: string; name: string; value: string };
  workspaces: { id: string; name: string; isDefault: boolean }[];
  members: { email: string; name: string; role: string; status: "Active" | "Pending" | "Expired" }[];
};

/** What the page can do in somebody's place, with its own controls. */
export type Deed =
  | { kind: "become"; person: string }
  /** To the bot, where it hears that. */
  | { kind: "type"; text: string }
  /** The newest button with this label; without a place the one in the open dialog. */
  | { kind: "press"; label: string; platform: Platform; place: string | null }
  /** Enters what the open form needs, and sends it. */
  | { kind: "fill" }
  | { kind: "close" }
  /** In Mistral's panel: a switch, and the form to invite. */
  | { kind: "turn"; what: "payment" }
  | { kind: "invite"; emails: string }
  | { kind: "accept"; to: string }
  | { kind: "skip" };

/** `deed`: null where one can only wait, or read. `isFirst`: nothing has begun yet. */
export type Hint = { text: string; deed: Deed | null; isFirst: boolean; isLast: boolean };

export type Card = { type: string; version?: string; [key: string]: Json | undefined };

/** Covers the rest until it is closed; without a card it has a text alone. */
export type TeamsDialog = { id: string; title: string; card: Card | null; text: string };

/** Everything that one person sees, in both clients and outside of them. */
export type Snapshot = {
  /** The bot's clock, epoch milliseconds. */
  now: number;
  /** Of the program. */
  version: string;
  team: string;
  botName: string;
  /** Set while the bot does not answer, or nothing can be saved, as one sentence. */
  trouble: string | null;
  me: Person;
  people: Person[];
  /** Slack's user groups. */
  groups: { id: string; handle: string }[];
  places: Place[];
  messages: Message[];
  home: View | null;
  modals: View[];
  dialog: TeamsDialog | null;
  /** Whether this person has the app in Teams; without it the bot cannot be written to in the personal chat. */
  installed: boolean;
  mails: Mail[];
  panel: Panel;
  /** What a newcomer should do next; null when the tour is over. */
  hints: Record<Platform, Hint | null>;
};

/** `error` is one sentence for the person; `errors` are per block_id or input id; `notice` is what the bot says. */
export type Answer = { ok: boolean; error?: string; errors?: Record<string, string>; notice?: string };
