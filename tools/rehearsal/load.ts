import { createRequire } from "node:module";
import type * as Rehearsal from "./index";
import type * as RealProvider from "./real-provider/shared-provider";
import type { AttachOthers, Attachments, ShareAwsProvider } from "../runner/terraform/workspace";
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

/**
 * Stand-ins for the providers of a configuration that are not AWS; undefined if it has none, so that the packages are
 * needed for several providers only.
 */
export const attachOthers: AttachOthers = async (config, folder) => {
  const required = Object.keys(config.terraform["required_providers"] ?? {});
  const types = [...Object.keys(config.resource ?? {}), ...Object.keys(config.data ?? {})];
  const names = [...required, ...types.map((type) => type.split("_")[0]!)];
  const others = names.filter((name) => name !== "aws" && name !== "terraform");
  return others.length > 0 ? loadRehearsal().attachOthers(config, folder) : undefined;
};

/** Without the packages, Terraform starts the provider itself, which takes longer. */
const shareAwsProvider: ShareAwsProvider = (executable) => {
  try {
    const { SharedProvider } = createRequire(__filename)("./real-provider/shared-provider") as typeof RealProvider;
    return new SharedProvider(executable);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
};

/** The providers that commands attach to Terraform. */
export const ATTACHMENTS: Attachments = { attachOthers, shareAwsProvider };
