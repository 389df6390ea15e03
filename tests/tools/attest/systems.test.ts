import fs from "node:fs";
import path from "node:path";
import type { StackInput } from "../../../policies";
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
};

const folderOf = (app: string): string => (app === "." ? repositoryFolder() : exampleFolder(path.basename(app)));

const attested = (app: string, stacks: readonly StackInput[]) =>
  promisesOfApp(path.join(root, app), stacks, new Date("2026-11-30T12:00:00Z"))!;

const brokenIds = (app: string, stacks: readonly StackInput[]): string[] =>
  attested(app, stacks).flatMap(({ environment, id, holds }) => (holds ? [] : [`${environment}: ${id}`]));

/** The stacks without the resources of a type that a condition selects. */
const without = (stacks: readonly StackInput[], type: string, text: string): readonly StackInput[] =>
  stacks.map((stack) => ({
    ...stack,
    resources: stack.resources.filter((one) => one.type !== type || !JSON.stringify(one.values).includes(text)),
  }));

/** An adopter may have removed example systems and environments. */
const remains = (app: string): boolean => fs.existsSync(path.join(root, app, "promises.json"));
const hasProd = (app: string): boolean =>
  remains(app) && attested(app, stackInputs(folderOf(app))).some(({ environment }) => environment === "prod");

test.each(Object.entries(PROMISED).filter(([app]) => remains(app)))(
  "%s has a line for each promise of its document",
  (app, ids) => {
    const lines = attested(app, stackInputs(folderOf(app)));
    expect(lines.map(({ id }) => id)).toEqual(expect.arrayContaining([...ids]));
    expect(lines.filter(({ holds }) => !holds)).toEqual([]);
  },
);

const REMOVED: readonly (readonly [app: string, type: string, text: string, broken: readonly string[]])[] = [
  [".", "aws_backup_plan", "hourly", ["prod: R-DR1/hourly", "prod: R-DR1/daily"]],
  [".", "aws_cloudwatch_metric_alarm", '"Latency"', ["prod: R-O1/latency"]],
  [".", "aws_rds_cluster_instance", "", ["prod: R-D1/failover"]],
  ["examples/shopflow", "aws_db_instance", "replica-a", ["prod: SF-D1/replicas"]],
  ["examples/shopflow", "aws_s3_bucket_replication_configuration", "", ["prod: SF-DR1/region"]],
  ["examples/awsomeshop", "aws_cloudwatch_metric_alarm", "TargetResponseTime", ["prod: AW-O1/latency"]],
  ["examples/scale-up", "aws_dynamodb_table", "", ["prod: SU-D1/rpo"]],
];

test("a removed backup plan, alarm or replica breaks promises of prod", () => {
  for (const [app, type, text, broken] of REMOVED.filter(([name]) => hasProd(name))) {
    const ids = brokenIds(app, without(stackInputs(folderOf(app)), type, text));
    expect([app, type, ids]).toEqual([app, type, expect.arrayContaining([...broken])]);
  }
});
