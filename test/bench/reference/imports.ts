import "@slack/bolt";
import "better-sqlite3";
import "drizzle-orm/better-sqlite3";
import "drizzle-orm/better-sqlite3/migrator";
import "drizzle-orm/sqlite-core";
import "pino";
import "zod";

// What the bot's SDKs alone cost at the start. The address only says that they are there.
process.stdout.write("http://0.0.0.0:0\n");
