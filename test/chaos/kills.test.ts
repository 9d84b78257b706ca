import { holdInShort } from "./short.ts";
import { KILLS, SHUTDOWNS } from "./storm/scenarios.ts";

// Side by side: those that are told to end wait for their fifteen seconds while the others work.
holdInShort([...KILLS, ...SHUTDOWNS], { waits: true });
