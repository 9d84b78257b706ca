import { holdInShort } from "./short.ts";
import { STORMS } from "./storm/scenarios.ts";

holdInShort(STORMS, { waits: true });
