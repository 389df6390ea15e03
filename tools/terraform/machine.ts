import os from "node:os";

/** What the runner reads of the machine it runs on. */
export interface Machine {
  /** Folder that relative paths start from: the root of the project. */
  readonly cwd: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  /** Folders where add-on software keeps one folder per product. */
  readonly addOnRoots: readonly string[];
}

/** The machine that this process runs on. */
export function thisMachine(): Machine {
  return {
    cwd: process.cwd(),
    env: process.env,
    home: os.homedir(),
    platform: process.platform,
    addOnRoots: ["/opt", "/usr/share", "/usr/local/share"],
  };
}
