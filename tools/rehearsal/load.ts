import { missingError } from "../runner/command/exit-codes";

/**
 * Loads the rehearsal, whose stand-in provider needs packages that are optional peer dependencies.
 *
 * @throws ToolError (missing) with the command that installs the packages.
 */
export function loadRehearsal(): Promise<typeof import("./index.js")> {
  return import("./index.js").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "MODULE_NOT_FOUND") throw error;
    throw missingError(
      `a rehearsal needs packages that are missing: npm install --save-dev @grpc/grpc-js @grpc/proto-loader @msgpack/msgpack (${error.message.split("\n")[0]})`,
    );
  });
}
