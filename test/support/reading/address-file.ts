import type { ParsedRow } from "../../../src/domain/requests/address.ts";
import { addressesIn, type FileProblem, tableIn } from "../../../src/domain/requests/address-file.ts";

/** As the bot reads a file, but in one go. */
export function readAddressFile(bytes: Uint8Array): readonly ParsedRow[] | FileProblem {
  const table = tableIn(bytes);
  return typeof table === "string" ? table : addressesIn(table);
}
