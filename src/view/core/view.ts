import type { Platform } from "../../domain/accounts/person.ts";
import type { FormRef, UserAction } from "../../domain/action.ts";
import type { FilePlace } from "../../domain/file-offer.ts";

/** An id per platform: a person's accounts, or a channel. The renderer takes its own. */
export type Ids = Readonly<Partial<Record<Platform, string>>>;

/** A piece of text. Structure, never markup, so that nobody's name can inject formatting. */
export type Span =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "bold"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly url: string }
  | { readonly kind: "mention"; readonly name: string; readonly ids: Ids }
  | { readonly kind: "channel"; readonly name: string; readonly ids: Ids }
  /** A group of people: to mention it notifies each of them. */
  | { readonly kind: "group"; readonly name: string; readonly ids: Ids }
  /** An instant (epoch ms), shown in the reader's zone where the platform can; `fallback` says it elsewhere. */
  | {
      readonly kind: "time";
      readonly at: number;
      readonly style: "time" | "date" | "both";
      readonly fallback: string;
      /** Stands between the day and the hour; with it the day is a date, never "yesterday". */
      readonly dayToHour?: string;
    };

export type Words = Extract<Span, { readonly kind: "text" | "bold" | "code" }>;

export type Confirm = {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  /** Something ends that way, so that yes is not what is suggested. */
  readonly danger?: boolean;
};

type Pressed<A> = {
  readonly label: string;
  readonly action: A;
  readonly style?: "primary" | "danger";
  readonly confirm?: Confirm;
  /** What a screen reader says when the label alone is not enough ("Revoke the invitation of paul@…"). */
  readonly description?: string;
};
type Approval = Extract<UserAction, { do: "approve" }>;
type Approve = Pressed<Approval> & {
  /** What it approves. Where not all of that stands, whole, in what a renderer sends, `instead` is drawn. */
  readonly beside: readonly Words[];
  readonly instead: OtherButton;
};
export type OtherButton = Pressed<Exclude<UserAction, Approval>>;
export type ActionButton = OtherButton | Approve;
export type LinkButton = { readonly label: string; readonly url: string };
export type Button = ActionButton | LinkButton;

export type Block =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "text"; readonly spans: readonly Span[] }
  | { readonly kind: "list"; readonly items: readonly (readonly Span[])[] }
  | { readonly kind: "quote"; readonly spans: readonly Span[] }
  | { readonly kind: "note"; readonly spans: readonly Span[] }
  | { readonly kind: "copy"; readonly text: string }
  /** One line of a list with what can be done about it. `title` is our own words or an address. */
  | {
      readonly kind: "row";
      readonly title: string;
      readonly detail: readonly Span[];
      readonly button?: Button | undefined;
      /** As easy to see as that one. */
      readonly also?: OtherButton | undefined;
      readonly menu?: readonly ActionButton[] | undefined;
      /** Shows what the menu has, where a platform has no menus. */
      readonly folded?: ActionButton | undefined;
    }
  /** A platform that has menus keeps `menu` in one. */
  | {
      readonly kind: "actions";
      readonly buttons: readonly Button[];
      readonly menu?: readonly OtherButton[];
    }
  | { readonly kind: "divider" };

/** Two letters: in which language a platform says what it adds of its own. Absent: in English. */
type Said = { readonly lang?: string };

/** A file that whoever reads this may accept, or that was put where they keep theirs. */
export type ViewFile =
  | {
      readonly kind: "offered";
      readonly offer: number;
      readonly name: string;
      /** Bytes. */
      readonly size: number;
      readonly said: string;
    }
  | { readonly kind: "put"; readonly place: FilePlace };

/** `summary`: the notification. A file stands in place of the blocks, where the platform can show one. */
export type View = Said & {
  readonly summary: string;
  readonly blocks: readonly Block[];
  readonly file?: ViewFile;
};

export type Option<T extends string = string> = {
  readonly value: T;
  readonly label: string;
  readonly description?: string;
};

type Maybe<T> = { readonly [Key in keyof T]?: T[Key] | undefined };
type Named = { readonly name: string; readonly label: string } & Maybe<{ hint: string; optional: boolean }>;
/** `maxLength`: 3,000 at most (Slack). */
type Typed = Maybe<{ initial: string; placeholder: string; multiline: boolean; maxLength: number }>;
type Offered<As, Initial> = {
  readonly options: readonly Option[];
  readonly as: "menu" | As;
} & Begun<Initial>;
type Begun<Initial> = Maybe<{ initial: Initial }>;
/** `without`: somebody who is not offered, where the platform leaves that to us. */
type Without = Maybe<{ without: Ids }>;

export type Field = Named &
  (
    | ({ readonly kind: "text" } & Typed)
    | ({ readonly kind: "number" } & Maybe<Record<"initial" | "min" | "max", number>>)
    /** A day, as `2026-12-01`. */
    | ({ readonly kind: "day" } & Begun<string>)
    | ({ readonly kind: "choice" } & Offered<"radio", string>)
    | ({ readonly kind: "choices" } & Offered<"boxes", readonly string[]>)
    | ({ readonly kind: "person" } & Begun<Ids> & Without)
    | ({ readonly kind: "people" } & Begun<readonly Ids[]> & Without)
    | ({ readonly kind: "channel" } & Begun<Ids>)
    /** One file of those kinds (endings of names); only where the platform's forms take files. */
    | { readonly kind: "file"; readonly types: readonly string[] }
  );

/** A dialog. Titles and button labels are at most 24 characters (Slack). Without `submit` it only shows. */
export type Form = Said & {
  readonly ref: FormRef | null;
  readonly title: string;
  readonly submit: string | null;
  readonly close: string;
  readonly intro: readonly Block[];
  readonly fields: readonly Field[];
  /** What a submission stands for. Where not all of it is shown whole there is no submitting. */
  readonly beside?: readonly Words[];
};
