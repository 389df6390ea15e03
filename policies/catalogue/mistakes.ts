/** A mistake that AWS refuses at apply, or accepts and lets fail later, and the rules that find it before. */
export interface Mistake {
  readonly mistake: string;
  readonly rules: readonly [string, ...string[]];
}

/** The classic mistakes with these services, as far as configuration shows them. */
export const MISTAKES: readonly Mistake[] = [
  { mistake: "Aurora Serverless v2 written as the first version, or without a serverless instance", rules: ["RDS-14"] },
  { mistake: "a retired engine version, or one that automatic upgrades leave behind", rules: ["RDS-16"] },
  { mistake: "capacity of Aurora Serverless v2 out of range or between half steps", rules: ["RDS-14"] },
  { mistake: "a database, load balancer or cluster in one zone", rules: ["RDS-15", "ALB-06", "RDS-05"] },
  { mistake: "a managed master password, or credentials, on a replica", rules: ["RDS-12"] },
  { mistake: "a password baked into a function or task, wrong after its rotation", rules: ["LAM-05", "ECS-04"] },
  { mistake: "a certificate of CloudFront outside us-east-1, or not yet valid", rules: ["CF-01", "ACM-01"] },
  { mistake: "the firewall of CloudFront outside us-east-1, or associated", rules: ["WAF-05"] },
  { mistake: "a web ACL on an HTTP API, or a log that is not named aws-waf-logs-", rules: ["WAF-02", "WAF-05"] },
  { mistake: "the viewer's Host forwarded to API Gateway or a function URL", rules: ["CF-10"] },
  {
    mistake: "an origin access control without its bucket policy, on a website endpoint, or beside an identity",
    rules: ["CF-03", "S3-08"],
  },
  { mistake: "logs of CloudFront into a bucket without ACLs, or delivered from another region", rules: ["CF-05"] },
  { mistake: "limits and subnets that ElastiCache Serverless refuses", rules: ["CAC-04"] },
  { mistake: "failover of a cache without a second node, or a token beside users", rules: ["CAC-03", "CAC-02"] },
  { mistake: "a backup deleted too soon after its move to cold storage", rules: ["BKP-02"] },
  {
    mistake: "a backup schedule in five fields, a window too short, a copy into its own region",
    rules: ["EVB-03", "BKP-02"],
  },
  { mistake: "an image that Lambda cannot pull, or that moves under its tag", rules: ["LAM-08"] },
  { mistake: "a function in a VPC without a way out", rules: ["LAM-04"] },
  { mistake: "rules inside a security group and beside it", rules: ["NET-13"] },
  {
    mistake: "a Fargate size that there is not, or a deployment that ECS and CodeDeploy both drive",
    rules: ["ECS-08", "ECS-06"],
  },
  {
    mistake: "an HTTP API without throttle, in the old payload format, or slower than 30 seconds",
    rules: ["API-06", "API-12"],
  },
  {
    mistake: "a REST API whose account may not log, or that is not deployed anew",
    rules: ["API-02", "API-10", "API-12"],
  },
  {
    mistake: "a user pool replaced by a change of its attributes, a browser client with a password flow",
    rules: ["CHG-01", "COG-04"],
  },
  {
    mistake: "a topic or queue whose key the publisher may not use, messages that come back too early",
    rules: ["SNS-01", "LAM-09"],
  },
  { mistake: "a second detector, a billing alarm outside us-east-1", rules: ["GD-01", "ALM-01"] },
];
