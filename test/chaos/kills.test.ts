import { describe } from "vitest";
import { holdInShort } from "./short.ts";
import { KILLS, SHUTDOWNS } from "./storm/scenarios.ts";

// One after the other: six worlds at once are more than a small machine can play in time.
describe("among faults", () => holdInShort(KILLS, { waits: true }));
describe("without faults", () => holdInShort(SHUTDOWNS, { waits: true }));
