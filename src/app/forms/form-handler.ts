import type { FormName, FormRef, FormValues } from "../../domain/action.ts";
import type { AddressFile } from "../../domain/address-file.ts";
import type { Form } from "../../view/view.ts";
import type { Caller, Reply } from "../app.ts";
import type { ActorUnit } from "../context.ts";

/** One dialog: who may open it and with what in it, and what its submission does. */
export type FormHandler<N extends FormName> = {
  readonly open: (unit: ActorUnit, ref: Extract<FormRef, { form: N }>, caller: Caller) => Form;
  readonly submit: (
    unit: ActorUnit,
    ref: Extract<FormRef, { form: N }>,
    values: FormValues,
    caller: Caller,
    list: AddressFile | null,
  ) => Reply;
  /** The field in which people are chosen: they are looked up before the transaction. */
  readonly people?: string;
  /** The field for a file with addresses: it is read before the transaction as well. */
  readonly list?: string;
  /** What is begun when it opens; drawing it once more begins nothing. */
  readonly opened?: (unit: ActorUnit) => void;
  /** The fields in which people write. */
  readonly texts?: readonly string[];
  /**
   * The fields that hold ids of people and channels: nobody typed those, and for whoever may open the form they are
   * looked at before the transaction.
   */
  readonly picked?: readonly string[];
};

export function listOf(values: FormValues, name: string): readonly string[] {
  const value = values[name];
  if (typeof value === "string") return value === "" ? [] : [value];
  return value ?? [];
}
