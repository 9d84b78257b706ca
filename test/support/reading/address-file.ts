import {
  type AddressFile,
  addressesIn,
  type FileProblem,
  tableIn,
} from "../../../src/domain/requests/address-file.ts";

/** As the bot reads a file, but in one go. */
export function readAddressFile(bytes: Uint8Array): AddressFile | FileProblem {
  const table = tableIn(bytes);
  return "kind" in table ? table : addressesIn(table);
}
