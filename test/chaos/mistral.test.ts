import { MISTRAL } from "./mistral/scenarios.ts";
import { holdInShort } from "./short.ts";

holdInShort(MISTRAL);
