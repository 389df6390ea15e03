import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { GlueJob } from "@cdktf/provider-aws/lib/glue-job";
import { GlueTrigger } from "@cdktf/provider-aws/lib/glue-trigger";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { Construct } from "constructs";
import {
  AwsStack,
  ServiceRole,
  grantFolder,
  literalText,
  resourcesIn,
  signalsIn,
  useProviderOf,
  withDefaults,
  type BucketReference,
  type Grantee,
  type PolicyStatement,
  type Signal,
} from "../../core";
import {
  exportAclStatement,
  folderSid,
  logStatement,
  scriptStatement,
  startStatement,
  type ExportedTable,
} from "./etl-job-grants";
import { ETL_JOB_DEFAULTS, type EtlJobProps, type EtlJobSettings } from "./etl-job-props";
import { etlJobSignals, failedRuns, failedRunsRule } from "./etl-job-signals";
import { validateEtlJob } from "./etl-job-validation";

const HASH_LENGTH = 16;

/**
 * A Spark job of AWS Glue with a role of its own, encrypted log groups, one run at a time, and a schedule.
 *
 * The role may read the script, use the temporary folder and write logs. Everything else is granted: by `readFrom`,
 * `writeTo` and `readTable`, or by other resources, `catalog.grantReadWrite(job)`.
 */
export class EtlJob extends Construct implements Grantee {
  readonly jobName: string;
  readonly jobArn: string;
  readonly roleArn: string;
  /** Folder of temporary files: `s3://<bucket>/temporary/<name>/`. */
  readonly temporaryLocation: string;
  /** `<id>-failed-runs`. */
  readonly signals: readonly Signal[];
  private readonly role: ServiceRole;
  private readonly bucket: BucketReference;
  private readonly temporaryPrefix: string;

