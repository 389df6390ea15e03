import type { Construct } from "constructs";
import path from "node:path";
import { AwsStack, Validation, matching, oneOf, requireProps, type RuleTable } from "../../core";
import { handlerName, s3Rules } from "./code-rules";
import { deployableFolder, handlerIn } from "./folder-rules";
import { functionRules } from "./function-validation";
import { NODE_FUNCTION_DEFAULTS, type NodeFunctionProps } from "./node-function-props";
import type { S3Code } from "./zip-function-props";

/** @throws InputError with every problem of the props. */
export function validateNodeFunction(scope: Construct, id: string, props: NodeFunctionProps): void {
  requireProps(scope, id, props, { code: "object", name: "string", logKey: "object" });
  const { code, handler = NODE_FUNCTION_DEFAULTS.handler } = props;
  const { region } = props.regional ?? AwsStack.of(scope);
  const validation = new Validation(scope, id).props(props, {
    ...functionRules(props, region),
    handler: handlerName(),
    runtime: oneOf([NODE_FUNCTION_DEFAULTS.runtime], "deploy newer versions of Node.js as a container image"),
  });
  if ("folder" in code) {
    requireProps(scope, id, { code }, { code: { folder: "string" } });
    const folder = path.resolve(code.folder);
    validation.apply("code.folder", folder, deployableFolder()).apply("handler", handler, handlerIn(folder));
  } else {
    requireProps(scope, id, { code }, { code: { bucketName: "string", key: "string" } });
    validation.props({ code }, s3CodeRules(code, region));
  }
  validation.throwIfInvalid();
}

function s3CodeRules({ objectVersion }: S3Code, region: string): RuleTable<{ code: S3Code }> {
  const { bucketName, codeSigningConfigArn } = s3Rules(region);
  // Lambda reads the object when the key or version changes and at no other time.
  const namesContent = matching(
    /[0-9a-f]{7}|\d+\.\d+/i,
    "a key with a hash or a version of the code",
    "put the hash into the key, or set objectVersion",
  );
  return {
    "code.bucketName": bucketName,
    "code.codeSigningConfigArn": codeSigningConfigArn,
    "code.key": objectVersion === undefined ? namesContent : [],
  };
}
