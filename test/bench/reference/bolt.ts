import { readFileSync } from "node:fs";
import { App, HTTPReceiver } from "@slack/bolt";
import Database from "better-sqlite3";

// Bolt with the least that such a bot could do: `bolt.js <signing secret> ack | insert <database> | answer <file>`.

const [signingSecret = "", kind = "ack", file = ""] = process.argv.slice(2);
const receiver = new HTTPReceiver({ signingSecret, endpoints: "/slack/events" });
const app = new App({ receiver, authorize: async () => ({}), convoStore: false });
const note = kind === "insert" ? durableInsert(file) : () => {};
const answer: object = kind === "answer" ? JSON.parse(readFileSync(file, "utf8")) : {};

/** What a bot that loses nothing has to do at least: one row, on the disk before the answer. */
function durableInsert(path: string): (text: string) => void {
  const db = new Database(path);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.exec("CREATE TABLE IF NOT EXISTS clicks (id INTEGER PRIMARY KEY, body TEXT NOT NULL)");
  const insert = db.prepare("INSERT INTO clicks (body) VALUES (?)");
  return (text) => void insert.run(text);
}

app.action(/^/, async ({ body, ack }) => {
  note(JSON.stringify(body));
  await ack();
});
app.command("/mistral-setup", ({ ack }) => ack(answer));

const server = await app.start({ port: 0, host: "127.0.0.1" });
const address = server.address();
if (address === null || typeof address === "string") throw new Error("no port");
process.stdout.write(`http://127.0.0.1:${address.port}\n`);
