import fs from "node:fs";
import path from "node:path";
import { COMMANDS, help } from "../../../tools/commands/groundplan";
import { bareMachine, runGroundplan, temporaryFolder } from "../fixtures";

const root = path.resolve(__dirname, "../../..");
const folder = temporaryFolder();
const names = Object.keys(COMMANDS);
const machine = () => bareMachine(fs.mkdtempSync(path.join(folder, "machine-")));

describe("groundplan", () => {
  test("has one command for each file of tools/commands", () => {
    const files = fs.readdirSync(path.join(root, "tools/commands")).map((file) => path.basename(file, ".ts"));
    expect([...names, "groundplan"].sort()).toEqual(files.sort());
  });

  test.each([["--help"], ["-h"]])("lists every command on one line with %s", async (option) => {
    const { exitCode, output } = await runGroundplan(machine(), [option]);
    expect(exitCode).toBe(0);
    expect(output).toBe(help());
    for (const [name, { summary }] of Object.entries(COMMANDS)) {
      expect(output).toMatch(new RegExp(`^  ${name} +${summary.replace(/[()]/g, "\\$&")}$`, "m"));
    }
  });

  test.each([
    [[], "no command; commands: "],
    [["deploy"], 'unknown command "deploy"; commands: '],
    [["toString"], 'unknown command "toString"; commands: '],
    [["deploy", "--help"], 'unknown command "deploy"; commands: '],
  ])("rejects %j with the known commands", async (argv, message) => {
    expect(await runGroundplan(machine(), argv)).toEqual({
      exitCode: 2,
      output: "",
      errors: message + names.join(", "),
    });
  });
});

describe.each(names)("groundplan %s", (name) => {
  test("answers --help without doing anything, whatever the other arguments are", async () => {
    const bare = machine();
    const first = await runGroundplan(bare, [name, "--help"]);
    const second = await runGroundplan(bare, [name, "unknown", "--unknown", "-h"]);
    expect(first).toMatchObject({
      exitCode: 0,
      errors: "",
      output: expect.stringContaining(`Usage: groundplan ${name}`),
    });
    expect(second).toEqual(first);
    expect(fs.readdirSync(bare.cwd)).toEqual([]);
  });

  test("explains each of its options", async () => {
    fs.mkdirSync(path.join(folder, "modules"), { recursive: true });
    const { exitCode, errors } = await runGroundplan({ ...machine(), cwd: folder }, [name, "--unknown"]);
    const [, list] = /^Unknown option '--unknown'; options: (.*)$/.exec(errors) ?? [];
    const { output } = await runGroundplan(machine(), [name, "--help"]);
    for (const option of list!.split(", ")) expect(output).toMatch(new RegExp(`^  ${option} `, "m"));
    expect(exitCode).toBe(2);
  });

  test("has lines of at most 120 characters in its help", async () => {
    const { output } = await runGroundplan(machine(), [name, "--help"]);
    expect(output.split("\n").filter((line) => line.length > 120)).toEqual([]);
  });

  test("is what npm run calls", () => {
    const { scripts } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")) as {
      scripts: Readonly<Record<string, string>>;
    };
    expect(scripts[name]).toMatch(
      new RegExp(`^npm run -s (?:build|synth) && node dist/tools/commands/groundplan.js ${name}(?: --platform)?$`),
    );
  });
});
