import { createRequire } from "node:module";
import type * as Rehearsal from "./index";
import { missingError } from "../runner/command/exit-codes";

/**
 * Loads the rehearsal, whose stand-in provider needs packages that are optional peer dependencies.
 *
 * @throws ToolError (missing) with the command that installs the packages.
 */
export function loadRehearsal(): typeof Rehearsal {
  try {
    // Not `import()`, which no Jest of a CommonJS project can run.
    return createRequire(__filename)("./index") as typeof Rehearsal;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== "MODULE_NOT_FOUND") throw error;
    throw missingError(
      `a rehearsal needs packages that are missing: npm install --save-dev @grpc/grpc-js @grpc/proto-loader @msgpack/msgpack (${message.split("\n")[0]})`,
    );
  }
}
