import type { Setup } from "../../domain/setup/setup.ts";
import { topicsBetween } from "../../domain/setup/setup-topics.ts";
import { setup, workspaces } from "../schema/schema.ts";
import { type Parts, putting, reading, rowsOf } from "../schema/table.ts";

export function setupStore({ db, mark, cache }: Parts) {
  const only = reading(db, setup)();
  const put = putting(db, setup, setup.id);
  // Every click looks at it several times, and reading it means checking its JSON.
  const { once, forget } = cache();
  const load = once((): Setup | null => {
    const row = only.first();
    if (row === null) return null;
    const { id: _, ...stored } = row;
    return stored;
  });
  return {
    load,
    save(after: Setup): void {
      const before = load();
      put({ id: 1, ...after });
      forget();
      mark(...topicsBetween(before, after));
    },
  };
}

export function workspacesStore({ db, mark, cache }: Parts) {
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
