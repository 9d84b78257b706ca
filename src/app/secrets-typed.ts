import { holdsKey } from "../domain/secret.ts";
import { holdsConfigured } from "../scrub.ts";

/** Whether somebody typed what must not be kept: what looks like a key or a token, or is one that the operator configured. */
export const holdsSecret = (text: string): boolean => holdsKey(text) || holdsConfigured(text);
