import type { Construct } from "constructs";
import { AwsStack, Validation, inRegion, logRetention, matching, providerOfRegion, requireProps } from "../../core";
import type { TrailProps } from "./trail-props";

/** Names that CloudTrail accepts: no two of its separators in a row, letters or digits at both ends. */
const NAME = /^(?=.{3,64}$)[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*$/;

/** Checks a trail against the limits of `CreateTrail`. @throws InputError with every problem of the props. */
export function validateTrail(scope: Construct, id: string, props: TrailProps): void {
  const key = { keyArn: "string", region: "string", grantUse: "function" } as const;
  const bucket = { bucketName: "string", allowAuditLogsFrom: "function" } as const;
  requireProps(scope, id, props, { name: "string", bucket, key, logKey: key });
  const region = (props.regional ?? AwsStack.of(scope)).region;
  new Validation(scope, id)
    .props(props, {
      name: matching(NAME, "3 to 64 letters and digits with single _ and - between them", "rename the trail"),
      key: inRegion(region),
      logKey: inRegion(region),
      logRetentionDays: logRetention(),
      regional: providerOfRegion(),
    })
    .throwIfInvalid();
}
