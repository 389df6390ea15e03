import { type BadInput, refused } from "../bad-input";

const document = (statement: object, others: object = {}) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }], ...others });
const ASSUME = { Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
const role = (statement: object) => ({
  aws_iam_role: { shop: { name: "shop", assume_role_policy: document(statement) } },
});
const policy = (statement: object, others: object = {}) => ({
  aws_iam_policy: { shop: { name: "shop", policy: document(statement, others) } },
});
const READ = { Action: "s3:GetObject", Resource: "arn:aws:s3:::photos/*" };

export const ROLES: readonly BadInput[] = [
  refused(
    "pf-iam-managed-policy-size",
    "aws_iam_policy.shop policy",
    "policy is 7984 characters (JSON without whitespace) but the managed",
    policy({
      ...READ,
      Resource: Array.from({ length: 200 }, (_, number) => `arn:aws:s3:::photos-of-the-shop-${number}/*`),
    }),
  ),
  refused(
    "pf-iam-policy-action-format",
    "aws_iam_policy.shop policy",
    "Action 'GetObject' has no service prefix",
    policy({ ...READ, Action: "GetObject" }),
  ),
  refused(
    "pf-iam-policy-resource-format",
    "aws_iam_policy.shop policy",
    "Resource 'photos' is not an ARN",
    policy({ ...READ, Resource: "photos" }),
  ),
  refused(
    "pf-iam-policy-resource-global-service-arn",
    "aws_iam_policy.shop policy",
    "Resource ARN 'arn:aws:iam:us-east-1:123456789012:role/shop' carries a",
    policy({ ...READ, Resource: "arn:aws:iam:us-east-1:123456789012:role/shop" }),
  ),
  refused(
    "pf-iam-policy-sid-format",
    "aws_iam_policy.shop policy",
    "Sid 'read photos' is not alphanumeric",
    policy({ ...READ, Sid: "read photos" }),
  ),
  refused(
    "pf-iam-policy-effect-case",
    "aws_iam_policy.shop policy",
    "Effect 'allow' is not Allow or Deny (case-sensitive)",
    policy({ ...READ, Effect: "allow" }),
  ),
  refused(
    "pf-iam-policy-version",
    "aws_iam_policy.shop policy",
    "Policy Version '2012-10-18' does not exist",
    policy(READ, { Version: "2012-10-18" }),
  ),
  refused(
    "pf-iam-policy-condition-operator",
    "aws_iam_policy.shop policy",
    "Condition operator 'StringIs' does not exist",
    policy({ ...READ, Condition: { StringIs: { "aws:PrincipalTag/team": "shop" } } }),
  ),
  refused(
    "pf-iam-policy-condition-ip-value",
    "aws_iam_policy.shop policy",
    "Condition operator 'IpAddress' takes an IP address or CIDR block",
    policy({ ...READ, Condition: { IpAddress: { "aws:SourceIp": "office" } } }),
  ),
  refused(
    "pf-iam-identity-policy-no-principal",
    "aws_iam_policy.shop policy",
    "Identity policy statement has a Principal field",
    policy({ ...READ, Principal: "*" }),
  ),
  refused(
    "pf-iam-trust-policy-action-sts-only",
    "aws_iam_role.shop assume_role_policy",
    "Trust policy action 's3:GetObject' is not an STS AssumeRole action",
    role({ ...ASSUME, Action: "s3:GetObject" }),
  ),
  refused(
    "pf-iam-trust-policy-service-principal",
    "aws_iam_role.shop assume_role_policy",
    "Service principal 'lambda' is not an amazonaws.com domain; the role",
    role({ ...ASSUME, Principal: { Service: "lambda" } }),
  ),
  refused(
    "pf-iam-trust-policy-no-resource",
    "aws_iam_role.shop assume_role_policy",
    "Trust policy statement has a Resource field",
    role({ ...ASSUME, Resource: "*" }),
  ),
  refused(
    "pf-iam-trust-policy-aws-principal-format",
    "aws_iam_role.shop assume_role_policy",
    "AWS principal 'shop' is not a 12-digit account id or an IAM ARN",
    role({ ...ASSUME, Principal: { AWS: "shop" } }),
  ),
  refused(
    "pf-iam-path-service-role-reserved",
    "aws_iam_role.shop path",
    "path '/aws-service-role/shop/' is under /aws-service-role",
    {
      aws_iam_role: { shop: { name: "shop", path: "/aws-service-role/shop/", assume_role_policy: document(ASSUME) } },
    },
  ),
];
