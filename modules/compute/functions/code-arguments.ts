import { AssetType, TerraformAsset } from "cdktf";
import type { Construct } from "constructs";
import path from "node:path";
import { archive } from "./archive";
import type { FunctionCodeArguments } from "./function";
import type { S3Code } from "./zip-function-props";

/** Arguments of the folder's archive, which becomes the asset `code` of the function. */
export function assetArguments(fn: Construct, folder: string): FunctionCodeArguments {
  const { file, hash } = archive(path.resolve(folder));
  const asset = new TerraformAsset(fn, "code", { path: file, type: AssetType.FILE, assetHash: hash });
  // The bytes of an archive depend on file times, the hash of the asset on names and contents only.
  return { filename: asset.path, sourceCodeHash: asset.assetHash };
}

/** Arguments of an archive in S3. */
export function s3Arguments(code: S3Code): FunctionCodeArguments {
  const { bucketName: s3Bucket, key: s3Key, objectVersion: s3ObjectVersion, codeSigningConfigArn } = code;
  return { s3Bucket, s3Key, s3ObjectVersion, codeSigningConfigArn };
}
