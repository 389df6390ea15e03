import { createRequire } from "node:module";

/** Loads a package that is an optional peer dependency. @throws Error with the command that installs a missing one. */
export function optionalPackage<Module>(name: string): Module {
  try {
    // Not `import()`, which no Jest of a CommonJS project can run.
    return createRequire(__filename)(name) as Module;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== "MODULE_NOT_FOUND") throw error;
    throw new Error(`the local system needs ${name}: npm install --save-dev ${name} (${message.split("\n")[0]})`);
  }
}
