import { expect, it } from "vitest";
import { secretsInAnswers } from "./secrets/answers.ts";
import { secretsInFiles } from "./secrets/files.ts";
import { secretsInErrors } from "./secrets/thrown.ts";

it("a secret in an answer of Slack, Teams or Mistral is in no file, no line of the log and no message", async () => {
  const { figures, violations } = await secretsInAnswers(3, 3);
  expect(violations).toEqual([]);
  expect(figures["places and kinds in answers"]).toBeGreaterThan(8);
});

it("nor is one in an error that something throws", async () => {
  const { figures, violations } = await secretsInErrors(3, 12);
  expect(violations).toEqual([]);
  expect(figures["places and kinds in errors"]).toBeGreaterThan(10);
});

it("nor is one in a list, in a file's name or address, or in what is answered about it", async () => {
  const { figures, violations } = await secretsInFiles(3, 20);
  expect(violations).toEqual([]);
  expect(figures["places and kinds in files"]).toBeGreaterThan(12);
});
