import type { SynthesizedStack, TerraformBlock } from "../../../modules/core";
import type { DrilledSystem } from "../../../tools/rehearsal";

type Environment = DrilledSystem["environments"][number] & {
  readonly operation: string;
  readonly database: { readonly restoreFrom: string; readonly engineVersion: string };
  readonly site: { readonly aliasRecords: string };
};

const common = { project: "shop", account: "111122223333", database: { restoreFrom: "none", engineVersion: "16.8" } };
const site = { domainName: "shop.example.com", hostedZone: "Z1", aliasRecords: "managed" };

/** A small system with a standby: a distribution, its records, a backup plan, a pipeline, and a database. */
export const environments: readonly Environment[] = [
  {
    ...common,
    name: "prod",
    operation: "active",
    standbyFor: "none",
    region: "us-east-1",
    recoveryRegion: "us-west-2",
    site,
  },
  {
    ...common,
    name: "prod-dr",
    operation: "pilot-light",
    standbyFor: "prod",
    region: "us-west-2",
    recoveryRegion: "us-east-1",
    site: { ...site, aliasRecords: "absent" },
  },
];

export const shop: DrilledSystem = {
  environments,
  synthesize: (changed) => [
    ...(changed as readonly Environment[]).map((environment) => platform(environment)),
    stack("prod-recovery", "us-west-2", { aws_backup_vault: { vault: { name: "shop-prod-recovery" } } }),
    stack("delivery", "us-east-1", { aws_codepipeline: { infrastructure: pipeline } }),
  ],
};

const pipeline = {
  name: "shop-infrastructure",
  stage: ["Apply-prod", "Apply-prod-dr"].map((name) => ({ name })),
};

function stack(
  name: string,
  region: string,
  resource: Record<string, Record<string, TerraformBlock>>,
): SynthesizedStack {
  const terraform = { required_providers: { aws: { source: "aws", version: "6.25.0" } } };
  const provider = { aws: [{ region }, { region: "us-east-1", alias: "us-east-1" }] };
  return { name, config: { terraform, provider, resource } };
}

const DISTRIBUTION = "${aws_cloudfront_distribution.site.domain_name}";

function platform({ name, region, operation, database, site: { domainName, aliasRecords, hostedZone } }: Environment) {
  const managed = aliasRecords === "managed";
  const alias = { name: DISTRIBUTION, zone_id: "Z2FDTNDATAQYW2", evaluate_target_health: false };
  const records = Object.fromEntries(
    ["A", "AAAA"].map((type) => [type.toLowerCase(), { zone_id: hostedZone, name: domainName, type, alias }]),
  );
  const move = { zone_id: hostedZone, name: `_${domainName}`, type: "TXT", ttl: 300, records: [DISTRIBUTION] };
  const cluster = {
    cluster_identifier: `shop-${name}`,
    engine: "aurora-postgresql",
    engine_version: database.engineVersion,
    snapshot_identifier: database.restoreFrom === "none" ? undefined : database.restoreFrom,
    skip_final_snapshot: true,
  };
  const { config, ...rest } = stack(name, region, {
    aws_acm_certificate: { site: { domain_name: domainName, validation_method: "DNS" } },
    aws_apigatewayv2_api: { api: { name: `shop-${name}`, protocol_type: "HTTP" } },
    aws_cloudfront_distribution: { site: distribution(managed ? [domainName] : undefined) },
    aws_cognito_user_pool_client: { client: signInClient(name, domainName) },
    aws_route53_record: managed ? records : { move },
    aws_backup_vault: { vault: { name: `shop-${name}` } },
    aws_backup_plan: { plan: backupPlan(name) },
    ...(operation === "active" ? { aws_rds_cluster: { cluster } } : {}),
  });
  const output = {
    "distribution-id": { value: "${aws_cloudfront_distribution.site.id}" },
    "distribution-domain-name": { value: DISTRIBUTION },
  };
  return { ...rest, config: { ...config, output } };
}

function signInClient(name: string, domainName: string): TerraformBlock {
  return { name: `shop-${name}`, user_pool_id: "us-east-1_1", callback_urls: [`https://${domainName}/`] };
}

function backupPlan(name: string): TerraformBlock {
  const destination = `arn:aws:backup:us-west-2:111122223333:backup-vault:shop-${name}-recovery`;
  const copy = [{ destination_vault_arn: destination }];
  return { name, rule: [{ rule_name: "hourly", target_vault_name: `shop-${name}`, copy_action: copy }] };
}

