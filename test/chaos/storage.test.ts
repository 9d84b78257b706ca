import { holdInShort } from "./short.ts";
import { STORAGE } from "./storage/scenarios.ts";

holdInShort(STORAGE);
