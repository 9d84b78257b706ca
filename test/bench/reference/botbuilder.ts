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

// botbuilder with the least that such a bot could do: `botbuilder.js <JSON of its credentials>`.

const [credentials = "{}"] = process.argv.slice(2);
const done = { type: "TextBlock", text: "Done.", wrap: true };
const card = { type: "AdaptiveCard", version: "1.5", body: [done] };

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
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
    // As much of Express as the adapter asks for.
    const asked = { method: request.method, headers: request.headers, body };
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
    void adapter.process(asked as unknown as Request, answer as unknown as Response, (context) =>
      bot.run(context),
    );
  });
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
