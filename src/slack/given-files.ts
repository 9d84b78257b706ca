import { z } from "zod";
import type { Messenger } from "../app/messenger.ts";
import { AppError } from "../errors.ts";
import { download } from "../fetch-whole.ts";
import { type FilesOptions, withScope } from "./files.ts";
import { calling } from "./lanes.ts";
import { requireSlacks } from "./response-address.ts";

const SCOPE = "files:read";

/** What is kept elsewhere, such as in Google Drive, has no address at Slack. */
const held = z.object({
  file: z.object({
    user: z.string().nullish(),
    size: z.number().nonnegative(),
    url_private: z.url().nullish(),
    url_private_download: z.url().nullish(),
  }),
});

/** What people put into the forms' fields for files. */
export function createGivenFiles({
  client,
  call,
  apiUrl,
  scopes,
  token,
}: FilesOptions & { readonly token: string }): Required<Pick<Messenger, "readFile" | "mayReadFiles">> {
  return {
    mayReadFiles: () => scopes()?.has(SCOPE) ?? false,
    async readFile(id, owner, most) {
      const { file } = await withScope(
        call("read", calling("files.info"), held, () => client.files.info({ file: id })),
      );
      const address = file.url_private_download ?? file.url_private;
      if (file.user !== owner || address == null)
        throw new AppError("not_found", "Slack: the file is not theirs, or not at Slack", { detail: "gone" });
      if (file.size > most) return null;
      requireSlacks(address, apiUrl);
      return download("Slack", address, most, token);
    },
  };
}
