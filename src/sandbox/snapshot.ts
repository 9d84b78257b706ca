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
  /** CSS colour of the avatar. */
  color: string;
};

/** A channel or chat of either client; `direct` is the one with the bot, which each person has once. */
export type Place = {
  platform: "slack" | "teams";
  id: string;
  kind: "channel" | "group" | "direct";
  /** Without `#`; the bot's for the direct one. */
  name: string;
  unread: number;
  botIsMember: boolean;
};

export type Message = {
  channel: string;
  ts: string;
  /** A user's id, the bot's among them. */
  author: string;
  text: string;
  blocks: Block[];
  editedTs: string | null;
  /** The one who sees it; gone after a reload in the real Slack, kept here. */
  ephemeralFor: string | null;
  /** What can be downloaded, `length` in bytes. */
  files: { id: string; name: string; length: number }[];
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
  /** Whether the TXT record is in the company's DNS, and what is switched on. */
  access: { record: boolean; domain: boolean; saml: boolean };
};

export type Panel = Organization & {
  paymentMethod: boolean;
  limitReached: boolean;
  /** Epoch milliseconds from which keys work, once there is a payment method. */
  keysWorkAt: number | null;
  /** With the record that Mistral asks for. */
  access: { of: string; name: string; value: string };
  workspaces: { id: string; name: string; isDefault: boolean }[];
  members: { email: string; name: string; role: string; status: "Active" | "Pending" | "Expired" }[];
};

/** One sentence, with what to type as code, and the person to switch to first. */
export type Hint = { text: string; switchTo: string | null };

/** Everything one person sees. Messages are those of every channel and direct message this person is in, oldest first. */
export type Snapshot = {
  revision: number;
  /** The bot's clock, epoch milliseconds; `skipped` is how far it is ahead of the real one. */
  now: number;
  skipped: number;
  team: string;
  botName: string;
  /** Set while the bot does not answer, or nothing can be saved, as one sentence. */
  trouble: string | null;
  me: Person;
  people: Person[];
  channels: Place[];
  messages: Message[];
  home: View | null;
  /** The modals open for this person, bottom first. */
  modals: View[];
  mails: Mail[];
  panel: Panel;
  /** What a newcomer should do next in Slack; null when the tour is over. */
  hint: Hint | null;
  teams: TeamsSnapshot;
};

/** An Adaptive Card as the bot sent it: the page draws it. */
export type Card = { type: string; version?: string; [key: string]: Json | undefined };

export type TeamsMessage = {
  conversation: string;
  /** Epoch milliseconds, as Teams numbers messages; unique everywhere. */
  id: string;
  /** In a channel: the message that began the thread, when it is not this one. */
  root: string | null;
  /** A person's id; null for the bot. */
  author: string | null;
  /** Empty when there are cards. */
  text: string;
  /** For the person who looks: what they pressed may have replaced the card for them alone. */
  cards: Card[];
  /** A file that the bot asks to put into the reader's OneDrive, `size` in bytes; it is answered with `teams.consent`. */
  offer?: { name: string; description: string; size: number } | null;
  /** One that it has put there. */
  put?: { name: string; link: string } | null;
  edits: number;
};

/** As the bot asks for it; a number is in pixels. */
export type Size = "small" | "medium" | "large" | number;

/** Covers the rest until it is closed. A `message` has no more than a text. */
export type TeamsDialog = {
  id: string;
  title: string;
  width: Size;
  height: Size;
  content: { kind: "card"; card: Card } | { kind: "message"; text: string };
};

/**
 * What one person's Teams shows. A press is `teams.press` with the action's JSON as it is in the card (not as a
 * renderer gives it back) and the values of all inputs as the client has them (`"true"`, `"a,b"`); in the dialog it is
 * `teams.submit`. Links and `Action.ToggleVisibility` are the page's own. Errors come back per input id, and `notice` is
 * what the bot answered instead of a card: Teams shows it below the card that was pressed.
 */
export type TeamsSnapshot = {
  team: string;
  /** Whether this person has the app; without it the bot cannot be written to in the personal chat. */
  installed: boolean;
  chats: Place[];
  /** Of all chats, oldest first. */
  messages: TeamsMessage[];
  dialog: TeamsDialog | null;
  /** The same for who is in Teams. */
  hint: Hint | null;
};

/**
 * The answer to every request: `error` is one sentence for the person; `errors` are per block_id of a modal, or per
 * input id of a card; `notice` is something the bot says.
 */
export type Answer = { ok: boolean; error?: string; errors?: Record<string, string>; notice?: string };
