#!/usr/bin/env node
import { VERSION_LINE } from "./version.ts";

// The command of the package: without a word it starts the bot, and with one it does what an operator asks for beside it.
const [word] = process.argv.slice(2);
if (word === "--version") process.stdout.write(`mistral-setup ${VERSION_LINE}\n`);
else if (word === undefined) await import("./main.ts");
else await import("./cli/main.ts");
