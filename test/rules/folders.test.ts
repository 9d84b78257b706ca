import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";

const project = resolve(import.meta.dirname, "../..");
const MOST_FILES = 15;

function foldersIn(folder: string): string[] {
  const entries = readdirSync(join(project, folder), { withFileTypes: true });
  return [
    folder,
    ...entries.flatMap((entry) => (entry.isDirectory() ? foldersIn(join(folder, entry.name)) : [])),
  ];
}

const filesIn = (folder: string): number =>
  readdirSync(join(project, folder), { withFileTypes: true }).filter((entry) => entry.isFile()).length;

it.each(["src", "test", "drizzle", "manifests", ".github"])(
  `no folder in %s holds more than ${MOST_FILES} files directly`,
  (root) => {
    expect(foldersIn(root).filter((folder) => filesIn(folder) > MOST_FILES)).toEqual([]);
  },
);
