import { SECRETS } from "./secrets/scenarios.ts";
import { holdInShort } from "./short.ts";

holdInShort(SECRETS);
