import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import { IamServiceLinkedRole } from "@cdktf/provider-aws/lib/iam-service-linked-role";
import { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  oneOf,
  providerOfRegion,
  requireProps,
  useProviderOf,
  withDefaults,
  type RegionalProvider,
} from "../../core";
import type { AuditLogBucket } from "./trail-props";

export interface ConfigurationRecorderProps {
  /** Bucket of the account that receives snapshots and histories. */
  readonly bucket: AuditLogBucket;
  /**
   * `CONTINUOUS` records each change, `DAILY` the state of each day. Each record costs $0.003, a daily one $0.012.
   * @default "CONTINUOUS"
   */
  readonly frequency?: "CONTINUOUS" | "DAILY";
  /**
   * Records users, groups, roles and policies of IAM, which have no region. One region of an account suffices.
   * @default true
   */
  readonly includeGlobalResourceTypes?: boolean;
  /** `existing` where the account has the service-linked role of AWS Config already. @default "create" */
  readonly serviceLinkedRole?: "create" | "existing";
  /** Region of the recorder and its provider. @default the stack's */
  readonly regional?: RegionalProvider;
}

export const CONFIGURATION_RECORDER_DEFAULTS = {
  frequency: "CONTINUOUS",
  includeGlobalResourceTypes: true,
  serviceLinkedRole: "create",
} as const;

/** Of a recorder and its channel there is one in each region of an account. */
const NAME = "default";

/**
 * The recorder of AWS Config for all types of resources in one region, with its delivery channel.
 * One per account and region.
 */
export class ConfigurationRecorder extends Construct {
  /** @throws InputError when the frequency or the role is none of the choices. */
  constructor(scope: Construct, id: string, props: ConfigurationRecorderProps) {
    requireProps(scope, id, props, { bucket: { bucketName: "string", allowAuditLogsFrom: "function" } });
    new Validation(scope, id)
      .props(props, {
        frequency: oneOf<string>(["CONTINUOUS", "DAILY"], "choose how exact the history is"),
        serviceLinkedRole: oneOf<string>(["create", "existing"], "look for AWSServiceRoleForConfig in IAM"),
        regional: providerOfRegion(),
      })
      .throwIfInvalid();
    super(scope, id);
    useProviderOf(this, props.regional);
    const settings = withDefaults(props, CONFIGURATION_RECORDER_DEFAULTS);
    const { bucket, frequency, includeGlobalResourceTypes, serviceLinkedRole } = settings;
    const { account, region, partition } = AwsStack.of(this);
    const recorder = new ConfigConfigurationRecorder(this, "recorder", {
      name: NAME,
      roleArn: this.roleArn(serviceLinkedRole),
      recordingGroup: { allSupported: true, includeGlobalResourceTypes },
      recordingMode: { recordingFrequency: frequency },
    });
    const channel = new ConfigDeliveryChannel(this, "channel", {
      name: NAME,
      s3BucketName: bucket.bucketName,
      // AWS Config tries to write to the bucket, and accepts a channel only beside a recorder.
      dependsOn: [recorder, ...bucket.allowAuditLogsFrom("config", `arn:${partition}:config:${region}:${account}:*`)],
    });
    new ConfigConfigurationRecorderStatus(this, "status", {
      name: recorder.name,
      isEnabled: true,
      dependsOn: [channel],
    });
  }

  private roleArn(serviceLinkedRole: "create" | "existing"): string {
    if (serviceLinkedRole === "create") {
      return new IamServiceLinkedRole(this, "role", { awsServiceName: "config.amazonaws.com" }).arn;
    }
    const { account, partition } = AwsStack.of(this);
    return `arn:${partition}:iam::${account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`;
  }
}
