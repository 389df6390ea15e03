/** A mistake that AWS rejects at apply, or accepts and lets fail later, with the rules that find it earlier. */
export interface Mistake {
  readonly mistake: string;
  readonly rules: readonly [string, ...string[]];
}

/** Classic mistakes with these services that are visible in the configuration. */
export const MISTAKES: readonly Mistake[] = [
  {
    mistake: "Aurora Serverless v2 with the engine mode of v1, or without a db.serverless instance",
    rules: ["RDS-14"],
  },
  { mistake: "a retired engine version, or one that automatic upgrades replace", rules: ["RDS-16"] },
  { mistake: "a capacity of Aurora Serverless v2 that is out of range or not a multiple of 0.5", rules: ["RDS-14"] },
  { mistake: "a database, load balancer or cluster in one AZ", rules: ["RDS-15", "ALB-06", "RDS-05"] },
  {
    mistake: "credentials or a managed master password on a replica, or rates that small gp3 storage does not have",
    rules: ["RDS-12", "RDS-17"],
  },
  {
    mistake: "a password copied into a function or task, which is wrong after the rotation",
    rules: ["LAM-05", "ECS-04"],
  },
  { mistake: "a CloudFront certificate outside us-east-1, or not yet validated", rules: ["CF-01", "ACM-01"] },
  { mistake: "a CloudFront web ACL outside us-east-1, or associated as a regional one", rules: ["WAF-05"] },
  {
    mistake: "a web ACL on an HTTP API, or a web ACL log whose name does not begin with aws-waf-logs-",
    rules: ["WAF-02", "WAF-05"],
  },
  { mistake: "the viewer's Host header forwarded to API Gateway or a function URL", rules: ["CF-10"] },
  {
    mistake:
      "an origin access control without a bucket policy, for a website endpoint, or together with an origin access identity",
    rules: ["CF-03", "S3-08"],
  },
  { mistake: "CloudFront logs to a bucket without ACLs, or delivered from another region", rules: ["CF-05"] },
  { mistake: "limits and subnets that ElastiCache Serverless rejects", rules: ["CAC-04"] },
  {
    mistake: "cache failover without a second node, or an auth token together with user groups",
    rules: ["CAC-03", "CAC-02"],
  },
  { mistake: "a backup deleted too soon after its transition to cold storage", rules: ["BKP-02"] },
  {
    mistake: "a backup schedule with five fields, a start window that is too short, a copy to the same region",
    rules: ["EVB-03", "BKP-02"],
  },
  { mistake: "an image that Lambda cannot pull, or with a mutable tag", rules: ["LAM-08"] },
  { mistake: "a function in a VPC without internet access", rules: ["LAM-04"] },
  { mistake: "inline and separate rules of one security group", rules: ["NET-13"] },
  {
    mistake:
      "an unsupported Fargate size, a service that ECS and CodeDeploy both deploy, listeners with different target groups",
    rules: ["ECS-08", "ECS-06", "ECS-09", "CI-03"],
  },
  {
    mistake: "an HTTP API without throttling, with payload format 1.0, or with a timeout above 30 seconds",
    rules: ["API-06", "API-12"],
  },
  {
    mistake: "a REST API whose account has no logging role, or that is not redeployed",
    rules: ["API-02", "API-10", "API-12"],
  },
  {
    mistake: "a user pool whose attributes change, a browser client with a password flow",
    rules: ["CHG-01", "COG-04"],
  },
  {
    mistake: "a topic whose key the publisher cannot use, a queue that redelivers messages too early",
    rules: ["SNS-01", "SQS-04", "LAM-09"],
  },
  { mistake: "a second GuardDuty detector, a billing alarm outside us-east-1", rules: ["GD-01", "ALM-01"] },
];
