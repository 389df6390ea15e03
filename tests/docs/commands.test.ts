import fs from "node:fs";
import path from "node:path";
import { COMMANDS } from "../../tools/commands/groundplan";
import { EXIT_CODES } from "../../tools/runner/command/exit-codes";
import { bareMachine, runGroundplan, temporaryFolder } from "../tools/fixtures";

const page = fs.readFileSync(path.resolve(__dirname, "../../docs/commands.md"), "utf8");
const sections = page.split(/^## /m);
const folder = temporaryFolder();

describe("docs/commands.md", () => {
  test("has a section for each command, in the order of groundplan --help", () => {
    const headings = sections
      .map((section) => section.split("\n")[0]!)
      .filter((title) => title.startsWith("groundplan"));
    expect(headings).toEqual(Object.keys(COMMANDS).map((name) => `groundplan ${name}`));
  });

  test.each(Object.keys(COMMANDS))("quotes the help text of %s", async (name) => {
    const section = sections.find((one) => one.startsWith(`groundplan ${name}\n`))!;
    const { output } = await runGroundplan(bareMachine(path.join(folder, name)), [name, "--help"]);
    expect(section).toContain(`\`\`\`text\n${output}\n\`\`\`\n`);
  });

  test("lists the exit codes of all commands", () => {
    const rows = [...page.matchAll(/^\| (\d+) \| (\w+) \|/gm)].map(([, code, name]) => [name, Number(code)]);
    expect(Object.fromEntries(rows)).toEqual(EXIT_CODES);
  });

  test.each(Object.keys(COMMANDS))("explains every exit code that the help of %s names", async (name) => {
    const { output } = await runGroundplan(bareMachine(path.join(folder, name)), [name, "--help"]);
    const [, text = ""] = /Exit codes: ([^]*)\.$/.exec(output) ?? [];
    const codes = [...text.matchAll(/(?:^|,\s)(\d+) /g)].map(([, code]) => Number(code));
    expect(codes.length).toBeGreaterThan(1);
    expect(Object.values(EXIT_CODES)).toEqual(expect.arrayContaining(codes));
  });
});
