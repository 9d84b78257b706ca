import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { listenRaw } from "../support/servers/raw-server.ts";

/** JSON as it came over the wire; whoever reads it says what it should be. */
export type Wire = { [key: string]: unknown };

export const isWire = (value: unknown): value is Wire =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const wire = (value: unknown): Wire => (isWire(value) ? value : {});
export const wires = (value: unknown): Wire[] => (Array.isArray(value) ? value.filter(isWire) : []);
export const words = (value: unknown): string => (typeof value === "string" ? value : "");

/** What a method refuses, in the word that the other side has for it. */
export class No extends Error {}
export const no = (error: string): never => {
  throw new No(error);
};

export const serve = (
  handle: (req: IncomingMessage, res: ServerResponse, body: string) => void | Promise<void>,
) => listenRaw((req, res) => void text(req).then((body) => handle(req, res, body)));

export function answer(res: ServerResponse, status: number, body: unknown, headers: object = {}): void {
  res.writeHead(status, { ...headers, "Content-Type": "application/json; charset=utf-8" });
  res.end(JSON.stringify(body));
}

/** Somebody in front of a chat of another make: finds everything by the words on the screen. */
export type Person = {
  /** Teams alone: adds the app for oneself. */
  install?(): Promise<void>;
  says(text: string, channel?: string): Promise<void>;
  /** Presses the newest button that can be seen and says this; the client may send it twice. */
  press(label: string, times?: number): Promise<void>;
  /** Types into the newest fields with these labels; what is typed goes along with the next press. */
  fill(values: Readonly<Record<string, string | readonly string[]>>): void;
  /** Sends the form with the button of this label. */
  send(label: string): Promise<void>;
  /** Closes what covers the chat, and looks at one's own page. */
  looksAtHome(): Promise<void>;
  /** All that can be read in the chat with the bot, dialogs and own page included, or in a channel. */
  reads(channel?: string): string;
};
