import { readFileSync } from "node:fs";

/** With these flags `npm start` starts Node, and so do the container and the unit. */
export const NODE_FLAGS: readonly string[] = nodeFlags();

function nodeFlags(): string[] {
  const { scripts } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  return /&& exec node (.* )?dist\/main\.js$/.exec(scripts.start)?.[1]?.trim().split(" ") ?? [];
}