  /** @throws InputError when Glue would refuse a name, a number, the schedule or the script. */
  constructor(scope: Construct, id: string, props: EtlJobProps) {
    validateEtlJob(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const settings = withDefaults(props, ETL_JOB_DEFAULTS);
    const { name, bucket } = settings;
    this.bucket = bucket;
    this.temporaryPrefix = `temporary/${name}/`;
    this.temporaryLocation = `s3://${bucket.bucketName}/${this.temporaryPrefix}`;
    this.role = this.createRole(settings);
    const script = this.scriptKeyOf(settings);
    const pythonFiles = settings.pythonFiles.map((file) => this.uploadImported(file, name, bucket));
    this.role.addStatement(scriptStatement(bucket, [script, ...pythonFiles]));
    const job = this.createJob(settings, script, pythonFiles);
    this.jobName = job.name;
    this.jobArn = job.arn;
    this.roleArn = this.role.roleArn;
    if (settings.schedule !== undefined) this.createTrigger(name, settings.schedule);
    new CloudwatchEventRule(this, "failed-runs", {
      name: failedRunsRule(name),
      description: `Runs of ${name} that failed, counted by a metric`,
      eventPattern: JSON.stringify(failedRuns(name)),
    });
    this.signals = signalsIn(this, etlJobSignals(id, name));
  }

  addStatement(statement: PolicyStatement): void {
    this.role.addStatement(statement);
  }

  /**
   * Allows the job to read objects below a prefix.
   *
   * @param prefix - such as `orders/`; empty for the whole bucket.
   */
  readFrom(bucket: BucketReference & Construct, prefix: string): void {
    grantFolder(this, { sid: folderSid("Read", bucket, prefix), bucket, prefix, access: "read" });
  }

  /**
   * Allows the job to read, write and delete objects below a prefix: Spark renames what it has written.
   *
   * @param prefix - such as `orders/`; empty for the whole bucket.
   */
  writeTo(bucket: BucketReference & Construct, prefix: string): void {
    grantFolder(this, { sid: folderSid("Write", bucket, prefix), bucket, prefix, access: "read-write" });
  }

  /**
   * Allows the job to read a table by an export to the temporary folder (`dynamodb.export` of Glue). An export uses no
   * read capacity and is billed by the size of the table.
   *
   * @throws InputError when the table has no point-in-time recovery.
   */
  readTable(table: ExportedTable): void {
    table.grantExport(this);
    this.addStatement(exportAclStatement(this.bucket, this.temporaryPrefix));
  }

  /** Allows the grantee to start runs, to follow and to stop them. */
  grantStart(grantee: Grantee): void {
    grantee.addStatement(startStatement(this, this.jobArn));
  }

  private createRole(settings: EtlJobSettings): ServiceRole {
    const { name, bucket, connection, securityConfiguration } = settings;
    const { account, region, partition } = AwsStack.of(this);
    const role = new ServiceRole(this, "role", {
      name,
      description: `Runs the Glue job ${name}`,
      service: "glue.amazonaws.com",
      trustConditions: [
        { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
        { test: "ArnLike", variable: "aws:SourceArn", values: [`arn:${partition}:glue:${region}:${account}:*`] },
      ],
    });
    role.addStatement(logStatement(this.createLogGroups(settings)));
    grantFolder(role, { sid: "Temporary", bucket, prefix: this.temporaryPrefix, access: "read-write" });
    securityConfiguration.grantUse(role);
    connection?.grantUse(role);
    return role;
  }

  /** Returns the ARNs of the groups, whose names Glue derives from those of the configuration and the role. */
  private createLogGroups({ name, securityConfiguration, logRetentionDays }: EtlJobSettings): string[] {
    const prefix = `/aws-glue/jobs/${securityConfiguration.securityConfigurationName}-role/${name}`;
    return ["error", "output"].map(
      (stream) =>
        new CloudwatchLogGroup(this, `${stream}-log-group`, {
          name: `${prefix}/${stream}`,
          retentionInDays: logRetentionDays,
          kmsKeyId: securityConfiguration.key.keyArn,
        }).arn,
    );
  }

  private scriptKeyOf({ name, script, bucket }: EtlJobSettings): string {
    if ("key" in script) return script.key;
    return this.upload("script", script.file, bucket, (hash) => `scripts/${name}/${hash}.py`);
  }

  /** Python imports a file by its name, so that the hash is in the folder. */
  private uploadImported(file: string, jobName: string, bucket: BucketReference): string {
    const { base, name } = path.parse(file);
    const id = `python-file-${name.replaceAll("_", "-").toLowerCase()}`;
    return this.upload(id, file, bucket, (hash) => `scripts/${jobName}/${hash}/${base}`);
  }

  private upload(id: string, file: string, bucket: BucketReference, keyOf: (hash: string) => string): string {
    const content = fs.readFileSync(file, "utf8");
    const hash = createHash("sha256").update(content).digest("hex").slice(0, HASH_LENGTH);
    return new S3Object(this, id, {
      bucket: bucket.bucketName,
      key: keyOf(hash),
      content: literalText(content),
      contentType: "text/x-python",
      kmsKeyId: bucket.key?.keyArn,
      // A run that has just started still reads the former script.
      lifecycle: { createBeforeDestroy: true },
    }).key;
  }

  private createJob(settings: EtlJobSettings, scriptKey: string, pythonFiles: readonly string[]): GlueJob {
    const { name, bucket, connection } = settings;
    return new GlueJob(this, "job", {
      name,
      roleArn: this.role.roleArn,
      command: { scriptLocation: `s3://${bucket.bucketName}/${scriptKey}`, pythonVersion: "3" },
      glueVersion: settings.glueVersion,
      executionClass: settings.executionClass,
      workerType: settings.workerType,
      numberOfWorkers: settings.workers,
      timeout: settings.timeoutMinutes,
      maxRetries: settings.maxRetries,
      executionProperty: { maxConcurrentRuns: 1 },
      securityConfiguration: settings.securityConfiguration.securityConfigurationName,
      connections: connection && [connection.connectionName],
      defaultArguments: {
        ...Object.fromEntries(Object.entries(settings.arguments).map(([key, value]) => [`--${key}`, value])),
        "--job-language": "python",
        "--job-bookmark-option": settings.bookmarks === "enabled" ? "job-bookmark-enable" : "job-bookmark-disable",
        "--TempDir": this.temporaryLocation,
        ...(pythonFiles.length > 0 && {
          "--extra-py-files": pythonFiles.map((key) => `s3://${bucket.bucketName}/${key}`).join(","),
        }),
      },
    });
  }

  private createTrigger(name: string, schedule: string): void {
    const trigger = new GlueTrigger(this, "trigger", {
      name,
      type: "SCHEDULED",
      schedule,
      startOnCreation: true,
      actions: [{ jobName: this.jobName }],
    });
    // The first run may be due as soon as the trigger exists.
    trigger.dependsOn = resourcesIn([this.role]);
  }
}
