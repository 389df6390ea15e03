import fs from "node:fs";
import path from "node:path";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { thisMachine } from "../../../tools/runner/command/machine";
import { launchBrowser } from "../../support/chromium";
import { exampleSystems } from "../../support/example-systems";
import { exampleFolder, repositoryFolder } from "../../support/synthesized";
import { runGroundplan, temporaryFolder } from "../fixtures";

const AXE = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const LARGEST_BYTES = 500_000;
const folder = temporaryFolder();
const file = path.join(folder, "report.html");
const root = path.resolve(__dirname, "../../..");

let browser: Browser;
let problems: string[] = [];

beforeAll(async () => {
  const machine = { ...thisMachine(), cwd: root, env: { ...process.env, CDKTF_OUTDIR: repositoryFolder() } };
  expect(await runGroundplan(machine, ["report", "--out", file])).toMatchObject({ exitCode: 0 });
  browser = await launchBrowser();
});

afterAll(() => browser?.close());

interface Visit {
  readonly width?: number;
  readonly colorScheme?: "light" | "dark";
  readonly hash?: string;
  readonly text?: string;
}

/** Opens the page and waits until its script has run; its errors and requests are in `problems`. */
async function visit({ width = 1280, colorScheme = "light", hash = "", text }: Visit): Promise<Page> {
  problems = [];
  const name = path.join(folder, text === undefined ? "report.html" : "changed.html");
  if (text !== undefined) fs.writeFileSync(name, text);
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  page.on("console", (message) => problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("request", (request) => request.url().startsWith("file:") || problems.push(request.url()));
  await page.goto(`file://${name}${hash}`);
  await page.locator("#search:enabled").waitFor();
  return page;
}

/** Violations that axe finds, each as rule and element. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(
    "document.querySelectorAll('main section:not([hidden]) details').forEach((one, index) => { one.open = index % 9 === 0; })",
  );
  // axe is a script that the policy of the page refuses; evaluated expressions pass.
  await page.evaluate(AXE);
  const results = await page.evaluate<AxeResults>("axe.run(document)");
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

describe("the report of the reference platform in a browser", () => {
  test("has at most 500 KB", () => {
    expect(fs.statSync(file).size).toBeLessThanOrEqual(LARGEST_BYTES);
  });

  test.each(exampleSystems())("has a sister of at most 500 KB that fits narrow windows: %s", async (example) => {
    const cwd = path.join(root, "examples", example);
    const machine = { ...thisMachine(), cwd, env: { ...process.env, CDKTF_OUTDIR: exampleFolder(example) } };
    const out = path.join(folder, `${example}.html`);
    expect(await runGroundplan(machine, ["report", "--out", out])).toMatchObject({ exitCode: 0 });
    expect(fs.statSync(out).size).toBeLessThanOrEqual(LARGEST_BYTES);
    const page = await visit({ width: 390, text: fs.readFileSync(out, "utf8") });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    expect(problems).toEqual([]);
    await page.close();
  });

  test("shows the first environment without JavaScript", async () => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(`file://${file}`);
    expect(await page.locator("#prod-architecture").isVisible()).toBe(true);
    expect(await page.locator("noscript").innerText()).toContain("the others need JavaScript");
    await page.close();
  });

  test.each([
    [390, "light"],
    [390, "dark"],
    [1280, "light"],
    [1280, "dark"],
  ] as const)("is accessible at %i px in %s, fits and has no error", async (width, colorScheme) => {
    const page = await visit({ width, colorScheme });
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    expect(problems).toEqual([]);
    await page.close();
  });

  test("would fail for a faint text, a wide element, a foreign image and an unknown script", async () => {
    const faint =
      '<p style="color:#ddd">Faint</p><div class="wide-box">.</div><img src="http://127.0.0.1:9/x.png"><script>1</script>';
    const original = fs.readFileSync(file, "utf8");
    const page = await visit({ width: 390, text: original.replace("</main>", `${faint}</main>`) });
    await page.evaluate("document.querySelector('main').lastElementChild.previousElementSibling.style.color = '#ddd'");
    await page.evaluate("document.querySelector('.wide-box').style.width = '900px'");
    await page.evaluate("document.querySelector('main p:last-of-type').style.color = '#ddd'");
    expect((await violations(page)).map((one) => one.split(":")[0])).toEqual(
      expect.arrayContaining(["color-contrast", "image-alt"]),
    );
    expect(await page.evaluate("document.documentElement.scrollWidth")).not.toBe(390);
    expect(problems.join()).toContain("Content Security Policy");
    await page.close();
  });

  test("opens a part from its address, and lights what reaches it", async () => {
    const page = await visit({ hash: "#part-dev_database" });
    expect(await page.locator("[data-environment]:visible").getAttribute("data-environment")).toBe("dev");
    expect(await page.locator("#part-dev_database h4").first().isVisible()).toBe(true);
    expect(await page.locator(".picture .arrow.lit").count()).toBe(5);
    await page.goto(`file://${file}#prod-cost`);
    await page.locator("#prod-cost").waitFor();
    await page.close();
  });

  test("finds a resource by keyboard alone, and closes the results by Escape", async () => {
    const page = await visit({});
    await page.keyboard.press("/");
    await page.keyboard.type("prod rds_cluster_instance");
    await page.locator("#results").waitFor();
    expect(await page.locator("#results li").count()).toBeGreaterThan(1);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.locator("#part-prod_database > summary:focus").waitFor();
    expect(new URL(page.url()).hash).toBe("#part-prod_database");
    await page.locator("#search").fill("prod cache");
    await page.locator("#results").waitFor();
    await page.locator("#search").fill("no such resource");
    await page.locator("#results").waitFor({ state: "hidden" });
    await page.locator("#search").press("Escape");
    await page.locator("#search:placeholder-shown").waitFor();
    await page.close();
  });

  test("opens a part of the picture, and switches colours and environments", async () => {
    const page = await visit({});
    const background = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const before = await background();
    await page.locator('.picture [data-part="prod/cache"]').click();
    await page.locator("#part-prod_cache[open]").waitFor();
    await page.locator("#theme").click();
    await page.locator("html[data-theme=dark]").waitFor();
    expect(await background()).not.toBe(before);
    await page.locator('[data-choose="staging"]').click();
    await page.locator('[data-environment="staging"]').waitFor();
    expect(await page.locator("[data-environment]:visible").count()).toBe(1);
    await page.close();
  });

  test("prints every environment", async () => {
    const page = await visit({});
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".environment:visible").count()).toBe(5);
    expect(await page.locator("header").isVisible()).toBe(false);
    await page.close();
  });
});
