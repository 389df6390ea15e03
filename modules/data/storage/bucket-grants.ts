import type { PolicyStatement, StackLocation } from "../../core";

/** Denies plain HTTP and TLS older than 1.2 on the bucket and its objects. */
export function tlsOnly(bucketArn: string): PolicyStatement[] {
  const denial = {
    effect: "Deny",
    actions: ["s3:*"],
    resources: [bucketArn, `${bucketArn}/*`],
    principals: [{ type: "*", identifiers: ["*"] }],
  } as const;
  return [
    {
      ...denial,
      sid: "DenyPlainHttp",
      conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
    },
    {
      ...denial,
      sid: "DenyOldTls",
      conditions: [{ test: "NumericLessThan", variable: "s3:TlsVersion", values: ["1.2"] }],
    },
  ];
}

export function distributionRead(bucketArn: string, distributionArn: string): PolicyStatement {
  return {
    sid: "ReadByDistribution",
    actions: ["s3:GetObject"],
    resources: [`${bucketArn}/*`],
    principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }],
    conditions: [{ test: "StringEquals", variable: "AWS:SourceArn", values: [distributionArn] }],
  };
}

export function logDelivery(bucketArn: string, sourceArnPattern: string, account: string): PolicyStatement {
  return {
    sid: "DeliverLogs",
    actions: ["s3:PutObject"],
    resources: [`${bucketArn}/*`],
    principals: [{ type: "Service", identifiers: ["delivery.logs.amazonaws.com"] }],
    conditions: [
      ...from(sourceArnPattern, account),
      { test: "StringEquals", variable: "s3:x-amz-acl", values: ["bucket-owner-full-control"] },
    ],
  };
}

/** Elastic Load Balancing signs with its own service in every region, also where it used to have an account. */
export function loadBalancerLogs(bucketArn: string, prefix: string, place: StackLocation): PolicyStatement {
  const { account, region, partition } = place;
  return {
    sid: `LoadBalancerLogsOf${pascalCase(prefix)}`,
    actions: ["s3:PutObject"],
    resources: [`${bucketArn}/${prefix}/AWSLogs/${account}/*`],
    principals: [{ type: "Service", identifiers: ["logdelivery.elasticloadbalancing.amazonaws.com"] }],
    conditions: from(`arn:${partition}:elasticloadbalancing:${region}:${account}:loadbalancer/*`, account),
  };
}

/** Services that write logs of the account, with the actions by which they test the bucket. */
const AUDIT_SERVICES = {
  cloudtrail: ["s3:GetBucketAcl"],
  config: ["s3:GetBucketAcl", "s3:ListBucket"],
} as const;

export type AuditService = keyof typeof AUDIT_SERVICES;

/** Allows a service to test the bucket and to write logs of the account in the name of a resource. */
export function auditLogs(
  bucketArn: string,
  service: AuditService,
  sourceArn: string,
  account: string,
): PolicyStatement[] {
  const principals = [{ type: "Service" as const, identifiers: [`${service}.amazonaws.com`] }];
  const conditions = from(sourceArn, account);
  const owned = { test: "StringEquals", variable: "s3:x-amz-acl", values: ["bucket-owner-full-control"] };
  const name = pascalCase(service);
  return [
    { sid: `${name}Tests`, actions: AUDIT_SERVICES[service], resources: [bucketArn], principals, conditions },
    {
      sid: `${name}Writes`,
      actions: ["s3:PutObject"],
      resources: [`${bucketArn}/AWSLogs/${account}/*`],
      principals,
      conditions: [...conditions, owned],
    },
  ];
}

export function accessLogs(bucketArn: string, sourceBucketName: string, place: StackLocation): PolicyStatement {
  const { account, partition } = place;
  return {
    sid: `AccessLogsOf${pascalCase(sourceBucketName)}`,
    actions: ["s3:PutObject"],
    resources: [`${bucketArn}/${sourceBucketName}/*`],
    principals: [{ type: "Service", identifiers: ["logging.s3.amazonaws.com"] }],
    conditions: from(`arn:${partition}:s3:::${sourceBucketName}`, account),
  };
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|-)([a-z0-9])/gi, (_match, letter: string) => letter.toUpperCase());
}

function from(sourceArnPattern: string, account: string) {
  return [
    { test: "ArnLike", variable: "aws:SourceArn", values: [sourceArnPattern] },
    { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
  ];
}
