import fs from "node:fs";
import type { Construct } from "constructs";
import { AwsStack, Validation, requireProps, matching, satisfying, type Rule } from "../../core";
import { handlerName, s3Rules } from "./code-rules";
import { functionRules } from "./function-validation";
import type { FunctionCode, S3Code, ZipFunctionProps } from "./zip-function-props";

/**
 * Managed runtimes that AWS still patches (Lambda developer guide, "Lambda runtimes", November 2026) and that every
 * supported version of the AWS provider accepts: 5.100 refuses `nodejs24.x`, `python3.14`, `java25` and `dotnet10`.
 */
const RUNTIME = /^(?:nodejs22\.x|python3\.1[0-3]|java(?:11|17|21)|dotnet8|ruby3\.[34]|provided\.al2023)$/;

/** @throws InputError with every problem of the props. */
export function validateZipFunction(scope: Construct, id: string, props: ZipFunctionProps): void {
  requireProps(scope, id, props, { code: "object", name: "string", logKey: "object" });
  const { region } = props.regional ?? AwsStack.of(scope);
  new Validation(scope, id)
    .props(props, {
      ...functionRules(props, region),
      handler: handlerName(),
      runtime: [
        matching(RUNTIME, "a supported runtime such as nodejs22.x or python3.13", "choose a runtime that AWS patches"),
        ...("entryPoint" in props.code
          ? [matching(/^nodejs/, "a Node.js runtime", "bundle code of Node.js only")]
          : []),
      ],
      code: existingCode(),
    })
    .props<Partial<S3Code>>("s3" in props.code ? props.code.s3 : {}, s3Rules(region))
    .throwIfInvalid();
}

function existingCode(): Rule<FunctionCode> {
  return satisfying(
    (code) => {
      if ("entryPoint" in code) return isFile(code.entryPoint);
      return "s3" in code || (fs.existsSync(code.folder) && fs.statSync(code.folder).isDirectory());
    },
    "an entry point or a folder that exists, or an object in S3",
    "write the path from the folder in which the app runs",
  );
}

function isFile(path: string): boolean {
  return fs.existsSync(path) && fs.statSync(path).isFile();
}
