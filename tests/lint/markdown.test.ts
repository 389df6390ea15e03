import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const root = path.resolve(__dirname, "../..");

/** Findings of the Markdown lint for a page in a folder of its own that also has other.md. */
function lint(page: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "markdown-"));
  try {
    fs.writeFileSync(path.join(folder, "other.md"), "# Other\n\n## Limits\n");
    fs.writeFileSync(path.join(folder, "page.md"), `# Page\n\n${page}\n`);
    fs.symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
    fs.copyFileSync(path.join(root, ".markdownlint-cli2.jsonc"), path.join(folder, ".markdownlint-cli2.jsonc"));
    const options = { cwd: folder, encoding: "utf8" } as const;
    return spawnSync(path.join(root, "node_modules/.bin/markdownlint-cli2"), ["--no-globs", "page.md"], options).stderr;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

test.each([
  ["[limits](other.md#limits)"],
  ["[page](#page)"],
  [`| ${"a".repeat(200)} |\n| --- |\n| b |`],
  ["<https://example.com/nothing>"],
])(
  "the Markdown lint accepts %j",
  (page) => {
    expect(lint(page)).toBe("");
  },
  60_000,
);

test.each([
  ["[missing](missing.md)", /"missing.md" should exist/],
  ["[limits](other.md#boundaries)", /valid fragment/],
  ["[here](#nowhere)", /link-fragments/],
  ["a ".repeat(81).trim(), /line-length/],
  ["```\ncode\n```", /fenced-code-language/],
])(
  "the Markdown lint rejects %j",
  (page, finding) => {
    expect(lint(page)).toMatch(finding);
  },
  60_000,
);
