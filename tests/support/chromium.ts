import fs from "node:fs";
import { chromium, type Browser } from "playwright-core";

/** Starts the browser that CHROMIUM_PATH names. @default /usr/bin/chromium */
export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
  if (!fs.existsSync(executablePath)) {
    throw new Error(`no browser at ${executablePath}; install Chromium, or name a browser in CHROMIUM_PATH`);
  }
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--no-first-run"] });
}
