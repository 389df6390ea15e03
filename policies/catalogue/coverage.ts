/** An id of another catalogue whose aim a rule reaches by another way. */
export interface Otherwise {
  readonly id: string;
  readonly rule: string;
  readonly how: string;
}

/** Where the ids of a catalogue were read, so that a later reader can tell what is newer. */
export interface Source {
  readonly catalogue: string;
  readonly source: string;
  readonly read: string;
}

/** What the ids were held against; newer ids of a catalogue are not in the table. */
export const SOURCES: readonly Source[] = [
  {
    catalogue: "Checkov",
    source:
      "two published extracts of its index, up to CKV_AWS_394 and CKV2_AWS_78, and single checks of bridgecrewio/checkov",
    read: "2026-11-26",
  },
  { catalogue: "Trivy", source: "avd_docs of aquasecurity/trivy-checks, up to AVD-AWS-0353", read: "2026-11-26" },
  { catalogue: "cdk-nag", source: "AwsSolutions in RULES.md of the npm package cdk-nag 3.0.2", read: "2026-11-26" },
  {
    catalogue: "Foundational Security Best Practices",
    source: "the user guide of Security Hub: the controls of the standard, and those of each resource type",
    read: "2026-11-26",
  },
];

/** Ids that no rule asks for as they stand; what a rule covers outright stands in its own controls. */
export const COVERED_OTHERWISE: readonly Otherwise[] = [
  ...tagged("ACM.3", "Backup.2", "Backup.3", "Backup.4", "Backup.5", "CloudFront.14", "DynamoDB.5", "EC2.37", "EC2.39"),
  ...tagged("EC2.40", "EC2.42", "EC2.43", "EC2.44", "EC2.46", "EC2.48", "ECR.4", "EventBridge.2", "IAM.24", "Lambda.6"),
  ...tagged(
    "RDS.28",
    "RDS.29",
    "RDS.30",
    "RDS.32",
    "RDS.33",
    "Route53.1",
    "SecretsManager.5",
    "SNS.3",
    "SQS.2",
    "StepFunctions.2",
  ),
  { id: "AVD-AWS-0057", rule: "IAM-02", how: "each action is held against what AWS can restrict" },
  { id: "AVD-AWS-0161", rule: "S3-01", how: "the bucket of a trail blocks public access like every bucket" },
  { id: "AVD-AWS-0162", rule: "TRL-01", how: "the trail names its log group" },
  { id: "AVD-AWS-0163", rule: "S3-05", how: "the bucket of a trail logs its accesses like every bucket" },
  { id: "AVD-AWS-0134", rule: "SEC-02", how: "no secret stands in the configuration that something could send" },
  {
    id: "AVD-AWS-0348",
    rule: "IAM-04",
    how: "roles are passed by name and to a named service, whatever else is allowed",
  },
  {
    id: "AVD-AWS-0350",
    rule: "IAM-04",
    how: "roles are passed by name and to a named service, whatever else is allowed",
  },
  { id: "CKV2_AWS_14", rule: "IAM-07", how: "there are no users, so that groups have no members" },
  { id: "CKV2_AWS_21", rule: "IAM-07", how: "there are no users, and so no policies of theirs" },
  { id: "CKV2_AWS_22", rule: "IAM-07", how: "there are no users, and so no policies of theirs" },
  { id: "CKV2_AWS_36", rule: "SEC-02", how: "no secret stands in the configuration that something could send" },
  { id: "CKV2_AWS_67", rule: "KMS-01", how: "every key rotates, whoever uses it" },
  { id: "CKV_AWS_250", rule: "RDS-16", how: "the versions with the fault are retired" },
  { id: "CKV_AWS_388", rule: "RDS-16", how: "the versions with the fault are retired" },
  { id: "CKV_AWS_384", rule: "SEC-02", how: "every value of every type is searched for secrets" },
  {
    id: "CKV_AWS_285",
    rule: "SFN-01",
    how: "every event of an execution is logged, without the customers' data that this check wants beside it",
  },
  { id: "AwsSolutions-VPC3", rule: "NET-10", how: "network ACLs are allowed, and what they let in is judged" },
  { id: "CloudTrail.6", rule: "S3-01", how: "the bucket of a trail blocks public access like every bucket" },
  { id: "CloudTrail.7", rule: "S3-05", how: "the bucket of a trail logs its accesses like every bucket" },
  { id: "RDS.47", rule: "RDS-11", how: "clusters of every engine copy their tags" },
  { id: "RDS.48", rule: "RDS-11", how: "clusters of every engine copy their tags" },
];

