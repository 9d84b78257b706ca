import { readFileSync } from "node:fs";
import { App, HTTPReceiver } from "@slack/bolt";
import { durableInsert } from "./durable-insert.js";

// Bolt with the least that such a bot could do: `bolt.js <signing secret> ack | insert <database> | answer <file>`.

const [signingSecret = "", kind = "ack", file = ""] = process.argv.slice(2);
const receiver = new HTTPReceiver({ signingSecret, endpoints: "/slack/events" });
const app = new App({ receiver, authorize: async () => ({}), convoStore: false });
const note = kind === "insert" ? durableInsert(file) : () => {};
const answer: object = kind === "answer" ? JSON.parse(readFileSync(file, "utf8")) : {};

app.action(/^/, async ({ body, ack }) => {
  note(JSON.stringify(body));
  await ack();
});
app.command("/mistral-setup", ({ ack }) => ack(answer));

const server = await app.start({ port: 0, host: "127.0.0.1" });
const address = server.address();
if (address === null || typeof address === "string") throw new Error("no port");
process.stdout.write(`http://127.0.0.1:${address.port}\n`);
