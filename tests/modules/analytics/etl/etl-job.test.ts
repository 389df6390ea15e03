import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { InputError, type AwsStack, type KeyReference } from "../../../../modules/core";
import {
  DatabaseConnection,
  ETL_JOB_DEFAULTS,
  EtlJob,
  SecurityConfiguration,
  type EtlJobProps,
} from "../../../../modules/analytics/etl";
import { Table } from "../../../../modules/data/dynamodb";
import { Bucket } from "../../../../modules/data/storage";
import { synthesizeStack } from "../../../../testing";
import { testRole } from "../../../support/synth";
import { temporaryFolder } from "../../../tools/fixtures";

const folder = temporaryFolder();
const key: KeyReference<"us-east-1"> = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/etl",
  region: "us-east-1",
  grantUse: (grantee) =>
    grantee.addStatement({ sid: "UseKey", actions: ["kms:Decrypt"], resources: ["arn:aws:kms:::key/etl"] }),
  admit: () => true,
};
const bucket = { bucketName: "shop-lake", bucketArn: "arn:aws:s3:::shop-lake" };
const props = { name: "shop-orders", script: { key: "scripts/orders-3f2a9c1b.py" }, bucket };

const createJob = (stack: AwsStack<"us-east-1">, differences: Partial<EtlJobProps> = {}) =>
  new EtlJob(stack, "orders", {
    ...props,
    securityConfiguration: new SecurityConfiguration(stack, "encryption", { name: "shop-etl", key }),
    ...differences,
  });

const synthesizeJob = (differences: Partial<EtlJobProps> = {}) =>
  synthesizeStack((stack) => createJob(stack, differences));

const permissionsAfter = (change: (job: EtlJob, stack: AwsStack<"us-east-1">) => void) =>
  synthesizeStack((stack) => change(createJob(stack), stack)).statements(/orders_role_permissions/);

function problemsOf(differences: Partial<EtlJobProps>): string[] {
  try {
    synthesizeJob(differences);
  } catch (error) {
    return (error as InputError).problems.map(({ property, value }) => `${property}: ${JSON.stringify(value)}`);
  }
  return [];
}

function scriptFile(content: string): string {
  const file = path.join(folder, `${createHash("sha256").update(content).digest("hex")}.py`);
  fs.writeFileSync(file, content);
  return file;
}

