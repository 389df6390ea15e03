import type { SynthesizedStack, TerraformBlock } from "../../../modules/core";
import type { DrilledSystem } from "../../../tools/rehearsal";

type Environment = DrilledSystem["environments"][number] & {
  readonly active: "main" | "standby";
  readonly database: { readonly restoreFrom: string };
};

const prod: Environment = {
  name: "prod",
  project: "shop",
  account: "111122223333",
  region: "us-east-1",
  recoveryRegion: "us-west-2",
  standbyFor: "none",
  site: { domainName: "shop.example.com", hostedZone: "Z1" },
  active: "main",
  database: { restoreFrom: "none" },
};

/** A small system whose standby promotes a replica, with a switch that holds the traffic there. */
export const replicated: DrilledSystem = {
  environments: [prod],
  pair: { lost: prod, standby: { ...prod, name: "prod-standby", region: "us-west-2", standbyFor: "prod" } },
  synthesize: ([environment]) => stacksOf(environment as Environment),
};

const SWITCH = { alarm_name: "shop-switch", namespace: "Shop", metric_name: "FailoverRequested" };

function stacksOf({ active, database: { restoreFrom } }: Environment): SynthesizedStack[] {
  const source = "arn:aws:rds:us-east-1:111122223333:db:shop-database";
  const instance = { instance_class: "db.t4g.medium", skip_final_snapshot: true, engine: "postgres" };
  const check = {
    type: "CLOUDWATCH_METRIC",
    cloudwatch_alarm_name: "shop-switch",
    cloudwatch_alarm_region: "us-west-2",
  };
  const alarm = { ...SWITCH, dimensions: { environment: "prod" }, treat_missing_data: "missing" };
  const snapshot = restoreFrom === "none" ? {} : { snapshot_identifier: restoreFrom };
  const replica = active === "main" ? { replicate_source_db: source } : {};
  return [
    stack("prod", "us-east-1", {
      aws_db_instance: {
        database: { ...instance, ...snapshot, identifier: "shop-database", lifecycle: ignoreSnapshot },
      },
      aws_kms_alias: { data: { name: "alias/shop-data", target_key_id: "1" } },
      aws_route53_health_check: { switch: check },
    }),
    stack("prod-standby", "us-west-2", {
      aws_db_instance: { database: { ...instance, ...replica, identifier: "shop-standby" } },
      aws_lambda_function: { entry: { function_name: "shop-entry", role: "arn:aws:iam::111122223333:role/entry" } },
    }),
    stack("prod-recovery", "us-west-2", {
      aws_cloudwatch_metric_alarm: { switch: { ...alarm, comparison_operator: "GreaterThanThreshold" } },
    }),
  ];
}

const ignoreSnapshot = { ignore_changes: ["snapshot_identifier"] };

function stack(
  name: string,
  region: string,
  resource: Record<string, Record<string, TerraformBlock>>,
): SynthesizedStack {
  const terraform = { required_providers: { aws: { source: "aws", version: "6.25.0" } } };
  return { name, config: { terraform, provider: { aws: [{ region }] }, resource } };
}

const PUT =
  "aws cloudwatch put-metric-data --region us-west-2 --namespace Shop --metric-name FailoverRequested " +
  "--dimensions environment=prod";

/** A runbook of the system that is true. */
export const replicaRunbook = `# Failover

## Steps

\`\`\`sh
aws rds describe-db-instances --region us-west-2 --db-instance-identifier shop-standby
${PUT} --value 1
\`\`\`

\`\`\`ts
// environments/prod.ts
active: "standby",
\`\`\`

\`\`\`sh
npx cdktf synth
terraform -chdir=cdktf.out/stacks/prod-standby init
terraform -chdir=cdktf.out/stacks/prod-standby plan -refresh=false -out=plan.tfplan
\`\`\`

\`\`\`text
Plan: 0 to add, 1 to change, 0 to destroy.
  ~ aws_db_instance
\`\`\`

\`\`\`sh
terraform -chdir=cdktf.out/stacks/prod-standby apply plan.tfplan
\`\`\`

## Return

\`\`\`sh
aws lambda put-function-concurrency --region us-west-2 --function-name shop-entry --reserved-concurrent-executions 0
aws rds create-db-snapshot --region us-west-2 --db-instance-identifier shop-standby --db-snapshot-identifier return
aws rds copy-db-snapshot --region us-east-1 --source-region us-west-2 --kms-key-id alias/shop-data \\
  --source-db-snapshot-identifier arn:aws:rds:us-west-2:111122223333:snapshot:return --target-db-snapshot-identifier return
aws rds modify-db-instance --region us-east-1 --db-instance-identifier shop-database \\
  --new-db-instance-identifier shop-database-lost --apply-immediately
terraform -chdir=cdktf.out/stacks/prod init
terraform -chdir=cdktf.out/stacks/prod state rm aws_db_instance.database
\`\`\`

\`\`\`ts
// environments/prod.ts
active: "main",
database: { restoreFrom: "arn:aws:rds:us-east-1:111122223333:snapshot:return" },
\`\`\`

\`\`\`sh
npx cdktf synth
terraform -chdir=cdktf.out/stacks/prod plan -out=plan.tfplan
\`\`\`

\`\`\`text
Plan: 1 to add, 0 to change, 0 to destroy.
  + aws_db_instance
\`\`\`

\`\`\`sh
terraform -chdir=cdktf.out/stacks/prod apply plan.tfplan
${PUT} --value 0
aws rds modify-db-instance --region us-west-2 --db-instance-identifier shop-standby \\
  --new-db-instance-identifier shop-standby-promoted --apply-immediately
terraform -chdir=cdktf.out/stacks/prod-standby state rm aws_db_instance.database
terraform -chdir=cdktf.out/stacks/prod-standby plan -out=plan.tfplan
\`\`\`

\`\`\`text
Plan: 1 to add, 1 to change, 0 to destroy.
  + aws_db_instance
  ~ aws_lambda_function
\`\`\`

\`\`\`sh
terraform -chdir=cdktf.out/stacks/prod-standby apply plan.tfplan
\`\`\`
`;
