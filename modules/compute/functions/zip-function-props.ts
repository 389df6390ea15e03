import type { FunctionProps } from "./function-props";

/** Object in a bucket of the function's region with a .zip file that a build uploaded. */
export interface S3Code {
  /** Bucket in the region of the function. */
  readonly bucketName: string;
  /** Key of the archive. */
  readonly key: string;
  /**
   * Version of the object. A new version deploys the code; without one only a new key does. @default the current one
   */
  readonly objectVersion?: string;
  /** ARN of the code signing configuration that the object must satisfy. @default none: Lambda runs unsigned code */
  readonly codeSigningConfigArn?: string;
}

/**
 * Code of a function: an entry point of JavaScript or TypeScript that esbuild bundles at synthesis, a folder that
 * becomes the .zip file as it is, or an object in S3.
 */
export type FunctionCode = { readonly entryPoint: string } | { readonly folder: string } | { readonly s3: S3Code };

export interface ZipFunctionProps extends FunctionProps {
  /** Code of the function. Paths start from the current folder. */
  readonly code: FunctionCode;
  /** File without extension and exported function. @default "index.handler" */
  readonly handler?: string;
  /** Identifier of a managed runtime. A bundled entry point requires a Node.js runtime. @default "nodejs22.x" */
  readonly runtime?: string;
}

export const ZIP_FUNCTION_DEFAULTS = {
  handler: "index.handler",
  runtime: "nodejs22.x",
} as const satisfies Partial<ZipFunctionProps>;

/** Props after defaults. */
export type ZipFunctionSettings = ZipFunctionProps &
  Required<Pick<ZipFunctionProps, keyof typeof ZIP_FUNCTION_DEFAULTS>>;
