import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { GlueCrawler } from "@cdktf/provider-aws/lib/glue-crawler";
import { Construct } from "constructs";
import {
  AwsStack,
  ServiceRole,
  grantFolder,
  resourcesIn,
  sidOf,
  signalsIn,
  useProviderOf,
  withDefaults,
  type Grantee,
  type PolicyStatement,
  type Signal,
} from "../../core";
import { CRAWLER_DEFAULTS, type CrawlerProps, type CrawlerSettings } from "./crawler-props";
import { crawlerSignals, failedRuns, failedRunsRule } from "./crawler-signals";
import { validateCrawler } from "./crawler-validation";

const UPDATE = { updateBehavior: "UPDATE_IN_DATABASE", deleteBehavior: "DEPRECATE_IN_DATABASE" } as const;
const LOG = { updateBehavior: "LOG", deleteBehavior: "LOG" } as const;
/** Partitions get the schema of their table, without which Athena refuses to read them. */
const OUTPUT = { Version: 1, CrawlerOutput: { Partitions: { AddOrUpdateBehavior: "InheritFromTable" } } } as const;

/**
 * A Glue crawler that creates tables from files, with a role of its own and an encrypted log group. Tables whose schema
 * is known need none: `DataCatalog` describes them, and Athena computes their partitions.
 */
export class Crawler extends Construct implements Grantee {
  readonly crawlerName: string;
  readonly crawlerArn: string;
  readonly roleArn: string;
  /** `<id>-failed-runs`. */
  readonly signals: readonly Signal[];
  private readonly role: ServiceRole;

  /** @throws InputError when Glue would refuse a name, a folder, the schedule or the combination of settings. */
  constructor(scope: Construct, id: string, props: CrawlerProps) {
    validateCrawler(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const settings = withDefaults(props, CRAWLER_DEFAULTS);
    const { name } = settings;
    this.role = this.createRole(settings);
    const crawler = this.createCrawler(settings);
    this.crawlerName = crawler.name;
    this.crawlerArn = crawler.arn;
    this.roleArn = this.role.roleArn;
    new CloudwatchEventRule(this, "failed-runs", {
      name: failedRunsRule(name),
      description: `Runs of ${name} that failed, counted by a metric`,
      eventPattern: JSON.stringify(failedRuns(name)),
    });
    this.signals = signalsIn(this, crawlerSignals(id, name));
  }

  addStatement(statement: PolicyStatement): void {
    this.role.addStatement(statement);
  }

  /** Allows the grantee to start and to follow runs. */
  grantStart(grantee: Grantee): void {
    grantee.addStatement({
      sid: sidOf("Start", this),
      actions: ["glue:GetCrawler", "glue:StartCrawler"],
      resources: [this.crawlerArn],
    });
  }

  private createRole(settings: CrawlerSettings): ServiceRole {
    const { name, catalog, folders, securityConfiguration } = settings;
    const { account, region, partition } = AwsStack.of(this);
    const role = new ServiceRole(this, "role", {
      name,
      description: `Runs the Glue crawler ${name}`,
      service: "glue.amazonaws.com",
      trustConditions: [
        { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
        { test: "ArnLike", variable: "aws:SourceArn", values: [`arn:${partition}:glue:${region}:${account}:*`] },
      ],
    });
    const { arn } = this.createLogGroup(settings);
    role.addStatement({
      sid: "WriteLogs",
      actions: ["logs:AssociateKmsKey", "logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [arn, `${arn}:*`],
    });
    securityConfiguration.grantUse(role);
    catalog.grantReadWrite(role);
    Object.entries(folders).forEach(([id, { bucket, prefix }]) => {
      const words = id.replace(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase());
      grantFolder(role, { sid: `Crawl${words}`, bucket, prefix, access: "read" });
    });
    return role;
  }

  /** The name of the group is that which Glue derives from those of the role and the configuration. */
  private createLogGroup({ name, securityConfiguration, logRetentionDays }: CrawlerSettings): CloudwatchLogGroup {
    return new CloudwatchLogGroup(this, "log-group", {
      name: `/aws-glue/crawlers-role/${name}-${securityConfiguration.securityConfigurationName}`,
      retentionInDays: logRetentionDays,
      kmsKeyId: securityConfiguration.key.keyArn,
    });
  }

  private createCrawler(settings: CrawlerSettings): GlueCrawler {
    const { name, catalog, folders, schedule, recrawl, schemaChanges, tablePrefix } = settings;
    const crawler = new GlueCrawler(this, "crawler", {
      name,
      databaseName: catalog.databaseName,
      role: this.role.roleArn,
      schedule,
      tablePrefix,
      securityConfiguration: settings.securityConfiguration.securityConfigurationName,
      s3Target: Object.values(folders).map(({ bucket, prefix }) => ({ path: `s3://${bucket.bucketName}/${prefix}` })),
      recrawlPolicy: { recrawlBehavior: recrawl === "everything" ? "CRAWL_EVERYTHING" : "CRAWL_NEW_FOLDERS_ONLY" },
      schemaChangePolicy: schemaChanges === "update" ? UPDATE : LOG,
      configuration: JSON.stringify(OUTPUT),
    });
    // Glue refuses a role that it cannot assume yet, and the first run may be due at once.
    crawler.dependsOn = resourcesIn([this.role]);
    return crawler;
  }
}