/** Ids that are not followed, with the reason. */
export const DECLINED: Readonly<Record<string, string>> = {
  "AVD-AWS-0190": "a cache of API answers is a choice; API-07 demands that it is encrypted",
  CKV_AWS_120: "a cache of API answers is a choice; API-07 demands that it is encrypted",
  CKV_AWS_225: "a cache of API answers is a choice; API-07 demands that it is encrypted",
  CKV_AWS_216: "a distribution that is off serves nobody, which harms nobody",
  CKV2_AWS_7: "no stack has a cluster of EMR whose security groups could be open",
  CKV2_AWS_9: "no stack has a volume of EBS; BKP-03 holds for what stores data",
  CKV2_AWS_68: "no stack has a notebook of SageMaker whose role could allow too much",
  CKV2_AWS_78: "no stack has an API of AppSync; WAF-01 holds for every web ACL",
  CKV_AWS_322: "no cache is an aws_elasticache_cluster; AWS upgrades serverless caches itself",
  CKV_AWS_323: "no cache is an aws_elasticache_cluster; serverless caches name their subnets",
  CKV2_AWS_44: "no VPC is peered; NET-04 judges the routes that there are",
  CKV2_AWS_62: "events of a bucket are a feature and protect nothing",
  "S3.11": "events of a bucket are a feature and protect nothing",
  "AVD-AWS-0320": "S3 refuses names that DNS would not take; the module takes letters, digits and hyphens only",
  "AVD-AWS-0170": "deleting with a second factor needs the root user for every change of a bucket",
  "S3.20": "deleting with a second factor needs the root user for every change of a bucket",
  "AVD-AWS-0171": "object events belong to the account's trail, which is not a stack of the platform",
  "AVD-AWS-0172": "object events belong to the account's trail, which is not a stack of the platform",
  "S3.22": "object events belong to the account's trail, which is not a stack of the platform",
  "S3.23": "object events belong to the account's trail, which is not a stack of the platform",
  "S3.1": "the block of the whole account is set once, by whoever owns the account; S3-01 holds for each bucket",
  "AwsSolutions-AEC1": "AWS offers no network outside of a VPC any more; NET-04 judges the subnets of a cache",
  "AwsSolutions-AEC5": "a port is no secret; NET-06 says who may reach it",
  "AwsSolutions-RDS11": "a port is no secret; NET-06 says who may reach it",
  "AwsSolutions-CB5": "the image of a build is a choice; every project of the platform takes one of CodeBuild's",
  "AwsSolutions-COG8": "threat protection needs Cognito's Plus tier; COG-01 holds in every tier",
  "CloudFront.16": "no origin is a function URL",
  "CloudFront.17": "the site is public, so that nobody signs its URLs",
  "Cognito.1": "threat protection needs Cognito's Plus tier; COG-01 holds in every tier",
  "Cognito.4": "threat protection of custom flows: no client has one (COG-04)",
  "DynamoDB.3": "no table has an accelerator",
  "DynamoDB.7": "no table has an accelerator",
  "EC2.58": "nothing in the VPC calls Incident Manager",
  "EC2.60": "nothing in the VPC calls Incident Manager",
  "ElastiCache.2": "no cache is an aws_elasticache_cluster; AWS upgrades serverless caches itself",
  "ElastiCache.7": "no cache is an aws_elasticache_cluster; serverless caches name their subnets",
  "ELB.21": "no stack has a target group; ALB-01 holds for every listener",
  "ELB.22": "no stack has a target group; ALB-01 holds for every listener",
  "EventBridge.4": "no stack has a global endpoint whose events could be replicated",
  "RDS.1": "snapshots are made by RDS and AWS Backup, never by configuration",
  "RDS.4": "snapshots are made by RDS and AWS Backup, never by configuration",
  "RDS.19": "nothing subscribes to events of RDS; alarms watch the databases",
  "RDS.20": "nothing subscribes to events of RDS; alarms watch the databases",
  "RDS.21": "nothing subscribes to events of RDS; alarms watch the databases",
  "RDS.22": "nothing subscribes to events of RDS; alarms watch the databases",
  "RDS.23": "a port is no secret; NET-06 says who may reach it",
  "RDS.41": "no database runs SQL Server; RDS-08 holds for PostgreSQL, MySQL and MariaDB",
  "SecretsManager.2": "whether a rotation succeeded shows at run time only",
  "SecretsManager.3": "whether a secret is read shows at run time only",
};

function tagged(...ids: readonly string[]): readonly Otherwise[] {
  return ids.map((id) => ({ id, rule: "OPS-03", how: "the provider's default tags reach every resource" }));
}
