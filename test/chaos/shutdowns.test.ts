import { holdInShort } from "./short.ts";
import { SHUTDOWNS } from "./storm/scenarios.ts";

holdInShort(SHUTDOWNS, { waits: true });
