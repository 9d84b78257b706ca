import { workspaces } from "../schema/schema.ts";
import { type Parts, reading, rowsOf } from "../schema/table.ts";
import type { Tx } from "../tx.ts";

export function workspacesStore({ db, mark, cache }: Parts): Tx["workspaces"] {
  const every = reading(db, workspaces)(undefined, workspaces.id);
  // Each card of a Request names some of them.
  const { once, forget } = cache();
  const all = once(() => every.all());
  const changed = () => {
    forget();
    mark("homes");
  };
  return { ...rowsOf(db, workspaces, changed), all: () => [...all()] };
}
