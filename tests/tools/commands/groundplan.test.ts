import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { COMMANDS, help } from "../../../tools/commands/groundplan";
import { bareMachine, runGroundplan, temporaryFolder } from "../fixtures";

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, object>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const root = path.resolve(__dirname, "../../..");
const folder = temporaryFolder();
const names = Object.keys(COMMANDS);
const manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")) as Manifest;
const machine = () => bareMachine(fs.mkdtempSync(path.join(folder, "machine-")));

describe("groundplan", () => {
  test("has one command for each file of tools/commands", () => {
    const files = fs.readdirSync(path.join(root, "tools/commands")).map((file) => path.basename(file, ".ts"));
    expect([...names, "after-synth", "groundplan", "synth"].sort()).toEqual(files.sort());
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

/** Packages that a consumer of the package may not have installed. */
const optional = Object.keys({ ...manifest.devDependencies, ...manifest.peerDependencies }).filter(
  (name) => !(name in manifest.peerDependencies) || name in manifest.peerDependenciesMeta,
);

/** Program that runs commands in a process in which packages are not installed. */
const WITHOUT_PACKAGES = `
const Module = require("node:module");
const [packages, commands, entry] = JSON.parse(process.argv[1]);
const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  const name = request.split("/").slice(0, request.startsWith("@") ? 2 : 1).join("/");
  const ours = parent && !parent.filename.includes("node_modules");
  if (ours && packages.includes(name)) throw new Error("Cannot find module '" + request + "'");
  return resolve.call(this, request, parent, ...rest);
};
const { groundplan } = require(entry);
const context = { machine: { cwd: ".", env: {} }, print: () => {}, printError: () => {} };
(async () => {
  for (const argv of commands) console.log(argv.join(" "), await groundplan(argv, context));
})();
`;

function exitCodesWithoutPackages(...commands: readonly (readonly string[])[]): string[] {
  const input = JSON.stringify([optional, commands, path.join(root, "dist/tools/commands/groundplan.js")]);
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", WITHOUT_PACKAGES, input], { encoding: "utf8" });
  return (stdout + stderr).trim().split("\n");
}

test("every command answers --help without the packages that a consumer may not have", () => {
  const help = names.map((name) => [name, "--help"]);
  expect(exitCodesWithoutPackages(...help)).toEqual(help.map((argv) => `${argv.join(" ")} 0`));
  expect(exitCodesWithoutPackages(["iam-data"])).toEqual(["iam-data 3"]);
});

test("commands for other projects do not name the npm scripts of this repository", async () => {
  const own = Object.entries(COMMANDS).filter(([, { summary }]) => summary.includes("Groundplan repository only"));
  const others = names.filter((name) => !own.some(([ours]) => ours === name));
  const helpOf = async (name: string) => (await runGroundplan(machine(), [name, "--help"])).output;
  const texts = await Promise.all(others.map(helpOf));
  expect(others.filter((_, position) => /npm (?:run|test)/.test(texts[position]!))).toEqual([]);
  expect(await helpOf("bench")).toMatch(/npm test/);
});

describe("npm run", () => {
  const run = (...words: string[]) =>
    spawnSync("sh", ["-c", `${manifest.scripts[words[0]!]!.replace("npm run -s build &&", "")} ${words[1]}`], {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, CDKTF_OUTDIR: path.join(folder, "never") },
    });

  test.each(["validate", "plan", "rehearse", "preflight", "apply", "diagram", "export"])(
    "%s --help does not synthesize",
    (name) => {
      const { status, stdout, stderr } = run(name, "--help");
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout).toContain(`Usage: groundplan ${name}`);
      expect(fs.existsSync(path.join(folder, "never"))).toBe(false);
    },
  );

  test("preflight synthesizes first, and ends with the problem of the command", () => {
    const { status, stdout } = run("preflight", "unknown-environment");
    expect(status).toBe(2);
    expect(stdout).toContain("policies: ");
    expect(fs.existsSync(path.join(folder, "never/manifest.json"))).toBe(true);
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
    expect(manifest.scripts[name]).toMatch(
      new RegExp(`^npm run -s build && node dist/tools/commands/(?:groundplan|after-synth).js ${name}$`),
    );
  });
});
