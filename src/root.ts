import { existsSync } from "node:fs";

/** The project's folder, from src/, from the files that are built of it, and wherever the build puts them in dist/. */
export const ROOT = above(new URL(".", import.meta.url));

function above(folder: URL): URL {
  if (existsSync(new URL("package.json", folder))) return folder;
  const next = new URL("..", folder);
  if (next.href === folder.href) throw new Error("package.json is not where the program is");
  return above(next);
}
