import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { buildSite, type BuiltFile } from "./support/built-site";

/** Size of the first storefront, which had no cart at the shop; `docs/performance.md` has the measured one. */
const BUDGET_BYTES = 14_925;

const gzippedBytes = (content: Buffer) => gzipSync(content, { level: 9 }).length;

let files: readonly BuiltFile[];
let page: string;

beforeAll(() => {
  files = buildSite();
  page = files.find(({ path }) => path === "index.html")!.content.toString();
});

/** Elements that a strict Content-Security-Policy refuses. */
function inlineParts(html: string): string[] {
  const scripts = html.match(/<script(?![^>]*\ssrc=)[^>]*>/g) ?? [];
  const styles =
    html.match(/<style[^>]*>|<[a-z][^>]*\s(?:style|on[a-z]+)=[^>]*>|(?:href|src)="(?:javascript|data):/gi) ?? [];
  return [...scripts, ...styles];
}

describe("the built site", () => {
  it("has at most 14,925 bytes of JavaScript, gzipped", () => {
    const scripts = files.filter(({ path }) => path.endsWith(".js"));
    expect(scripts.length).toBeGreaterThan(0);
    const bytes = scripts.reduce((sum, { content }) => sum + gzippedBytes(content), 0);
    expect(bytes).toBeLessThanOrEqual(BUDGET_BYTES);
    // The hooks of Preact itself would exceed it.
    const hooks = readFileSync(fileURLToPath(import.meta.resolve("preact/hooks")));
    expect(bytes + gzippedBytes(hooks)).toBeGreaterThan(BUDGET_BYTES);
  });

  it("has one small page that changes in place, and hashes in all other names", () => {
    expect(page.length).toBeLessThan(1500);
    const others = files.map(({ path }) => path).filter((path) => path !== "index.html");
    expect(others.length).toBeGreaterThanOrEqual(3);
    for (const path of others) expect(path).toMatch(/^assets\/[a-z-]+-[\w-]{8}\.(js|css|svg)$/);
  });

  it("has no inline script or style", () => {
    expect(inlineParts(page)).toEqual([]);
  });

  it.each([
    "<script>go()</script>",
    '<script type="module">go()</script>',
    "<style>p {}</style>",
    '<p style="color: red">',
    '<body onload="go()">',
    '<a href="javascript:go()">',
    '<link href="data:text/css,p">',
  ])("would not hide %s", (html) => {
    expect(inlineParts(html)).not.toEqual([]);
  });

  it("evaluates no text and writes no markup", () => {
    const script = files.filter(({ path }) => path.endsWith(".js")).map(({ content }) => content.toString());
    expect(script.join()).not.toMatch(/\beval\(|new Function\(|document\.write/);
  });

  it("carries no configuration: that is the platform's to write", () => {
    expect(files.map(({ path }) => path)).not.toContain("config.json");
  });
});
