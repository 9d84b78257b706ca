import { readFileSync } from "node:fs";
import { ROOT } from "./root.ts";

/** Put there by the build; absent when the sources run as they are. */
declare const COMMIT: string | undefined;

const { version }: { version: string } = JSON.parse(readFileSync(new URL("package.json", ROOT), "utf8"));

/** Of this program, as its package is called: `1.0.0`. */
export const VERSION = version;

/** Of which sources it was built; null: nobody knows. */
export const BUILT_FROM = (typeof COMMIT === "undefined" ? "" : COMMIT) || null;

/** `1.0.0`, or `1.0.0 (3f9a0c1d)`. */
export const VERSION_LINE = BUILT_FROM === null ? VERSION : `${VERSION} (${BUILT_FROM})`;
