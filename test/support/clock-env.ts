const NAMES = ["LD_PRELOAD", "FAKETIME", "FAKETIME_SHARED", "FAKETIME_DONT_FAKE_MONOTONIC", "TZ", "LC_ALL"];

/** `npm run test:dates` moves the clock by these, so a program that a test starts with an environment of its own needs them too. */
export const CLOCK_ENV: Readonly<Record<string, string>> = Object.fromEntries(
  NAMES.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
);

const { LD_PRELOAD: _, ...rest } = process.env;

/** The same without the moved clock, for Chromium, which opens no page under it. The page reads the time from its server. */
export const REAL_CLOCK_ENV = rest;
