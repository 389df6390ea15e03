import { all, fail, forType, isSet, matches, when } from "../../engine/checks";
import type { Check, Rule } from "../../engine/rule";
import { select } from "../../engine/values";
import { allows, denies, eachStatement } from "../../iam/questions";
import { needsNoResource } from "../../iam/resource-support";
import type { PolicyStatement } from "../../iam/statements";
import { DOCUMENTED_ON_EVERYTHING, escalates, onEverything, passesAnyRole } from "./checks/iam-permissions";
import { oidcProblem, trustProblem } from "./checks/trust-policies";

const IDENTITY_POLICIES = ["aws_iam_policy", "aws_iam_role_policy", "aws_iam_user_policy", "aws_iam_group_policy"];

const lower = (actions: readonly string[]): string[] => actions.map((action) => action.toLowerCase());

const whenAllowed =
  (complaint: (statement: PolicyStatement) => string | undefined) =>
  (statement: PolicyStatement): string | undefined =>
    allows(statement) ? complaint(statement) : undefined;

const identityCheck = (complaint: (statement: PolicyStatement) => string | undefined): Check =>
  eachStatement("policy", whenAllowed(complaint));

export const IAM_RULES: readonly Rule[] = [
  {
    id: "IAM-01",
    title: "No policy allows everything",
    severity: "critical",
    rationale: "Whoever holds such a role owns the account.",
    fix: "List the actions; attach no AdministratorAccess, PowerUserAccess or IAMFullAccess.",
    controls: {
      fsbp: ["IAM.1"],
      cis: ["1.16"],
      nist: ["AC-2", "AC-3", "AC-6"],
      checkov: [
        "CKV_AWS_1",
        "CKV_AWS_49",
        "CKV_AWS_62",
        "CKV_AWS_63",
        "CKV_AWS_274",
        "CKV_AWS_275",
        "CKV2_AWS_40",
        "CKV2_AWS_56",
      ],
      nag: ["IAM5"],
    },
    types: [...IDENTITY_POLICIES, "aws_iam_role_policy_attachment"],
    check: all(
      when(
        ({ type }) => type !== "aws_iam_role_policy_attachment",
        identityCheck(({ actions, notActions }) =>
          actions.includes("*") || actions.includes("*:*") || notActions.length > 0 ? "allows every action" : undefined,
        ),
      ),
      forType(
        "aws_iam_role_policy_attachment",
        matches(
          "policy_arn",
          /^(?!.*(?:AdministratorAccess|PowerUserAccess|IAMFullAccess)$)/,
          "must not be an administrator's policy",
        ),
      ),
    ),
  },
  {
    id: "IAM-02",
    title: "Policies name their actions and resources",
    severity: "high",
    rationale:
      "A wildcard grows with every feature that AWS adds. A condition narrows a statement on *, and describing or listing shows no content; both are accepted, as is what AWS documents to need *, such as a function's network interfaces.",
    fix: "Name the actions, and the ARNs of what they act on; * only for actions that AWS cannot restrict to a resource.",
    controls: {
      fsbp: ["IAM.21"],
      nist: ["AC-3", "AC-6"],
      checkov: ["CKV_AWS_290", "CKV_AWS_355", "CKV_AWS_111", "CKV_AWS_356"],
      trivy: ["AVD-AWS-0345", "AVD-AWS-0346"],
      nag: ["IAM5"],
    },
    types: IDENTITY_POLICIES,
    dependants: ["IAM-01", "IAM-03", "IAM-04"],
    check: identityCheck((statement) => {
      const wide = statement.actions.find((action) => /^[a-z0-9-]+:\*$/i.test(action));
      if (wide) return `allows all of ${wide.split(":")[0]}`;
      if (statement.notResources.length > 0) return "uses NotResource, which allows everything not listed";
      const scoped = statement.actions.find(
        (action) => !needsNoResource(action) && !DOCUMENTED_ON_EVERYTHING.includes(action.toLowerCase()),
      );
      return onEverything(statement) && scoped && statement.conditions.length === 0
        ? `allows ${scoped} on every resource, though AWS can restrict it`
        : undefined;
    }),
  },
  {
    id: "IAM-03",
    title: "No policy lets its holder gain more permissions",
    severity: "high",
    rationale: "A few innocent actions are enough to become administrator.",
    fix: "Remove the action, or bind it to a permissions boundary.",
    controls: {
      nist: ["AC-6"],
      checkov: [
        "CKV_AWS_286",
        "CKV_AWS_287",
        "CKV_AWS_288",
        "CKV_AWS_289",
        "CKV_AWS_107",
        "CKV_AWS_108",
        "CKV_AWS_109",
        "CKV_AWS_110",
      ],
      trivy: ["AVD-AWS-0347", "AVD-AWS-0349", "AVD-AWS-0351", "AVD-AWS-0352", "AVD-AWS-0353"],
    },
    types: IDENTITY_POLICIES,
    check: identityCheck(escalates),
  },
  {
    id: "IAM-04",
    title: "Roles, keys and other roles are named by whoever passes, uses or assumes them",
    severity: "high",
    rationale:
      "iam:PassRole on * hands any role of the account to a service that the caller controls. A key that is not named may be another account's: kms:ViaService is enough for the account's own keys, and not for *.",
    fix: "Name the role and the service in iam:PassedToService; name keys for kms:Decrypt, by ARN, alias or encryption context.",
    controls: { fsbp: ["KMS.1", "KMS.2"], nist: ["AC-6"], trivy: ["AVD-AWS-0342"] },
    types: IDENTITY_POLICIES,
    check: identityCheck(passesAnyRole),
  },
  {
    id: "IAM-05",
    title: "Roles say who may assume them",
    severity: "critical",
    rationale:
      "A role that anyone can assume is public; one that a shared service can assume for anyone is nearly so, and one that a user's access key alone can assume is a leaked file away from it.",
    fix: "Name the principal; tie services to this account by aws:SourceAccount or aws:SourceArn, and ask people for a second factor.",
    controls: { nist: ["AC-3", "AC-6"], checkov: ["CKV_AWS_60", "CKV_AWS_61", "CKV_AWS_283"] },
    types: ["aws_iam_role"],
    check: all(isSet("assume_role_policy"), eachStatement("assume_role_policy", trustProblem)),
  },
  {
    id: "IAM-06",
    title: "Roles for GitHub Actions trust one repository",
    severity: "critical",
    rationale: "Without a literal subject any repository on GitHub may assume the role.",
    fix: "StringEquals on aud and sub, with repo:<owner>/<name>:environment:<name> or the like.",
    controls: { nist: ["AC-3", "AC-6"], checkov: ["CKV_AWS_358", "CKV_AWS_393"] },
    types: ["aws_iam_role"],
    check: eachStatement("assume_role_policy", oidcProblem),
  },
  {
    id: "IAM-07",
    title: "There are no IAM users and no access keys",
    severity: "high",
    rationale: "Keys that never end are the ones that leak.",
    fix: "Use a role, and single sign-on for people.",
    controls: {
      fsbp: ["IAM.2"],
      cis: ["1.15", "1.21"],
      nist: ["AC-2"],
      checkov: ["CKV_AWS_273", "CKV_AWS_40", "CKV_AWS_348"],
      trivy: ["AVD-AWS-0143"],
    },
    types: ["aws_iam_user", "aws_iam_access_key", "aws_iam_user_policy_attachment"],
    check: () => [fail("", "must not exist")],
  },
  {
    id: "IAM-08",
    title: "Only AWS managed policies for services are attached",
    severity: "low",
    rationale: "AWS widens its managed policies without asking.",
    fix: "Write the policy, or attach one under service-role/ or AWSBackup.",
    controls: { fsbp: ["IAM.27"], nist: ["AC-6"], nag: ["IAM4"] },
    types: ["aws_iam_role_policy_attachment"],
    relaxed: { dev: "off" },
    check: ({ values }) =>
      select(values, "policy_arn").flatMap(({ path, value }) =>
        typeof value === "string" && /^arn:aws:iam::aws:policy\/(?!service-role\/|AWSBackup)/.test(value)
          ? [fail(path, "is a general AWS managed policy")]
          : [],
      ),
  },
  {
    id: "IAM-09",
    title: "Every statement allows or denies actions of a service",
    severity: "high",
    rationale: "A misspelt effect or action is refused at apply, or worse, never matches.",
    fix: "Effect is Allow or Deny; actions are service:Action.",
    awsError: "MalformedPolicyDocument: Syntax errors in policy",
    controls: { nist: ["AC-3"] },
    types: IDENTITY_POLICIES,
    check: eachStatement("policy", (statement) => {
      if (!allows(statement) && !denies(statement)) return `the effect is ${statement.effect}`;
      const odd = lower([...statement.actions, ...statement.notActions]).find(
        (action) => action !== "*" && !/^[a-z0-9-]+:[a-z0-9*?]+$/.test(action),
      );
      return odd ? `${odd} is not an action` : undefined;
    }),
  },
];
