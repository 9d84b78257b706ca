import { AppError } from "../../lib/errors.ts";
import { call } from "../answer.ts";
import type { Send } from "../exchange.ts";
import { workspacesSchema } from "../schemas.ts";

export type MistralWorkspace = { id: string; name: string; isDefault: boolean };

export const PAGE_SIZE = 100;
/** Enough for 25,000 people where a page holds 25, whatever is asked for. */
const MAX_PAGES = 1_000;

/**
 * Reads on until a page brings nothing new. Nobody documents how Members and Invitations share a page, whether the
 * total counts both, or how large a page may be, so neither is relied on.
 */
export async function readPages(readPage: (page: number) => Promise<boolean>): Promise<void> {
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    if (!(await readPage(page))) return;
  }
  throw new AppError("unavailable", "Mistral's list does not end", { detail: "endless_list" });
}

export async function readWorkspaces(send: Send): Promise<MistralWorkspace[]> {
  const found = new Map<string, MistralWorkspace>();
  await readPages(async (page) => {
    const path = `/workspaces?page=${page}&page_size=${PAGE_SIZE}`;
    const before = found.size;
    for (const item of (await call(send, ["GET", path], workspacesSchema)).items) {
      found.set(item.uuid, { id: item.uuid, name: item.name, isDefault: item.is_default ?? false });
    }
    return found.size > before;
  });
  return [...found.values()];
}
