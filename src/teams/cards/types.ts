/** The part of Adaptive Cards 1.5 that we use. Teams renders this version; what is not here is not sent. */

/** JSON leaves away what is undefined. */
type Maybe<T> = { readonly [Key in keyof T]?: T[Key] | undefined };

type Placed = Maybe<{
  id: string;
  isVisible: false;
  spacing: "small" | "medium" | "large";
  separator: true;
}>;

export type Look = Maybe<{
  weight: "bolder";
  fontType: "monospace";
  size: "small";
  isSubtle: true;
  color: "accent" | "attention";
}>;

/** The only elements that hold other people's words: Markdown is not read in them. */
export type TextRun = Look & {
  readonly type: "TextRun";
  readonly text: string;
  readonly selectAction?: { readonly type: "Action.OpenUrl"; readonly url: string };
};
export type RichTextBlock = Placed & { readonly type: "RichTextBlock"; readonly inlines: readonly TextRun[] };

/** Markdown is read here: our own words alone, and escaped. */
type Heading = Placed & {
  readonly type: "TextBlock";
  readonly text: string;
  readonly style: "heading";
  readonly size: "medium" | "large";
  readonly weight: "bolder";
  readonly wrap: true;
};

export type Container = Placed & {
  readonly type: "Container";
  readonly style: "emphasis" | "attention";
  readonly items: readonly Element[];
};
type Column = {
  readonly type: "Column";
  readonly width: "auto" | "stretch";
  readonly verticalContentAlignment?: "center";
  readonly items: readonly Element[];
};
type ColumnSet = Placed & { readonly type: "ColumnSet"; readonly columns: readonly Column[] };
export type ActionSet = Placed & { readonly type: "ActionSet"; readonly actions: readonly Action[] };

export type OwnInput = {
  readonly type: "Input.Text" | "Input.Number" | "Input.Date" | "Input.ChoiceSet";
} & Maybe<{
  value: string | number;
  placeholder: string;
  isMultiline: true;
  maxLength: number;
  min: number;
  max: number;
  choices: readonly { readonly title: string; readonly value: string }[];
  "choices.data": { readonly type: "Data.Query"; readonly dataset: string };
  style: "compact" | "expanded";
  isMultiSelect: true;
  wrap: true;
  isRequired: true;
  errorMessage: string;
}>;
export type Input = Placed & OwnInput & { readonly id: string; readonly label: string };

export type Element = RichTextBlock | Heading | Container | ColumnSet | ActionSet | Input;

export type Caption = { readonly title: string } & Maybe<{
  tooltip: string;
  style: "positive" | "destructive";
  mode: "secondary";
  associatedInputs: "none";
}>;
type Submit = Caption & { readonly type: "Action.Submit"; readonly data: Data };
type Execute = Caption & { readonly type: "Action.Execute"; readonly verb: string; readonly data: Data };
export type Action =
  | Submit
  | (Execute & { readonly fallback: Submit })
  | (Caption & { readonly type: "Action.OpenUrl"; readonly url: string })
  | (Caption & { readonly type: "Action.ToggleVisibility"; readonly targetElements: readonly string[] });

/** What travels with a button; `msteams` asks for a dialog. */
export type Data = { readonly setup: unknown; readonly msteams?: { readonly type: "task/fetch" } };

export type AdaptiveCard = {
  readonly type: "AdaptiveCard";
  readonly $schema: string;
  readonly version: "1.5";
  readonly lang: string;
  readonly fallbackText: string;
  readonly body: readonly Element[];
  readonly actions?: readonly Action[];
  readonly msteams?: { readonly width: "Full" };
};
