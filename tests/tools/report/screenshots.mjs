// Takes the pictures of docs/report.md from report.html: npm run report:screenshots.
import path from "node:path";
import process from "node:process";
import { chromium } from "playwright-core";

const images = path.resolve(import.meta.dirname, "../../../docs/images");
const page = `file://${path.resolve("report.html")}`;

const PICTURES = [
  { name: "report-architecture.png", hash: "#prod-architecture", colorScheme: "light" },
  { name: "report-part.png", hash: "#part-prod_database", colorScheme: "dark" },
  { name: "report-cost.png", hash: "#prod-cost", colorScheme: "light" },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
for (const { name, hash, colorScheme } of PICTURES) {
  const tab = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme });
  await tab.goto(`${page}${hash}`);
  await tab.locator("#search:enabled").waitFor();
  await tab.screenshot({ path: path.join(images, name) });
  await tab.close();
}
await browser.close();