describe("EtlJob", () => {
  test("runs once at a time on spare capacity, with a timeout, a retry and encryption", () => {
    const job = synthesizeJob().resource("aws_glue_job");
    expect(job).toMatchObject({
      name: "shop-orders",
      glue_version: "5.0",
      execution_class: "FLEX",
      worker_type: "G.1X",
      number_of_workers: 2,
      timeout: 60,
      max_retries: 1,
      execution_property: { max_concurrent_runs: 1 },
      security_configuration: expect.stringMatching(/^\$\{aws_glue_security_configuration\..*\.name\}$/),
      command: { script_location: "s3://shop-lake/scripts/orders-3f2a9c1b.py", python_version: "3" },
      default_arguments: {
        "--job-language": "python",
        "--job-bookmark-option": "job-bookmark-disable",
        "--TempDir": "s3://shop-lake/temporary/shop-orders/",
      },
    });
    expect(job).not.toHaveProperty("connections");
  });

  test("files that the script imports keep their names, in a folder by the hash of their content", () => {
    const file = path.join(folder, "order_totals.py");
    fs.writeFileSync(file, "RATE = 2\n");
    const stack = synthesizeJob({ pythonFiles: [file] });
    const hash = createHash("sha256").update("RATE = 2\n").digest("hex").slice(0, 16);
    expect(stack.resource("aws_s3_object", "orders_python-file-order-totals")).toMatchObject({
      bucket: "shop-lake",
      key: `scripts/shop-orders/${hash}/order_totals.py`,
      content: "RATE = 2\n",
    });
    const { default_arguments: values } = stack.resource("aws_glue_job") as { default_arguments: object };
    expect(values).toMatchObject({
      "--extra-py-files": expect.stringMatching(
        /^s3:\/\/shop-lake\/\$\{aws_s3_object\.orders_python-file-order-totals/,
      ),
    });
    const [read] = stack.statements(/orders_role_permissions/).filter(({ sid }) => sid === "ReadScript");
    expect(read!["resources"]).toHaveLength(2);
    expect(synthesizeJob().resource("aws_glue_job")["default_arguments"]).not.toHaveProperty("--extra-py-files");
    expect(problemsOf({ pythonFiles: [path.join(folder, "missing.py")] })).toEqual([
      expect.stringMatching(/^pythonFiles: ".*missing\.py"$/),
    ]);
  });

  test("capacity, runs, arguments, bookmarks and version are settings", () => {
    const differences = {
      executionClass: "STANDARD",
      workerType: "G.2X",
      workers: 10,
      timeoutMinutes: 30,
      maxRetries: 0,
      bookmarks: "enabled",
      glueVersion: "5.1",
      arguments: { table: "orders", "output-prefix": "orders/" },
    } as const;
    expect(synthesizeJob(differences).resource("aws_glue_job")).toMatchObject({
      execution_class: "STANDARD",
      worker_type: "G.2X",
      number_of_workers: 10,
      timeout: 30,
      max_retries: 0,
      glue_version: "5.1",
      default_arguments: {
        "--table": "orders",
        "--output-prefix": "orders/",
        "--job-bookmark-option": "job-bookmark-enable",
      },
    });
  });

  test("the defaults have these values, also for settings that are undefined", () => {
    expect(ETL_JOB_DEFAULTS).toEqual({
      arguments: {},
      pythonFiles: [],
      executionClass: "FLEX",
      workerType: "G.1X",
      workers: 2,
      timeoutMinutes: 60,
      maxRetries: 1,
      bookmarks: "disabled",
      glueVersion: "5.0",
      logRetentionDays: 90,
    });
    const settings = Object.fromEntries(Object.keys(ETL_JOB_DEFAULTS).map((name) => [name, undefined]));
    expect(synthesizeJob(settings).config).toEqual(synthesizeJob().config);
  });

  test("a schedule starts it, once its role has its permissions", () => {
    const trigger = synthesizeJob({ schedule: "cron(0 3 * * ? *)" }).resource("aws_glue_trigger");
    expect(trigger).toMatchObject({
      name: "shop-orders",
      type: "SCHEDULED",
      schedule: "cron(0 3 * * ? *)",
      start_on_creation: true,
      actions: [{ job_name: expect.stringMatching(/^\$\{aws_glue_job\..*\.name\}$/) }],
      depends_on: [expect.stringMatching(/^aws_iam_role\./), expect.stringMatching(/^aws_iam_role_policy\./)],
    });
    expect(synthesizeJob().resources("aws_glue_trigger")).toEqual({});
  });

  test("the log groups have the names that Glue derives, a key and a retention", () => {
    const groups = Object.values(synthesizeJob({ logRetentionDays: 365 }).resources("aws_cloudwatch_log_group"));
    expect(groups.map(({ name }) => name)).toEqual([
      expect.stringMatching(
        /^\/aws-glue\/jobs\/\$\{aws_glue_security_configuration\..*\.name\}-role\/shop-orders\/error$/,
      ),
      expect.stringMatching(/^\/aws-glue\/jobs\/\$\{.*\}-role\/shop-orders\/output$/),
    ]);
    expect(groups).toMatchObject([0, 1].map(() => ({ kms_key_id: key.keyArn, retention_in_days: 365 })));
  });

  test("only Glue of this account assumes the role, which reads its script and uses its temporary folder", () => {
    const stack = synthesizeJob();
    expect(stack.statements("role_trust")[0]).toMatchObject({
      condition: [
        { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
        { test: "ArnLike", variable: "aws:SourceArn", values: ["arn:aws:glue:us-east-1:111122223333:*"] },
      ],
    });
    const statements = stack.statements("role_permissions");
    expect(statements.map(({ sid }) => sid)).toEqual([
      "WriteLogs",
      "TemporaryLocation",
      "TemporaryList",
      "TemporaryObjects",
      "UseKey",
      "ReadScript",
    ]);
    expect(statements[3]).toMatchObject({ resources: ["arn:aws:s3:::shop-lake/temporary/shop-orders/*"] });
    expect(statements[5]).toMatchObject({ resources: ["arn:aws:s3:::shop-lake/scripts/orders-3f2a9c1b.py"] });
  });

  test("failed runs and timeouts are a signal", () => {
    const stack = synthesizeStack((scope) => {
      expect(createJob(scope).signals).toMatchObject([
        { id: "orders-failed-runs", dimensions: { RuleName: "shop-orders-failed-runs" } },
      ]);
    });
    expect(JSON.parse(stack.resource("aws_cloudwatch_event_rule")["event_pattern"] as string)).toEqual({
      source: ["aws.glue"],
      "detail-type": ["Glue Job State Change"],
      detail: { jobName: ["shop-orders"], state: ["FAILED", "TIMEOUT"] },
    });
  });

  test("a connection places it in the VPC, and its role may use the connection", () => {
    const stack = synthesizeStack((scope) => {
      const placement = { vpcId: "vpc-1", subnetIds: ["subnet-a"], availabilityZones: ["us-east-1a"] };
      createJob(scope, { connection: new DatabaseConnection(scope, "vpc", { name: "shop-vpc", placement }) });
    });
    expect(stack.resource("aws_glue_job")["connections"]).toEqual([
      expect.stringMatching(/^\$\{aws_glue_connection\..*\.name\}$/),
    ]);
    expect(stack.statements(/orders_role_permissions/).map(({ sid }) => sid)).toContain("UseVpc");
  });
});

describe("the script of an EtlJob", () => {
  test("is uploaded under the hash of its content, with what Terraform would take for a template", () => {
    const content = 'print(f"{1}", "${x}", "%{y}")\n';
    const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
    const stack = synthesizeJob({ script: { file: scriptFile(content) }, bucket: { ...bucket, key } });
    expect(stack.resource("aws_s3_object")).toMatchObject({
      bucket: "shop-lake",
      key: `scripts/shop-orders/${hash}.py`,
      content: 'print(f"{1}", "$${x}", "%%{y}")\n',
      kms_key_id: key.keyArn,
      lifecycle: { create_before_destroy: true },
    });
    expect(stack.resource("aws_glue_job")).toMatchObject({
      command: { script_location: expect.stringMatching(/^s3:\/\/shop-lake\/\$\{aws_s3_object\..*\.key\}$/) },
    });
  });

  test("has another key when its content changes", () => {
    const keyOf = (content: string) =>
      synthesizeJob({ script: { file: scriptFile(content) } }).resource("aws_s3_object")["key"];
    expect(keyOf("print(1)\n")).not.toBe(keyOf("print(2)\n"));
  });

  test("is a file with content, or a key with a hash", () => {
    const missing = path.join(folder, "missing.py");
    const text = path.join(folder, "script.txt");
    fs.writeFileSync(text, "print(1)");
    expect(problemsOf({ script: { file: missing } })).toEqual([`script.file: ${JSON.stringify(missing)}`]);
    expect(problemsOf({ script: { file: text } })).toEqual([`script.file: ${JSON.stringify(text)}`]);
    expect(problemsOf({ script: { file: scriptFile("") } })).toEqual([expect.stringMatching(/^script\.file/)]);
    expect(problemsOf({ script: { key: "scripts/orders.py" } })).toEqual(['script.key: "scripts/orders.py"']);
    expect(problemsOf({ script: { key: "orders-3f2a9c1b.jar" } })).toEqual(['script.key: "orders-3f2a9c1b.jar"']);
  });
});

describe("grants of an EtlJob", () => {
  test("readFrom and writeTo concern one folder, and several of one bucket", () => {
    const statements = permissionsAfter((job, stack) => {
      const lake = Bucket.fromName(stack, "lake", "shop-lake");
      job.readFrom(lake, "orders/");
      job.writeTo(lake, "daily-orders/");
    });
    expect(statements.filter(({ sid }) => String(sid).endsWith("OfLakeObjects"))).toMatchObject([
      { sid: "ReadOrdersOfLakeObjects", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::shop-lake/orders/*"] },
      {
        sid: "WriteDailyOrdersOfLakeObjects",
        actions: expect.arrayContaining(["s3:PutObject", "s3:DeleteObject"]),
        resources: ["arn:aws:s3:::shop-lake/daily-orders/*"],
      },
    ]);
  });

  test("readTable allows an export of the table to the temporary folder", () => {
    const tableArn = "arn:aws:dynamodb:us-east-1:111122223333:table/orders";
    const statements = permissionsAfter((job, stack) => job.readTable(Table.fromArn(stack, "table", tableArn)));
    expect(statements.slice(-3)).toMatchObject([
      {
        sid: "ExportOfTable",
        actions: expect.arrayContaining(["dynamodb:ExportTableToPointInTime"]),
        resources: [tableArn],
      },
      { sid: "DescribeExportsOfTable", resources: [`${tableArn}/export/*`] },
      { sid: "ExportObjectAcl", resources: ["arn:aws:s3:::shop-lake/temporary/shop-orders/*"] },
    ]);
  });

  test("readTable refuses a table without point-in-time recovery", () => {
    const readFrom = (recoveryDays: 35 | "none") => () =>
      permissionsAfter((job, stack) => {
        const partitionKey = { name: "id", type: "string" } as const;
        job.readTable(new Table(stack, "table", { name: "orders", partitionKey, key, backup: "none", recoveryDays }));
      });
    expect(readFrom("none")).toThrow('test/table: recoveryDays: got "none"; allowed: point-in-time recovery');
    expect(readFrom(35)).not.toThrow();
  });

  test("others start it by a grant, and it gets grants of others", () => {
    const stack = synthesizeStack((scope) => {
      const job = createJob(scope);
      job.grantStart(testRole(scope));
      job.addStatement({ sid: "More", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::more/*"] });
    });
    expect(stack.statements(/^role_permissions/)).toMatchObject([
      { sid: "StartOrders", actions: expect.arrayContaining(["glue:StartJobRun", "glue:GetJobRun"]) },
    ]);
    expect(stack.statements(/orders_role_permissions/).at(-1)).toMatchObject({ sid: "More" });
  });
});

describe("an EtlJob is refused", () => {
  test.each<[Partial<EtlJobProps>, string]>([
    [{ glueVersion: "9.9" as "5.0" }, 'glueVersion: "9.9"'],
    [{ glueVersion: "3.0" as "5.0" }, 'glueVersion: "3.0"'],
    [{ workers: 1 }, "workers: 1"],
    [{ workers: 300 }, "workers: 300"],
    [{ workerType: "G.2X", workers: 150 }, "workers: 150"],
    [{ workerType: "Standard" as "G.1X" }, 'workerType: "Standard"'],
    [{ timeoutMinutes: 999_999 }, "timeoutMinutes: 999999"],
    [{ maxRetries: 11 }, "maxRetries: 11"],
    [{ executionClass: "SPOT" as "FLEX" }, 'executionClass: "SPOT"'],
    [{ bookmarks: "paused" as "enabled" }, 'bookmarks: "paused"'],
    [{ schedule: "cron(0/1 * * * ? *)" }, 'schedule: "cron(0/1 * * * ? *)"'],
    [{ schedule: "cron(0 3 * * *)" }, 'schedule: "cron(0 3 * * *)"'],
    [{ arguments: { "--table": "a" } }, 'arguments: "--table"'],
    [{ arguments: { TempDir: "s3://a" } }, 'arguments: "TempDir"'],
    [{ logRetentionDays: 8 as 7 }, "logRetentionDays: 8"],
  ])("with %j", (differences, problem) => {
    expect(problemsOf(differences)).toEqual([problem]);
  });

  test("with a name that its role cannot have", () => {
    expect(problemsOf({ name: "x".repeat(65) })).toEqual([expect.stringMatching(/^name: /)]);
  });
});
