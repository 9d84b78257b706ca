import { type Config, readConfig } from "../../src/config/config.ts";

export type Env = Record<string, string>;

/** What these variables configure, which must be in order. */
export function config(env: Env): Config {
  const result = readConfig(env);
  if (!result.ok) throw new Error(result.problems.join("\n"));
  return result.config;
}

/** What is wrong with them. */
export function problems(env: Env): string[] {
  const result = readConfig(env);
  return result.ok ? [] : result.problems;
}
