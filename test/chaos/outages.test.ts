import { OUTAGES } from "./outages/scenarios.ts";
import { holdInShort } from "./short.ts";

holdInShort(OUTAGES);
