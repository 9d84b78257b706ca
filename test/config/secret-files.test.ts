import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folder as newFolder } from "../store/repositories/samples.ts";
import { config, problems } from "./configured.ts";

const BOT = { SLACK_BOT_TOKEN: "xoxb-1-2-abc" };
const HTTP = { ...BOT, SLACK_SIGNING_SECRET: "8f742231b10e8888abcd99yyyzzz85a5" };

/** A file with this in it. */
function fileWith(content: string): string {
  const path = join(newFolder(), "secret");
  writeFileSync(path, content);
  return path;
}

test("a secret is read from the file that its variable with _FILE names, without one newline at the end", () => {
  const signing = fileWith(`${HTTP.SLACK_SIGNING_SECRET}\n`);
  const proxy = fileWith("http://me:word%40@proxy.example:3128\r\n");
  const read = config({ ...BOT, SLACK_SIGNING_SECRET_FILE: signing, HTTPS_PROXY_FILE: ` ${proxy} ` });
  expect(read.slack).toEqual(config(HTTP).slack);
  expect(read.proxy?.url).toBe("http://me:word%40@proxy.example:3128");
  for (const end of ["", "\n"])
    expect(config({ ...HTTP, MISTRAL_API_KEY_FILE: fileWith(`key${end}`) }).mistral.key).toBe("key");
});

const NO_SECRET = /^SLACK_BOT_TOKEN_FILE must be the absolute path of a file that this user can read/;

test.each<[string, () => string, RegExp]>([
  ["that is not there", () => join(newFolder(), "gone"), NO_SECRET],
  ["that is a folder", newFolder, NO_SECRET],
  ["that is empty", () => fileWith("\n"), NO_SECRET],
  ["that is too large", () => fileWith("hidden".repeat(9_999)), NO_SECRET],
  ["that never ends", () => "/dev/zero", NO_SECRET],
  ["behind a file", () => join(fileWith("hidden"), "x"), NO_SECRET],
  [
    "that holds another secret",
    () => fileWith("xapp-hidden"),
    /^SLACK_BOT_TOKEN in .+secret must begin with xo/,
  ],
  ["that holds two lines", () => fileWith("xoxb-hidden\n\n"), /^SLACK_BOT_TOKEN in .+secret has spaces or/],
  ["that is the secret itself", () => "xoxb-hidden", NO_SECRET],
  ["that is an address", () => "http://hidden/", NO_SECRET],
])("a file %s is one problem, which quotes nothing of it", (_, path, sentence) => {
  const { SLACK_SIGNING_SECRET } = HTTP;
  const said = problems({ SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN_FILE: path() });
  expect(said).toEqual([expect.stringMatching(sentence)]);
  expect(said.join()).not.toContain("hidden");
});

test("a secret and a file for it are refused together, and other problems are told as well", () => {
  expect(problems({ ...HTTP, SLACK_BOT_TOKEN_FILE: fileWith("xoxb-hidden"), PORT: "http" })).toEqual([
    "SLACK_BOT_TOKEN and SLACK_BOT_TOKEN_FILE are both set: remove one.",
    expect.stringMatching(/^PORT must be/),
  ]);
});
