import { holdInShort } from "./short.ts";
import { REPLAYS } from "./storm/scenarios.ts";

holdInShort(REPLAYS);
