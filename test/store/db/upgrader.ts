import { openStore } from "../../../src/store/store.ts";

// A process of its own: says that it begins, then upgrades the file at argv[2] with the migrations at argv[3].
const [, , path = "", migrations = ""] = process.argv;
process.stdout.write("begins\n");
openStore({ path, kind: "real", migrations }).close();
