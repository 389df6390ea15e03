import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const root = path.resolve(__dirname, "../..");

const ACCEPTED = [
  "[limits](other.md#limits)",
  "[page](#page)",
  `| ${"a".repeat(200)} |\n| --- |\n| b |`,
  "<https://example.com/nothing>",
];

const REJECTED = [
  ["[missing](missing.md)", /"missing.md" should exist/],
  ["[limits](other.md#boundaries)", /valid fragment/],
  ["[here](#nowhere)", /link-fragments/],
  ["a ".repeat(81).trim(), /line-length/],
  ["```\ncode\n```", /fenced-code-language/],
] as const;

/** Findings of the Markdown lint for each page. The pages are files of one folder that also has other.md. */
function lint(pages: readonly string[]): string[] {
  const cwd = fs.mkdtempSync(path.join(os.tmpdir(), "markdown-"));
  try {
    fs.writeFileSync(path.join(cwd, "other.md"), "# Other\n\n## Limits\n");
    pages.forEach((page, index) => fs.writeFileSync(path.join(cwd, `page-${index}.md`), `# Page\n\n${page}\n`));
    fs.symlinkSync(path.join(root, "node_modules"), path.join(cwd, "node_modules"));
    for (const name of [".markdownlint-cli2.jsonc", ".markdownlint.jsonc"]) {
      fs.copyFileSync(path.join(root, name), path.join(cwd, name));
    }
    const program = path.join(root, "node_modules/.bin/markdownlint-cli2");
    const { stderr } = spawnSync(program, ["--no-globs", "*.md"], { cwd, encoding: "utf8" });
    return pages.map((_, index) =>
      stderr
        .split("\n")
        .filter((line) => line.startsWith(`page-${index}.md`))
        .join("\n"),
    );
  } finally {
    fs.rmSync(cwd, { recursive: true });
  }
}

describe("the Markdown lint", () => {
  const findings = lint([...ACCEPTED, ...REJECTED.map(([page]) => page)]);

  test.each(ACCEPTED.map((page, index) => ({ page, index })))("accepts $page", ({ index }) => {
    expect(findings[index]).toBe("");
  });

  test.each(REJECTED.map(([page, finding], index) => ({ page, finding, index })))("rejects $page", (row) => {
    expect(findings[ACCEPTED.length + row.index]).toMatch(row.finding);
  });
});
