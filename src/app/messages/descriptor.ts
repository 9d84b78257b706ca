import type { Person } from "../../domain/accounts/person.ts";
import type { Message, MessageKind } from "../../domain/message.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import type { Tx } from "../../store/tx.ts";
import type { Reader } from "../../view/core/reader.ts";
import type { View } from "../../view/core/view.ts";
import type { Context } from "../core/context.ts";

export type Drawing = {
  readonly context: Context;
  readonly tx: Tx;
  readonly reader: Reader;
  readonly setup: Setup;
  readonly person: Person | null;
  readonly now: number;
};

/** As it is now; null: there is nothing to show any more, or what is shown stays as it is. */
type Draw<K extends MessageKind> = (drawing: Drawing, message: Message<K>) => View | null;

export type Descriptor<K extends MessageKind> = {
  readonly draw: Draw<K>;
  /** There is no reason to post it any more. A message that was posted is only redrawn. */
  readonly isStale: (tx: Tx, message: Message<K>) => boolean;
};

export type Descriptors<K extends MessageKind> = { readonly [One in K]: Draw<One> | Descriptor<One> };
