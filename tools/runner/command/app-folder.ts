import fs from "node:fs";
import { usageError } from "./exit-codes";

/** A command line without its option `--app`. */
export interface AppArguments {
  readonly argv: readonly string[];
  /** Folder of the CDKTF app; undefined for the app of the working directory. */
  readonly folder?: string;
}

/**
 * Takes `--app FOLDER` or `--app=FOLDER` out of a command line. Words behind `--` belong to another program and stay.
 *
 * @throws ToolError (usage) for `--app` without a folder, a second `--app`, and a folder that does not exist.
 */
export function takeAppFolder(argv: readonly string[]): AppArguments {
  const end = argv.indexOf("--");
  const own = argv.slice(0, end < 0 ? undefined : end);
  const at = own.findIndex((word) => word === "--app" || word.startsWith("--app="));
  if (at < 0) return { argv };
  const inOneWord = own[at]!.startsWith("--app=");
  const folder = inOneWord ? own[at]!.slice("--app=".length) : own[at + 1];
  const rest = [...argv.slice(0, at), ...argv.slice(at + (inOneWord ? 1 : 2))];
  if (folder === undefined || folder === "" || folder.startsWith("-")) throw usageError("--app: needs a folder");
  if (!fs.existsSync(folder)) throw usageError(`--app: there is no folder ${folder}`);
  if (takeAppFolder(rest).folder !== undefined) throw usageError("--app: allowed once");
  return { argv: rest, folder };
}
