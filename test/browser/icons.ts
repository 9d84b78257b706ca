import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findChromium, launch } from "../support/browser/browser.ts";

/** Draws the icons of the Teams package from their SVG files, in the two sizes that Teams asks for. */
const FOLDER = join(process.cwd(), "manifests/teams");
const SIZES = { color: 192, outline: 32 };

const chromium = findChromium();
if (chromium === null) throw new Error("Chromium is needed, and was not found.");
const browser = await launch(chromium);
try {
  for (const [name, size] of Object.entries(SIZES)) {
    const page = await browser.newPage({ viewport: { width: size, height: size }, deviceScaleFactor: 1 });
    const svg = readFileSync(join(FOLDER, `${name}.svg`), "utf8");
    await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
    await page.screenshot({ path: join(FOLDER, `${name}.png`), omitBackground: true });
  }
} finally {
  await browser.close();
}
