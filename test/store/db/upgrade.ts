import { openStore } from "../../../src/store/store.ts";

const [, , path = "", migrations] = process.argv;
process.stdout.write("begins\n");
openStore({ path, kind: "real", migrations }).close();
