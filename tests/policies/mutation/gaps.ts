/** Mutants that no rule notices, by owner and title. */
export interface Gap {
  readonly mutants: RegExp;
  readonly reason: string;
}

/** The rule should notice, and does not yet. A gap that was closed must leave this list: the test says so. */
export const WEAK_RULES: readonly Gap[] = [
  {
    mutants: /^NET-11 aws_vpc_endpoint policy CallersOfThisAccount /,
    reason: "the statements of an endpoint's policy are not read",
  },
  { mutants: /^SEC-01 aws_rds_cluster /, reason: "the key of a secret that RDS manages is not looked at" },
  {
    mutants: /^LAM-04 aws_lambda_function vpc_config removed$/,
    reason: "a function that uses the database is not told from one that does not",
  },
  { mutants: /^LOG-01 aws_lambda_function /, reason: "a function may log to a group that nobody manages" },
  {
    mutants: /^CF-05 aws_cloudwatch_log_delivery(?: gone|_source log_type .*)$/,
    reason: "a delivery source counts as a log, whatever it delivers and whether anything delivers it",
  },
  {
    mutants: /^CF-07 aws_cloudfront_distribution ordered_cache_behavior/,
    reason: "only the default behaviour must have security headers",
  },
  { mutants: /^RDS-07 aws_rds_cluster_parameter_group /, reason: "logs of slow queries and of DDL are not demanded" },
  { mutants: /^COG-01 \S+ password_policy\.require_/, reason: "classes of characters are not demanded" },
  {
    mutants: /^SFN-01 \S+ logging_configuration\.(?:include_execution_data|level = "ERROR")/,
    reason: "neither the level ALL nor the absence of data is demanded",
  },
];

/** Nobody asks for these: neither the table of rules nor AWS. */
export const NOT_DEMANDED: readonly Gap[] = [
  {
    mutants: /^IAM-02 .* (?:DescribeNetwork|FollowBackupJobs) without its conditions$/,
    reason: "describing and listing show no content; the region is bounded for tidiness",
  },
  { mutants: /^IAM-02 .* ListLogGroups on every resource$/, reason: "listing shows no content" },
  { mutants: /^IAM-02 .* no longer denied$/, reason: "an identity policy may deny more than it must" },
  {
    mutants: /^IAM-04 .* (?:De|En)crypt\S+ without its conditions$/,
    reason: "the key is named; kms:ViaService narrows it further than AWS asks",
  },
  { mutants: /^S3-02 .* DenyOldTls no longer denied$/, reason: "S3 refuses TLS before 1.2 by itself" },
  {
    mutants: /^NET-11 .* DownloadsByLink open to anyone$/,
    reason: "is open to anyone: image layers come by signed links",
  },
  {
    mutants: /^CF-07 \S+ security_headers_config\.(?:content_security_policy|referrer_policy) removed$/,
    reason: "FSBP and Checkov ask for HSTS, nosniff and frame options",
  },
];
