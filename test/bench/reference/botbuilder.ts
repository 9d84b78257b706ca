import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type AdaptiveCardInvokeResponse,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type Request,
  type Response,
  TeamsActivityHandler,
} from "botbuilder";
import { durableInsert } from "./durable-insert.js";

// botbuilder with the least that such a bot could do: `botbuilder.js <JSON of its credentials> invoke | insert <database>`.

const [credentials = "{}", kind = "invoke", file = ""] = process.argv.slice(2);
const note = kind === "insert" ? durableInsert(file) : () => {};
const card = {
  type: "AdaptiveCard",
  version: "1.5",
  body: [{ type: "TextBlock", text: "Done.", wrap: true }],
};

class Bot extends TeamsActivityHandler {
  protected override onAdaptiveCardInvoke(): Promise<AdaptiveCardInvokeResponse> {
    const type = "application/vnd.microsoft.card.adaptive";
    return Promise.resolve({ statusCode: 200, type, value: card as unknown as Record<string, unknown> });
  }
}

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication(JSON.parse(credentials)));
const bot = new Bot();

const server = createServer((request, response) => {
  if (request.url !== "/api/messages") return void response.writeHead(404).end();
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const text = Buffer.concat(chunks).toString();
    // As much of Express as the adapter asks for.
    const asked = { method: request.method, headers: request.headers, body: JSON.parse(text) };
    const answer = {
      socket: request.socket,
      header: (name: string, value: string) => void response.setHeader(name, value),
      status(code: number) {
        response.statusCode = code;
      },
      send(body: unknown) {
        response.setHeader("content-type", "application/json; charset=utf-8");
        response.write(JSON.stringify(body));
      },
      end: () => void response.end(),
    };
    const logic = (context: Parameters<Bot["run"]>[0]) => {
      note(text);
      return bot.run(context);
    };
    void adapter.process(asked as unknown as Request, answer as unknown as Response, logic);
  });
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
