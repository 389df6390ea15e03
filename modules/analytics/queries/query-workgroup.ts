import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { Construct } from "constructs";
import {
  AwsStack,
  grantFolder,
  graphsIn,
  literalText,
  sidOf,
  signalsIn,
  useProviderOf,
  withDefaults,
  type BucketReference,
  type Grantee,
  type Graph,
  type KeyReference,
  type Signal,
} from "../../core";
import { QUERY_WORKGROUP_DEFAULTS, type QueryWorkgroupProps } from "./query-workgroup-props";
import { queryWorkgroupGraphs, queryWorkgroupSignals } from "./query-workgroup-signals";
import { BYTES_PER_GIGABYTE, validateQueryWorkgroup } from "./query-workgroup-validation";

/** A database that queries read. A `DataCatalog` is one. */
export interface QueriedCatalog {
  /** Allows the grantee to read the definitions of tables. */
  grantRead(grantee: Grantee): void;
}

/**
 * Stateful. An Athena workgroup that encrypts its results, writes them below one folder, limits the bytes that one
 * query scans, and lets no client change these settings.
 */
export class QueryWorkgroup extends Construct {
  readonly workgroupName: string;
  readonly workgroupArn: string;
  /** Folder of the results: `s3://<bucket>/<name>/`. */
  readonly resultLocation: string;
  /** `<id>-failed`. */
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];
  private readonly resultBucket: BucketReference;
  private readonly resultKey: KeyReference;
  private readonly resultPrefix: string;

  /** @throws InputError when Athena would refuse the name, the limit or a query, or the key is of another region. */
  constructor(scope: Construct, id: string, props: QueryWorkgroupProps) {
    validateQueryWorkgroup(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { name, resultBucket, resultKey } = props;
    const { namedQueries } = withDefaults(props, QUERY_WORKGROUP_DEFAULTS);
    this.resultBucket = resultBucket;
    this.resultKey = resultKey;
    this.resultPrefix = `${name}/`;
    this.resultLocation = `s3://${resultBucket.bucketName}/${this.resultPrefix}`;
    const workgroup = this.createWorkgroup(props);
    this.workgroupName = workgroup.name;
    this.workgroupArn = workgroup.arn;
    Object.entries(namedQueries).forEach(([queryName, { sql, databaseName, description }]) => {
      const query = literalText(sql);
      const where = { workgroup: workgroup.id, database: databaseName };
      new AthenaNamedQuery(this, `query-${queryName}`, { name: queryName, query, description, ...where });
    });
    this.signals = signalsIn(this, queryWorkgroupSignals(id, name));
    this.graphs = graphsIn(this, queryWorkgroupGraphs(name));
  }

  /**
   * Allows the grantee to run queries of the workgroup and to read their results. Reading the files of the tables is
   * granted by their bucket.
   *
   * @param catalogs - databases whose tables the queries read.
   */
  grantQuery(grantee: Grantee, ...catalogs: readonly QueriedCatalog[]): void {
    grantee.addStatement({
      sid: sidOf("QueryIn", this),
      actions: [
        "athena:BatchGetQueryExecution",
        "athena:GetQueryExecution",
        "athena:GetQueryResults",
        "athena:GetQueryResultsStream",
        "athena:GetWorkGroup",
        "athena:ListQueryExecutions",
        "athena:StartQueryExecution",
        "athena:StopQueryExecution",
      ],
      resources: [this.workgroupArn],
    });
    grantFolder(grantee, {
      sid: sidOf("ResultsOf", this),
      bucket: this.resultBucket,
      prefix: this.resultPrefix,
      access: "read-write",
    });
    this.resultKey.grantUse(grantee);
    catalogs.forEach((catalog) => catalog.grantRead(grantee));
  }

  private createWorkgroup(props: QueryWorkgroupProps): AthenaWorkgroup {
    const { name, resultKey, scannedGigabytesPerQuery } = props;
    const { deletionProtection } = withDefaults(props, QUERY_WORKGROUP_DEFAULTS);
    return new AthenaWorkgroup(this, "workgroup", {
      name,
      forceDestroy: !deletionProtection,
      configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: Math.round(scannedGigabytesPerQuery * BYTES_PER_GIGABYTE),
        engineVersion: { selectedEngineVersion: "Athena engine version 3" },
        resultConfiguration: {
          outputLocation: this.resultLocation,
          expectedBucketOwner: AwsStack.of(this).account,
          encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: resultKey.keyArn },
        },
      },
      lifecycle: { preventDestroy: deletionProtection },
    });
  }
}
