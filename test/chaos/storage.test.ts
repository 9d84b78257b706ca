import { holdInShort } from "./short.ts";
import { STORAGE } from "./storage.ts";

holdInShort(STORAGE);
