/** Mutants by owner and title that no rule needs to detect. */
export interface NotDemanded {
  readonly mutants: RegExp;
  readonly reason: string;
}

/** The test fails for a listed mutant that a rule detects. */
export const NOT_DEMANDED: readonly NotDemanded[] = [
  {
    mutants: /^IAM-02 .* (?:DescribeNetwork|FollowBackupJobs) without its conditions$/,
    reason: "describe and list actions reveal no content; the region condition is optional",
  },
  { mutants: /^IAM-02 .* (?:ListLogGroups|ListPayments) on every resource$/, reason: "list actions reveal no content" },
  { mutants: /^IAM-02 .* no longer denied$/, reason: "a Deny in an identity policy is optional" },
  {
    mutants: /^IAM-04 .* (?:De|En)crypt\S+ without its conditions$/,
    reason: "the policy names the key; kms:ViaService is an additional restriction",
  },
  {
    mutants: /^LOG-01 aws_lambda_function logging_config removed$/,
    reason: "Lambda then uses the log group with the default name, which is in the stack",
  },
  { mutants: /^S3-02 .* DenyOldTls no longer denied$/, reason: "S3 rejects TLS before 1.2 itself" },
  {
    mutants: /^NET-11 .* DownloadsByLink open to anyone$/,
    reason: "is intentionally open: image layers are downloaded by presigned URLs",
  },
  {
    mutants: /^CF-07 \S+ security_headers_config\.(?:content_security_policy|referrer_policy) removed$/,
    reason: "FSBP and Checkov require only HSTS, nosniff and frame options",
  },
];
