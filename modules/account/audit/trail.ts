import { Cloudtrail, type CloudtrailAdvancedEventSelector } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import {
  AwsStack,
  ServiceRole,
  admitService,
  signalsIn,
  useProviderOf,
  withDefaults,
  type PolicyStatement,
  type Signal,
} from "../../core";
import { ACTIVITY, activityMetric, activitySignals } from "./account-activity";
import { TRAIL_DEFAULTS, type TrailProps, type TrailSettings } from "./trail-props";
import { validateTrail } from "./trail-validation";

/**
 * Stateful. A CloudTrail trail of all regions with log file validation, encrypted log files, a log group, and metric
 * filters for the activity that the CIS benchmark lists in 4.1 to 4.15, each a signal.
 *
 * One per account. Terraform cannot protect the log files from their bucket's owner: keep the bucket in another account
 * where evidence must survive this one.
 */
export class Trail extends Construct {
  readonly trailArn: string;
  /** Log group that the trail writes, at `/aws/cloudtrail/<name>`. */
  readonly logGroupName: string;
  /** `<id>-root-user`, `<id>-trail-changes`... One for each activity of CIS 4.1 to 4.15. */
  readonly signals: readonly Signal[];

  /** @throws InputError when the name is not one, or a key is of another region or does not admit the service. */
  constructor(scope: Construct, id: string, props: TrailProps) {
    validateTrail(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const settings = withDefaults(props, TRAIL_DEFAULTS);
    const { name, key, logKey } = settings;
    const { account, region, partition } = AwsStack.of(this);
    // By name, because the trail itself waits for the policies that name it.
    const trailArn = `arn:${partition}:cloudtrail:${region}:${account}:trail/${name}`;
    admitService(this, key, "cloudtrail");
    admitService(this, logKey, "logs");
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: `/aws/cloudtrail/${name}`,
      retentionInDays: settings.logRetentionDays,
      kmsKeyId: logKey.keyArn,
    });
    const role = this.createRole(name, trailArn, logGroup.arn);
    this.trailArn = this.createTrail(settings, trailArn, logGroup.arn, role).arn;
    this.logGroupName = logGroup.name;
    this.countActivity(name);
    this.signals = signalsIn(this, activitySignals(id, name));
  }

  private createRole(name: string, trailArn: string, logGroupArn: string): ServiceRole {
    const { account } = AwsStack.of(this);
    const role = new ServiceRole(this, "role", {
      name: `${name}-logs`,
      description: `Writes the events of the trail ${name} to its log group`,
      service: "cloudtrail.amazonaws.com",
      trustConditions: [
        { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
        { test: "ArnEquals", variable: "aws:SourceArn", values: [trailArn] },
      ],
    });
    role.addStatement(writeLogs(logGroupArn, account));
    return role;
  }

  private createTrail(settings: TrailSettings, trailArn: string, logGroupArn: string, role: ServiceRole): Cloudtrail {
    const { name, bucket, key, dataEvents, deletionProtection } = settings;
    return new Cloudtrail(this, "trail", {
      name,
      s3BucketName: bucket.bucketName,
      kmsKeyId: key.keyArn,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      enableLogging: true,
      cloudWatchLogsGroupArn: `${logGroupArn}:*`,
      cloudWatchLogsRoleArn: role.roleArn,
      advancedEventSelector: dataEvents.length === 0 ? undefined : selectors(dataEvents),
      // CloudTrail tries to write to the bucket and to the log group before it accepts a trail.
      dependsOn: [
        ...bucket.allowAuditLogsFrom("cloudtrail", trailArn),
        ...role.node.findAll().filter(TerraformResource.isTerraformResource),
      ],
      lifecycle: { preventDestroy: deletionProtection },
    });
  }

  private countActivity(name: string): void {
    Object.entries(ACTIVITY).forEach(([activity, { pattern }]) => {
      const { namespace, metricName } = activityMetric(name, activity);
      new CloudwatchLogMetricFilter(this, activity, {
        name: `${name}-${activity}`,
        logGroupName: this.logGroupName,
        pattern,
        metricTransformation: { namespace, name: metricName, value: "1", defaultValue: "0" },
      });
    });
  }
}

/** The names of a trail's streams begin with the account. */
function writeLogs(logGroupArn: string, account: string): PolicyStatement {
  return {
    sid: "WriteEvents",
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [`${logGroupArn}:log-stream:${account}_CloudTrail_*`],
  };
}

function selectors(dataEvents: TrailSettings["dataEvents"]): CloudtrailAdvancedEventSelector[] {
  return [
    { name: "Management events", fieldSelector: [{ field: "eventCategory", equalTo: ["Management"] }] },
    {
      name: "Objects",
      fieldSelector: [
        { field: "eventCategory", equalTo: ["Data"] },
        { field: "resources.type", equalTo: ["AWS::S3::Object"] },
        { field: "resources.ARN", startsWith: dataEvents.map(({ bucketArn }) => `${bucketArn}/`) },
      ],
    },
  ];
}
