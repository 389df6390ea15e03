import fs from "node:fs";
import type { Construct } from "constructs";
import { AwsStack, Validation, requireProps, arn, matching, physicalName, satisfying, type Rule } from "../../core";
import { functionRules } from "./function-validation";
import type { FunctionCode, S3Code, ZipFunctionProps } from "./zip-function-props";

/** Managed runtimes that AWS still patches, by family (Lambda developer guide, "Lambda runtimes", November 2026). */
const RUNTIME =
  /^(?:nodejs(?:22|24)\.x|python3\.1[0-4]|java(?:11|17|21|25)|dotnet(?:8|10)|ruby3\.[3-4]|provided\.al2023)$/;

/** @throws InputError with every problem of the props. */
export function validateZipFunction(scope: Construct, id: string, props: ZipFunctionProps): void {
  requireProps(scope, id, props, { code: "object", name: "string", logKey: "object" });
  const { region } = props.regional ?? AwsStack.of(scope);
  new Validation(scope, id)
    .props(props, {
      ...functionRules(props, region),
      handler: matching(/^[^\s]{1,128}$/, "at most 128 characters without space", "name a file and a function"),
      runtime: [
        matching(RUNTIME, "a supported runtime such as nodejs22.x or python3.13", "choose a runtime that AWS patches"),
        ...("entryPoint" in props.code
          ? [matching(/^nodejs/, "a Node.js runtime", "bundle code of Node.js only")]
          : []),
      ],
      code: existingCode(),
    })
    .props<Partial<S3Code>>("s3" in props.code ? props.code.s3 : {}, {
      bucketName: physicalName("bucket name"),
      codeSigningConfigArn: codeSigningConfigIn(region),
    })
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

function codeSigningConfigIn(region: string): Rule<string> {
  const resource = /code-signing-config:csc-[a-z0-9]{17}/;
  return arn({ of: "a code signing configuration", service: "lambda", resource, region }, "copy it from Lambda");
}
