import { type FileProblem, MAX_IN_FILE } from "../../domain/requests/address-file.ts";
import type { Reader } from "../core/reader.ts";

/** Why a file was of no use: what is in it, or that it could not be had. */
export type ListTrouble = FileProblem | "not-allowed" | "unread" | "key" | "several";

/** What is wrong with it, and what to do. */
export function listProblem({ strings }: Reader, found: ListTrouble): string {
  const { errors, tooMany } = strings.addressFile;
  if (found === "several") return strings.addressFile.oneAtATime;
  if (found === "key") return strings.refusals.key_typed;
  if (typeof found === "string") return errors[found];
  return found.kind === "too-many" ? tooMany(found.count, MAX_IN_FILE) : errors[found.kind];
}
