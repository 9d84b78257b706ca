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

test.each<[string, () => string, RegExp]>([
  [
    "that is not there",
    () => join(newFolder(), "gone"),
    /^SLACK_BOT_TOKEN_FILE names .+gone, which does not/,
  ],
  [
    "that is a folder",
    newFolder,
    /^SLACK_BOT_TOKEN_FILE names .+, which is a folder: name the file in it\.$/,
  ],
  ["that is empty", () => fileWith("\n"), /which is empty: write the secret to it\.$/],
  ["that is too large", () => fileWith("hidden".repeat(9_999)), /which is larger than any secret/],
  ["that never ends", () => "/dev/zero", /names \/dev\/zero, which is no ordinary file/],
  [
    "behind a file",
    () => join(fileWith("hidden"), "x"),
    /which cannot be read \(ENOTDIR\): let this user read/,
  ],
  [
    "that holds another secret",
    () => fileWith("xapp-hidden"),
    /^SLACK_BOT_TOKEN in .+secret must begin with xo/,
  ],
  ["that holds two lines", () => fileWith("xoxb-hidden\n\n"), /^SLACK_BOT_TOKEN in .+secret has spaces or/],
  ["that is the secret itself", () => "xoxb-hidden", /^SLACK_BOT_TOKEN_FILE must be an absolute path/],
  ["that is an address", () => "http://hidden/", /^SLACK_BOT_TOKEN_FILE must be an absolute path/],
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
