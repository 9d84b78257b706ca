import type { en } from "./en.ts";

/** Every word said in chat. A further language is complete or does not compile. */
export type Strings = typeof en;
