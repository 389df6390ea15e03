import os from "node:os";

/** The machine that a command runs on. */
export interface Machine {
  /** Folder that relative paths start from: the root of the project. */
  readonly cwd: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  /** Folders in which add-on software has one folder per product. */
  readonly addOnRoots: readonly string[];
}

/** The machine of this process. */
export function thisMachine(): Machine {
  return {
    cwd: process.cwd(),
    env: process.env,
    home: os.homedir(),
    platform: process.platform,
    addOnRoots: ["/opt", "/usr/share", "/usr/local/share"],
  };
}

/** True if `CI` is set to anything but `false` or `0`. Many CI services set `true`, some `1`. */
export function isCi({ CI }: Readonly<NodeJS.ProcessEnv>): boolean {
  return !["", "0", "false"].includes((CI ?? "").toLowerCase());
}
