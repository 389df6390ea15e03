/** Mutants by owner and title that no rule needs to detect. */
export interface NotDemanded {
  readonly mutants: RegExp;
  readonly reason: string;
}

/** The test fails for a listed mutant that a rule detects. */
export const NOT_DEMANDED: readonly NotDemanded[] = [
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
  {
    mutants: /^LOG-01 aws_lambda_function logging_config removed$/,
    reason: "Lambda then logs to the group of the function's own name, which stands in the stack",
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