function distribution(aliases: readonly string[] | undefined): TerraformBlock {
  return {
    enabled: true,
    aliases,
    origin: [{ origin_id: "api", domain_name: '${replace(aws_apigatewayv2_api.api.api_endpoint, "https://", "")}' }],
    default_cache_behavior: {
      allowed_methods: ["GET", "HEAD"],
      cached_methods: ["GET", "HEAD"],
      target_origin_id: "api",
      viewer_protocol_policy: "https-only",
    },
    restrictions: { geo_restriction: { restriction_type: "none" } },
    viewer_certificate: { acm_certificate_arn: "${aws_acm_certificate.site.arn}", ssl_support_method: "sni-only" },
  };
}

/** A runbook of the system that is true. */
export const runbook = `# Failover

## Names

| name | value |
| --- | --- |
| project | \`shop\` |
| domain | \`shop.example.com\` |
| main region | \`us-east-1\` |

## Steps

1. Stop the pipelines.

   \`\`\`sh
   aws codepipeline disable-stage-transition --region us-east-1 --pipeline-name shop-infrastructure --stage-name Apply-prod \\
     --transition-type Inbound --reason failover
   aws codepipeline disable-stage-transition --region us-east-1 --pipeline-name shop-infrastructure --stage-name Apply-prod-dr \\
     --transition-type Inbound --reason failover
   \`\`\`

2. Find the recovery point.

   \`\`\`sh
   aws backup list-recovery-points-by-backup-vault --region us-west-2 --backup-vault-name shop-prod-recovery \\
     --by-resource-type Aurora --query 'sort_by(RecoveryPoints[?Status==\`COMPLETED\`],&CreationDate)[-1]'
   aws rds describe-db-cluster-snapshots --region us-west-2 --db-cluster-snapshot-identifier <RecoveryPointArn>
   \`\`\`

3. Restore.

   \`\`\`ts
   // environments/prod-dr.ts
   operation: "active",
   database: { restoreFrom: "<RecoveryPointArn>", engineVersion: "<EngineVersion>" },
   \`\`\`

   \`\`\`sh
   npm run synth
   terraform -chdir=cdktf.out/stacks/prod-dr init -input=false
   terraform -chdir=cdktf.out/stacks/prod-dr plan -refresh=false -out=plan.tfplan
   \`\`\`

   \`\`\`text
   Plan: 1 to add, 0 to change, 0 to destroy.
     + aws_rds_cluster
   \`\`\`

   \`\`\`sh
   terraform -chdir=cdktf.out/stacks/prod-dr apply plan.tfplan
   terraform -chdir=cdktf.out/stacks/prod-dr output -raw distribution-id
   terraform -chdir=cdktf.out/stacks/prod-dr output -raw distribution-domain-name
   curl https://<distribution-domain-name>/health
   \`\`\`

4. Move the domain.

   \`\`\`json
   {
     "Changes": [
       { "Action": "UPSERT", "ResourceRecordSet": { "Name": "shop.example.com", "Type": "A", "AliasTarget":
         { "HostedZoneId": "Z2FDTNDATAQYW2", "DNSName": "<distribution-domain-name>", "EvaluateTargetHealth": false } } },
       { "Action": "UPSERT", "ResourceRecordSet": { "Name": "shop.example.com", "Type": "AAAA", "AliasTarget":
         { "HostedZoneId": "Z2FDTNDATAQYW2", "DNSName": "<distribution-domain-name>", "EvaluateTargetHealth": false } } }
     ]
   }
   \`\`\`

   \`\`\`sh
   aws cloudfront associate-alias --target-distribution-id <distribution-id> --alias shop.example.com
   aws route53 change-resource-record-sets --hosted-zone-id Z1 --change-batch file://records.json
   \`\`\`

   \`\`\`ts
   // environments/prod-dr.ts
   site: { aliasRecords: "managed" },
   \`\`\`

   \`\`\`sh
   npm run synth
   terraform -chdir=cdktf.out/stacks/prod-dr import -input=false aws_route53_record.a Z1_shop.example.com_A
   terraform -chdir=cdktf.out/stacks/prod-dr import -input=false aws_route53_record.aaaa Z1_shop.example.com_AAAA
   terraform -chdir=cdktf.out/stacks/prod-dr plan -out=plan.tfplan
   \`\`\`

   \`\`\`text
   Plan: 0 to add, 0 to change, 1 to destroy.
     - aws_route53_record
   \`\`\`

## Return

\`\`\`sh
aws codepipeline enable-stage-transition --region us-east-1 --pipeline-name shop-infrastructure --stage-name Apply-prod \\
  --transition-type Inbound
aws codepipeline enable-stage-transition --region us-east-1 --pipeline-name shop-infrastructure --stage-name Apply-prod-dr \\
  --transition-type Inbound
\`\`\`
`;
