/** The part of Adaptive Cards 1.5 that we use. Teams renders this version; what is not here is not sent. */

type Placed = {
  readonly id?: string;
  readonly isVisible?: false;
  readonly spacing?: "small" | "medium" | "large";
  readonly separator?: true;
};

export type Look = {
  readonly weight?: "bolder";
  readonly fontType?: "monospace";
  readonly size?: "small";
  readonly isSubtle?: true;
  readonly color?: "accent" | "attention";
};

/** The only elements that hold other people's words: Markdown is not read in them. */
export type TextRun = Look & {
  readonly type: "TextRun";
  readonly text: string;
  readonly selectAction?: { readonly type: "Action.OpenUrl"; readonly url: string };
};
export type RichTextBlock = Placed & { readonly type: "RichTextBlock"; readonly inlines: readonly TextRun[] };

/** Markdown is read here: our own words alone, and escaped. */
export type TextBlock = Placed & {
  readonly type: "TextBlock";
  readonly text: string;
  readonly style: "heading";
  readonly size: "medium" | "large";
  readonly weight: "bolder";
  readonly wrap: true;
};

export type Container = Placed & {
  readonly type: "Container";
  readonly style?: "emphasis" | "attention";
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

/** An input without what every input has. */
export type OwnInput = {
  readonly type: "Input.Text" | "Input.Number" | "Input.ChoiceSet";
  readonly value?: string | number;
  readonly placeholder?: string;
  readonly isMultiline?: true;
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly { readonly title: string; readonly value: string }[];
  readonly "choices.data"?: { readonly type: "Data.Query"; readonly dataset: string };
  readonly style?: "compact" | "expanded";
  readonly isMultiSelect?: true;
  readonly wrap?: true;
};
export type Input = Placed &
  OwnInput & {
    readonly id: string;
    readonly label: string;
    readonly isRequired?: true;
    readonly errorMessage?: string;
  };

export type Element = RichTextBlock | TextBlock | Container | ColumnSet | ActionSet | Input;

type Button = {
  readonly title: string;
  readonly tooltip?: string;
  readonly style?: "positive" | "destructive";
  readonly mode?: "secondary";
};
type Sending = Button & { readonly data: Data; readonly associatedInputs?: "none" };
export type Submit = Sending & { readonly type: "Action.Submit" };
export type Execute = Sending & {
  readonly type: "Action.Execute";
  readonly verb: string;
  readonly fallback?: Submit;
};
export type Action =
  | Submit
  | Execute
  | (Button & { readonly type: "Action.OpenUrl"; readonly url: string })
  | (Button & { readonly type: "Action.ToggleVisibility"; readonly targetElements: readonly string[] });

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
