import { RACES } from "./races/scenarios.ts";
import { holdInShort } from "./short.ts";

holdInShort(RACES);
