import { arn, matching, physicalName, type Rule } from "../../core";

/** Accepts handlers of any runtime. */
export function handlerName(): Rule<string> {
  return matching(/^[^\s]{1,128}$/, "at most 128 characters without space", "name a file and a function");
}

/** Rules of an archive in S3 for a function of a region. */
export function s3Rules(region: string) {
  const resource = /code-signing-config:csc-[a-z0-9]{17}/;
  const config = { of: "a code signing configuration", service: "lambda", resource, region };
  return { bucketName: physicalName("bucket name"), codeSigningConfigArn: arn(config, "copy it from Lambda") };
}
