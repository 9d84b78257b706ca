import { CRASHES } from "./crash/scenarios.ts";
import { holdInShort } from "./short.ts";

holdInShort(CRASHES);
