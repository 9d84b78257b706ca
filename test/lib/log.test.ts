import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { AppError } from "../../src/lib/errors.ts";
import { createLogger, createOutput, type Log } from "../../src/lib/log.ts";
import { folder as newFolder } from "../store/repositories/samples.ts";

function logged(write: (log: Log) => void, level = "info"): string {
  const lines: string[] = [];
  write(createLogger({ level, stream: { write: (line) => void lines.push(line) } }));
  return lines.join("");
}

test("an event is one JSON line with its level, time, fields and message", () => {
  const text = logged((log) => log.warn({ job: "j1" }, "two\nlines"));
  expect(text.endsWith("\n")).toBe(true);
  expect(text.trim().split("\n")).toHaveLength(1);
  expect(JSON.parse(text)).toEqual({ level: 40, time: expect.any(String), job: "j1", msg: "two\nlines" });
});

test("nothing in a line commands a terminal or turns the line around, and all of it can be read back", () => {
  const name = "a\u001B[31m\u009B31m\u007F\u202Eb\u2066\u200F\u2028";
  const text = logged((log) => log.info({ name }, name));
  expect(text.trimEnd()).toMatch(/^[\x20-\x7E]+$/);
  expect(JSON.parse(text)).toMatchObject({ name, msg: name });
});

const KEY = "QkzR7vPq1mNd83LsXw0aYtEhUcJg5bFi";
test.each([
  ["a bot token four levels deep", { a: { b: { c: { d: "xoxb-12-34-abcDEF" } } } }, "abcDEF"],
  ["an app token", { note: "xapp-1-A0-99-feed" }, "feed"],
  ["a rotating token", { note: "xoxe.xoxb-1-Mi0yfeed" }, "feed"],
  ["a bearer token in a text", { note: `sent Authorization: Bearer ${KEY}` }, KEY],
  ["a bearer token at the start of a line", { note: `x\nbearer ${KEY}` }, KEY],
  ["a signed token", { note: "\neyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl" }, "c2lnbmF0dXJl"],
  ["a response address", { note: "https://hooks.slack.com/commands/T1/2/abc" }, "T1/2/abc"],
  ["a key in a header object", { headers: { "x-api-key": KEY } }, KEY],
  ["a key in raw headers", { rawHeaders: ["X-Api-Key", KEY] }, KEY],
  ["a key in JSON inside a text", { body: JSON.stringify({ key: KEY }) }, KEY],
  ["a key in a field named so", { adminKey: KEY }, KEY],
  ["a key on its own", { note: `no row fits ${KEY}` }, KEY],
  ["a key at the start of a line", { note: `x\n${KEY}` }, KEY],
  ["a signing secret", { config: { signingSecret: "8f742231b10e8888abcd99yyyzzz85a5" } }, "8f7422"],
  ["a password", { note: "password=hunter2hunter2" }, "hunter2"],
])("%s never reaches the log", (_, fields, secret) => {
  const text = logged((log) => log.info(fields, "event"));
  expect(text).not.toContain(secret);
  expect(() => JSON.parse(text)).not.toThrow();
});

test("what is known to happen is one short line, and what nobody has thought of tells where it was", () => {
  const stackOf = (error: Error) =>
    JSON.parse(logged((log) => log.error({ error }, "failed"))).error.stack as unknown;
  expect(stackOf(new AppError("invalid", "no such channel"))).toBeUndefined();
  expect(stackOf(new TypeError("x is not a function"))).toContain("log.test.ts");
  const wrapped = new AppError("unavailable", "Slack: odd answer", { cause: new TypeError("odd") });
  expect(stackOf(wrapped)).toContain("log.test.ts");
});

const refused = (facts: object) => Object.assign(new Error("refused"), facts);
test.each<[string, unknown]>([
  ["the message", new Error("refused xoxb-1-secret")],
  ["the cause of the cause", new Error("a", { cause: new Error("b", { cause: { body: "xoxb-1-secret" } }) })],
  ["one of several errors", new AggregateError([new Error("xoxb-1-secret")], "refused")],
  ["the headers", refused({ config: { headers: { Authorization: "Bearer xoxb-1-secret" } } })],
  ["the raw headers", refused({ request: { rawHeaders: ["Authorization", "xoxb-1-secret"] } })],
  ["the address", refused({ url: "https://slack.com/api/?token=xoxb-1-secret&x=1" })],
  ["the name", refused({ name: "xoxb-1-secret" })],
  ["the detail", new AppError("invalid", "Slack: xoxb-1-secret", { detail: "xoxb-1-secret" })],
  ["a text that is no error", "refused xoxb-1-secret"],
])("a secret in %s of what was thrown never reaches the log", (_, error) => {
  const text = logged((log) => log.error({ error }, "failed"));
  expect(text).not.toContain("secret");
  expect(JSON.parse(text)).toMatchObject({ msg: "failed" });
});

test("of an e-mail address only the first letter and the domain are kept", () => {
  const text = logged((log) =>
    log.info({ to: "ana.diaz+x@example.com" }, "for Zoë.Ö@exämple.org, \u001bbo@b.co"),
  );
  expect(JSON.parse(text)).toMatchObject({
    to: "a***@example.com",
    msg: "for Z***@exämple.org, \u001bb***@b.co",
  });
});

test("what is no secret stays readable", () => {
  const fields = {
    key: "invitation.send:inv_01J8ZQ4T7M",
    url: "http://localhost:3000",
    commit: "9f2c1e7d5b3a4860c1d2e3f4a5b6c7d8e9f0a1b2",
    note: "tokens: 12345678; Slack @here; Basic Information",
  };
  expect(JSON.parse(logged((log) => log.info(fields, "event")))).toMatchObject(fields);
});

test.runIf(existsSync("/dev/full"))(
  "lines for which there is no room are left out, and nothing is thrown",
  () => {
    const full = openSync("/dev/full", "w");
    createLogger({ level: "info", stream: createOutput(full) }).error({}, "lost");
    closeSync(full);
    const folder = newFolder();
    const fd = openSync(join(folder, "log"), "w");
    const log = createLogger({ level: "info", stream: createOutput(fd) });
    log.info({}, "é".repeat(100_000));
    log.info({}, "next");
    closeSync(fd);
    const lines = readFileSync(join(folder, "log"), "utf8").trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).msg.length)).toEqual([100_000, 4]);
  },
);
