import type { Json } from "../../snapshot.ts";
import type { Wire } from "../wire.ts";

/** The message, modal or Home that an element is drawn in. */
export type Surface = {
  entered: (blockId: string, actionId: string) => Json | undefined;
  enter: (blockId: string, actionId: string, value: Json) => void;
  errors: Record<string, string>;
  press: (element: Wire, blockId: string, chosen?: Wire) => Promise<void>;
};
