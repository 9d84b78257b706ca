import { connect } from "node:net";

// A process of its own, so that its work holds up nobody who measures: `unfinished.ts <port> <posts> <bytes> [signed]`
// begins so many posts to Slack's address at once and finishes none. Signed: with headers that look like Slack's.

const HELD_MS = 4_000;
const [port, posts, bytes] = process.argv.slice(2).map(Number);
const length = bytes ?? 0;
const time = Math.floor(Date.now() / 1000);
const signature = [`x-slack-request-timestamp: ${time}`, `x-slack-signature: v0=${"0".repeat(64)}`];
const head = [
  ...["POST /slack/events HTTP/1.1", "host: 127.0.0.1", `content-length: ${length}`],
  ...(process.argv[5] === "signed" ? signature : []),
].join("\r\n");
const begun = `${head}\r\n\r\n${"x".repeat(length - 1)}`;
for (let post = 0; post < (posts ?? 0); post += 1)
  connect(port ?? 0, "127.0.0.1")
    .on("error", () => {})
    .write(begun);
setTimeout(() => process.exit(0), HELD_MS);
