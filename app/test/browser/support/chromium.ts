import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const path = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

/** Empty when there is a browser. */
export const missingBrowser = existsSync(path)
  ? ""
  : `no browser at ${path}: install Chromium (Debian: apt-get install chromium) or name another one in CHROMIUM_PATH`;

// The reporter does not print the names of what was skipped.
if (missingBrowser) process.stderr.write(`Browser tests: ${missingBrowser}\n`);

/** Each launch has a separate temporary profile. */
export function launchBrowser(): Promise<Browser> {
  if (missingBrowser) throw new Error(missingBrowser);
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"];
  return chromium.launch({ executablePath: path, headless: true, args });
}
