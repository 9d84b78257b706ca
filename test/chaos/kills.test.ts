import { holdInShort } from "./short.ts";
import { KILLS, SHUTDOWNS } from "./storm/scenarios.ts";

holdInShort(KILLS, { waits: true });
holdInShort(SHUTDOWNS, { waits: true });
