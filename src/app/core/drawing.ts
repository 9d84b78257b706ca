import { createHash } from "node:crypto";
import type { Person } from "../../domain/accounts/person.ts";
import type { Message, MessageKind } from "../../domain/message.ts";
import type { Setup } from "../../domain/setup/setup.ts";
import type { Tx } from "../../store/tx.ts";
import type { Reader } from "../../view/core/reader.ts";
import type { View } from "../../view/core/view.ts";
import type { Context } from "./context.ts";

export const hashOf = (view: View): string =>
  createHash("sha256").update(JSON.stringify(view)).digest("base64");

export type Drawing = {
  readonly context: Context;
  readonly tx: Tx;
  readonly reader: Reader;
  readonly setup: Setup;
  readonly person: Person | null;
  readonly now: number;
};

/** As it is now; null: there is nothing to show any more, or what is shown stays as it is. */
export type Drawers<K extends MessageKind> = {
  readonly [One in K]: (drawing: Drawing, message: Message<One>) => View | null;
};
