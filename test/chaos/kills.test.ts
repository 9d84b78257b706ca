import { holdInShort } from "./short.ts";
import { KILLS } from "./storm/scenarios.ts";

holdInShort(KILLS, { waits: true });
