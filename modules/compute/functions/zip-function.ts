import { AssetType, TerraformAsset } from "cdktf";
import type { Construct } from "constructs";
import path from "node:path";
import { withDefaults } from "../../core";
import { archive } from "./archive";
import { bundle } from "./bundle";
import { FunctionBase, type FunctionCodeArguments } from "./function";
import { ZIP_FUNCTION_DEFAULTS, type ZipFunctionProps, type ZipFunctionSettings } from "./zip-function-props";
import { validateZipFunction } from "./zip-function-validation";

/**
 * A Lambda function from a .zip file archive.
 *
 * Entry points and folders become an asset of the stack. Its hash depends on the names and contents of its files only,
 * so that equal code on another machine changes nothing. Lambda accepts archives of up to 50 MB this way, 250 MB
 * unpacked.
 */
export class ZipFunction extends FunctionBase {
  /** @throws InputError when a name, the code, a variable or a limit is not what Lambda accepts. */
  constructor(scope: Construct, id: string, props: ZipFunctionProps) {
    validateZipFunction(scope, id, props);
    const settings = withDefaults(props, ZIP_FUNCTION_DEFAULTS);
    super(scope, id, props, (fn) => ({
      ...codeArguments(fn, settings),
      handler: settings.handler,
      runtime: settings.runtime,
    }));
  }
}

function codeArguments(fn: Construct, { code, runtime }: ZipFunctionSettings): FunctionCodeArguments {
  if ("s3" in code) {
    const { bucketName: s3Bucket, key: s3Key, objectVersion: s3ObjectVersion, codeSigningConfigArn } = code.s3;
    return { s3Bucket, s3Key, s3ObjectVersion, codeSigningConfigArn };
  }
  const folder = "entryPoint" in code ? bundle(code.entryPoint, runtime) : path.resolve(code.folder);
  const { file, hash } = archive(folder);
  const asset = new TerraformAsset(fn, "code", { path: file, type: AssetType.FILE, assetHash: hash });
  // The bytes of an archive depend on file times, the hash of the asset on names and contents only.
  return { filename: asset.path, sourceCodeHash: asset.assetHash };
}
