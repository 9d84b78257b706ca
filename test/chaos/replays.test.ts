import { REPLAYS } from "./replays/replays.ts";
import { holdInShort } from "./short.ts";

holdInShort(REPLAYS);
