import { readFileSync } from "node:fs";
import { App, HTTPReceiver, webApi } from "@slack/bolt";
import Database from "better-sqlite3";

// Bolt with the least that such a bot could do: `bolt.js <signing secret> ack | insert <database> | answer <file>`, or
// `send <database> <Slack's API> <token> <calls>`, which makes so many calls of Slack after each click.

const [signingSecret = "", kind = "ack", file = "", slackApiUrl = "", token = "", calls = "0"] =
  process.argv.slice(2);
const receiver = new HTTPReceiver({ signingSecret, endpoints: "/slack/events" });
const app = new App({ receiver, authorize: async () => ({}), convoStore: false });
const note = kind === "insert" || kind === "send" ? durableInsert(file) : () => {};
const client = kind === "send" ? new webApi.WebClient(token, { slackApiUrl }) : null;
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
  const [channel = "", ts = ""] = "message" in body ? [body.channel?.id, body.message?.["ts"]] : [];
  for (let sent = 0; sent < Number(calls); sent += 1)
    await client?.chat.update({ channel, ts, text: `Approved ${sent}` });
});
app.command("/mistral-setup", ({ ack }) => ack(answer));

const server = await app.start({ port: 0, host: "127.0.0.1" });
const address = server.address();
if (address === null || typeof address === "string") throw new Error("no port");
process.stdout.write(`http://127.0.0.1:${address.port}\n`);
