import fs from "node:fs";
import path from "node:path";
import { environmentTag, type StackInput } from "../../../policies";
import { promisesOfApp } from "../../../tools/attest/promises-of-app";
import { stackInputs } from "../../support/promises-page";
import { exampleFolder, repositoryFolder } from "../../support/synthesized";

const root = path.resolve(__dirname, "../../..");

/** Promises of the documents by their requirement. */
const PROMISED: Readonly<Record<string, readonly string[]>> = {
  ".": [
    "R-DR1/rpo",
    "R-DR1/rto",
    "R-DR1/hourly",
    "R-DR1/daily",
    "R-D1/backups",
    "R-D1/failover",
    "R-D1/encryption",
    "R-D1/tls",
    "R-E2/tls",
    "R-E3/https",
    "R-O1/errors",
    "R-O1/latency",
  ],
  "examples/shopflow": [
    "SF-DR1/rpo",
    "SF-DR1/rto",
    "SF-DR1/snapshots",
    "SF-DR1/region",
    "SF-D1/replicas",
    "SF-D1/encryption",
    "SF-P1/rollback",
  ],
  "examples/awsomeshop": [
    "AW-D1/rpo",
    "AW-D1/window",
    "AW-D1/encryption",
    "AW-C1/tasks",
    "AW-C1/replacement",
    "AW-O1/logs",
    "AW-O1/latency",
  ],
  "examples/scale-up": ["SU-I1/mfa", "SU-C3/retry", "SU-D2/encryption", "SU-O1/errors"],
  "examples/saas": [
    "SA-DR1/rpo",
    "SA-DR1/rpo-region",
    "SA-DR1/rto",
    "SA-DR1/rto-region",
    "SA-DR1/backups",
    "SA-DR1/tests",
    "SA-K1/availability",
    "SA-K1/errors",
    "SA-K1/latency",
    "SA-K1/cold-start",
    "SA-K1/query",
    "SA-K1/page-load",
    "SA-D3/encryption",
    "SA-C1/tls",
    "SA-C1/tls-1.3",
  ],
};

const folderOf = (app: string): string => (app === "." ? repositoryFolder() : exampleFolder(path.basename(app)));

const attested = (app: string, stacks: readonly StackInput[]) =>
  promisesOfApp(path.join(root, app), stacks, new Date("2026-11-30T12:00:00Z"))!;

const brokenIds = (app: string, stacks: readonly StackInput[]): string[] =>
  attested(app, stacks).flatMap(({ environment, id, holds }) => (holds ? [] : [`${environment}: ${id}`]));

/** The stacks without the resources of each type that a text selects. */
const without = (stacks: readonly StackInput[], removed: Readonly<Record<string, string>>): readonly StackInput[] =>
  stacks.map((stack) => ({
    ...stack,
    resources: stack.resources.filter(({ type, values }) => {
      const text = removed[type];
      return text === undefined || !JSON.stringify(values).includes(text);
    }),
  }));

/** An adopter may have removed example systems and environments. */
const remains = (app: string): boolean => fs.existsSync(path.join(root, app, "promises.json"));
const hasProd = (app: string): boolean =>
  remains(app) && stackInputs(folderOf(app)).some((stack) => environmentTag(stack) === "prod");

test.each(Object.entries(PROMISED).filter(([app]) => remains(app)))(
  "%s has a line for each promise of its document",
  (app, ids) => {
    const lines = attested(app, stackInputs(folderOf(app)));
    expect(lines.map(({ id }) => id)).toEqual(expect.arrayContaining([...ids]));
    expect(lines.filter(({ holds }) => !holds)).toEqual([]);
  },
);

const ofProd = (id: string): string => `prod: ${id}`;

/** Resources by type, and a text of their arguments, without which promises of prod are broken. */
const REMOVED: readonly (readonly [
  app: string,
  removed: Readonly<Record<string, string>>,
  broken: readonly string[],
])[] = [
  [".", { aws_backup_plan: "hourly" }, ["prod: R-DR1/hourly", "prod: R-DR1/daily"]],
  [".", { aws_cloudwatch_metric_alarm: '"Latency"' }, ["prod: R-O1/latency"]],
  [".", { aws_rds_cluster_instance: "" }, ["prod: R-D1/failover"]],
  ["examples/shopflow", { aws_db_instance: "replica-a" }, ["prod: SF-D1/replicas"]],
  ["examples/shopflow", { aws_s3_bucket_replication_configuration: "" }, ["prod: SF-DR1/region"]],
  ["examples/awsomeshop", { aws_cloudwatch_metric_alarm: "TargetResponseTime" }, ["prod: AW-O1/latency"]],
  ["examples/scale-up", { aws_dynamodb_table: "" }, ["prod: SU-D1/rpo"]],
  [
    "examples/saas",
    {
      aws_backup_plan: "daily",
      aws_backup_restore_testing_selection: "",
      aws_cloudwatch_metric_alarm: '"Latency"',
      aws_dynamodb_table_replica: "",
      aws_route53_record: "SECONDARY",
    },
    ["SA-DR1/daily", "SA-DR1/tests", "SA-K1/latency", "SA-DR1/rpo-region", "SA-DR1/rto-region"].map(ofProd),
  ],
  [
    "examples/saas",
    { aws_cloudwatch_metric_alarm: "availability-fast", aws_db_instance: '"replicate_source_db":"arn:' },
    ["SA-K1/availability", "SA-DR1/rpo-region"].map(ofProd),
  ],
  [
    "examples/saas",
    { aws_cloudwatch_metric_alarm: "database-lag", aws_s3_bucket_versioning: "" },
    ["SA-DR1/rpo-region", "SA-DR1/versions"].map(ofProd),
  ],
];

test("a removed backup plan, alarm or replica breaks promises of prod", () => {
  for (const [app, removed, broken] of REMOVED.filter(([name]) => hasProd(name))) {
    const ids = brokenIds(app, without(stackInputs(folderOf(app)), removed));
    expect([app, removed, ids]).toEqual([app, removed, expect.arrayContaining([...broken])]);
  }
});
