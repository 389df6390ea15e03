import type { FunctionProps } from "./function-props";
import type { S3Code } from "./zip-function-props";

/** Managed runtime that every supported version of the AWS provider accepts: 5.100 refuses `nodejs24.x`. */
export type NodeRuntime = "nodejs22.x";

/**
 * Code of a Node.js function: a folder that a build step bundled, or the object of an archive that it uploaded.
 *
 * A folder contains everything that the runtime loads, such as an `index.mjs` of esbuild with the AWS SDK: at most
 * 250 MB, and 50 MB as an archive. The key of an object contains a hash or a version of the code, or `objectVersion`
 * names it.
 */
export type NodeCode = { readonly folder: string } | S3Code;

export interface NodeFunctionProps extends FunctionProps {
  /** Bundled code. A folder's path starts from the current folder. */
  readonly code: NodeCode;
  /** File without extension and exported function. @default "index.handler" */
  readonly handler?: string;
  /** Managed runtime. @default "nodejs22.x" */
  readonly runtime?: NodeRuntime;
}

export const NODE_FUNCTION_DEFAULTS = {
  handler: "index.handler",
  runtime: "nodejs22.x",
} as const satisfies Partial<NodeFunctionProps>;
