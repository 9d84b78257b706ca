import { createContext } from "preact";
import { useContext, useState } from "preact/hooks";
import type { Container } from "../request-schemas.ts";
import { send } from "./api.ts";
import { type Draft, enteredIn, useDraft } from "./form.ts";
import { ask } from "./store.ts";
import { asObject, asString, type Wire } from "./wire.ts";

/** The message, modal or Home that an element is drawn in. */
export type Surface = {
  draft: Draft;
  /** `block_id action_id` of the element that waits for its answer. */
  busy: string | null;
  errors: Record<string, string>;
  press: (element: Wire, blockId: string, chosen?: Wire) => Promise<void>;
};

const SurfaceContext = createContext<Surface | null>(null);

export const SurfaceProvider = SurfaceContext.Provider;

export function useContainer(): Surface {
  const surface = useContext(SurfaceContext);
  if (surface === null) throw new Error("an element needs a message, modal or Home around it");
  return surface;
}

const NO_ERRORS = {};

export function elementKey(blockId: string, element: Wire): string {
  return `${blockId} ${asString(element["action_id"])}`;
}

export function useSurface(
  key: string,
  container: Container,
  errors: Record<string, string> = NO_ERRORS,
): Surface {
  const draft = useDraft(key);
  const [busy, setBusy] = useState<string | null>(null);
  const press = async (element: Wire, blockId: string, chosen: Wire = {}): Promise<void> => {
    const confirm = asObject(element["confirm"]);
    if (busy !== null || (confirm !== null && !(await ask(confirm)))) return;
    setBusy(elementKey(blockId, element));
    const action = { block_id: blockId, action_id: asString(element["action_id"]), ...chosen };
    await send("press", { container, action, state: enteredIn(key) });
    setBusy(null);
  };
  return { draft, busy, errors, press };
}
