import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { checkRules, ENGINE, EngineError, loadPack, PACK, PackError, type Pack } from "../../policies/refusals";
import { parseOptions, refuseArguments } from "../runner/command/arguments";
import { type CommandRequest, defineCommand } from "../runner/command/command";
import { EXIT_CODES, missingError, usageError } from "../runner/command/exit-codes";
import { withTemporaryFolder } from "../runner/command/temporary-folder";

const HELP = `Raises the packages with known refusals of AWS together, and writes what is generated from them.

Usage: groundplan refusals-update [options]

  --installed     write the generated files only, from the installed versions
  --from <dir>    take the packages from the node_modules of a folder instead of the newest of the npm registry
  --help          print this text

Prints each rule gained, lost or changed, and checks that every rule compiles before it writes anything. Writes the
versions in package.json and NOTICE, policies/refusals/shapes.json, policies/refusals/unevaluated.json and
docs/refusals.md. Runs in the root of the Groundplan repository; npm install follows.
Exit codes: 0 written, 2 wrong usage, 3 a package is missing or a rule does not compile.`;

/** Files that name the versions. */
const PINS: readonly string[] = ["package.json", "NOTICE", "policies/refusals/engine/versions.json"];

interface Request extends CommandRequest {
  readonly installed?: boolean;
  readonly from?: string;
}

export const refusalsUpdate = defineCommand<Request>({
  help: HELP,
  parse(argv) {
    const { values, positionals } = parseOptions(argv, { installed: { type: "boolean" }, from: { type: "string" } });
    refuseArguments(positionals);
    if (values.installed && values.from !== undefined) throw usageError("--installed and --from exclude each other");
    return values;
  },
  async run({ installed, from }, { machine: { cwd }, print }) {
    const before = packIn(cwd);
    if (installed) await write(before, before, cwd);
    else if (from !== undefined) await raise(before, folderWithPack(path.resolve(cwd, from)), cwd, print);
    else {
      await withTemporaryFolder("refusals", async (folder) => {
        download(folder);
        await raise(before, folder, cwd, print);
      });
    }
    return EXIT_CODES.succeeded;
  },
});

async function raise(before: Pack, folder: string, cwd: string, print: (text: string) => void): Promise<void> {
  const after = packIn(folder);
  const { differences } = await import("../refusals/differences.js");
  print(`${PACK} ${before.version} -> ${after.version}, ${ENGINE} ${before.engineVersion} -> ${after.engineVersion}`);
  differences(before, after).forEach((line) => print(line));
  orMissing(() => checkRules(after));
  await write(before, after, cwd);
}

async function write(before: Pack, after: Pack, cwd: string): Promise<void> {
  const { generatedFiles } = await import("../refusals/files.js");
  const { withVersions } = await import("../refusals/versions.js");
  const pins = PINS.map((file) => {
    return [file, withVersions(fs.readFileSync(path.join(cwd, file), "utf8"), before, after)] as const;
  });
  for (const [file, text] of [...pins, ...Object.entries(generatedFiles(after))]) {
    fs.writeFileSync(path.join(cwd, file), text);
  }
}

/** @throws ToolError (missing) if a package is missing or has another form. */
function packIn(folder: string): Pack {
  return orMissing(() => loadPack(folder));
}

/** @throws ToolError (missing) if the folder has no pack of its own: Node would look it up in the folders above. */
function folderWithPack(folder: string): string {
  const pack = path.join(folder, "node_modules", PACK);
  if (!fs.existsSync(pack)) throw missingError(`${pack} does not exist; name the folder that contains node_modules`);
  return folder;
}

function orMissing<T>(use: () => T): T {
  try {
    return use();
  } catch (error) {
    throw error instanceof PackError || error instanceof EngineError ? missingError(error.message) : error;
  }
}

/** Installs the newest versions, without the peer of the pack, which nothing here loads. */
function download(folder: string): void {
  const options = ["--no-save", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund"];
  const { status, stderr } = spawnSync("npm", ["install", "--prefix", folder, ...options, PACK, ENGINE], {
    encoding: "utf8",
  });
  if (status !== 0) throw missingError(`npm install ${PACK} ${ENGINE} failed: ${stderr}`);
}
