import { all, fail, isSet } from "../../engine/checks";
import type { Check, Rule } from "../../engine/rule";
import { isEmpty, isUnresolved } from "../../engine/values";
import { allows, denies, eachStatement, publicAccessProblem } from "../../iam/questions";
import { needsNoResource } from "../../iam/resource-support";
import { ATTACHMENTS, IDENTITY_POLICIES, RESOURCE_POLICIES } from "../../iam/policy-places";
import type { PolicyStatement } from "../../iam/statements";
import { attachesNoAdministrator, attachesNoGeneralPolicy, atPlaces } from "./checks/attachments";
import {
  DOCUMENTED_ON_EVERYTHING,
  escalationProblem,
  onEverything,
  unnamedTargetProblem,
} from "./checks/iam-permissions";
import { githubTrustProblem, namesIssuer, subjectProblem } from "./checks/federated-trust";
import { trustProblem, unknownSourceProblem } from "./checks/trust-policies";

const IDENTITY_TYPES = Object.keys(IDENTITY_POLICIES);

const lower = (actions: readonly string[]): string[] => actions.map((action) => action.toLowerCase());

const whenAllowed =
  (problemOf: (statement: PolicyStatement) => string | undefined) =>
  (statement: PolicyStatement): string | undefined =>
    allows(statement) ? problemOf(statement) : undefined;

const identityCheck = (problemOf: (statement: PolicyStatement) => string | undefined): Check =>
  atPlaces(IDENTITY_POLICIES, (path) => eachStatement(path, whenAllowed(problemOf)));

export const IAM_RULES: readonly Rule[] = [
  {
    id: "IAM-01",
    title: "Policies do not allow all actions",
    severity: "critical",
    rationale: "A principal with all permissions controls the account.",
    fix: "List the actions; do not attach AdministratorAccess, PowerUserAccess or IAMFullAccess.",
    controls: {
      fsbp: ["IAM.1"],
      cis: ["1.16"],
      nist: ["AC-2", "AC-3", "AC-6"],
      checkov: ["CKV_AWS_1", "CKV_AWS_49", "CKV_AWS_62", "CKV_AWS_63", "CKV_AWS_274", "CKV_AWS_275", "CKV2_AWS_56"],
      nag: ["IAM5"],
    },
    types: [...new Set([...IDENTITY_TYPES, ...Object.keys(ATTACHMENTS)])],
    check: all(
      identityCheck(({ actions, notActions }) =>
        actions.some((action) => /^(?:\*+|\*:\*|[*?]+:[*?]+)$/.test(action)) || notActions.length > 0
          ? "allows every action"
          : undefined,
      ),
      atPlaces(ATTACHMENTS, attachesNoAdministrator),
    ),
  },
  {
    id: "IAM-02",
    title: "Policies name actions and resources",
    severity: "high",
    rationale:
      "A wildcard grows with every feature that AWS adds. The rule accepts * in a statement with a condition, for describe and list actions, which reveal no content, and for actions that AWS documents with *, such as those for a function's network interfaces.",
    fix: "Name the actions and the ARNs of their resources; use * only for actions that AWS cannot restrict to a resource.",
    controls: {
      fsbp: ["IAM.21"],
      nist: ["AC-3", "AC-6"],
      checkov: [
        "CKV_AWS_290",
        "CKV_AWS_355",
        "CKV_AWS_111",
        "CKV_AWS_356",
        "CKV_AWS_287",
        "CKV_AWS_288",
        "CKV_AWS_289",
        "CKV_AWS_107",
        "CKV_AWS_108",
        "CKV_AWS_109",
        "CKV2_AWS_40",
      ],
      trivy: ["AVD-AWS-0345", "AVD-AWS-0346"],
      nag: ["IAM5"],
    },
    types: IDENTITY_TYPES,
    dependants: ["IAM-01", "IAM-03", "IAM-04"],
    check: identityCheck((statement) => {
      const wildcard = statement.actions.find((action) => /^[a-z0-9-]+:\*$/i.test(action));
      if (wildcard) return `allows all actions of ${wildcard.split(":")[0]}`;
      if (statement.notResources.length > 0) return "uses NotResource, which allows every resource that is not listed";
      const scoped = statement.actions.find(
        (action) => !needsNoResource(action) && !DOCUMENTED_ON_EVERYTHING.includes(action.toLowerCase()),
      );
      return onEverything(statement) && scoped && statement.conditions.length === 0
        ? `allows ${scoped} on every resource, although AWS can restrict it`
        : undefined;
    }),
  },
  {
    id: "IAM-03",
    title: "Policies do not allow privilege escalation",
    severity: "high",
    rationale: "A few harmless-looking actions are enough to become administrator.",
    fix: "Remove the action, or add a condition on iam:PermissionsBoundary.",
    controls: {
      nist: ["AC-6"],
      checkov: ["CKV_AWS_286", "CKV_AWS_287", "CKV_AWS_289", "CKV_AWS_107", "CKV_AWS_109", "CKV_AWS_110"],
      trivy: ["AVD-AWS-0347", "AVD-AWS-0349", "AVD-AWS-0351", "AVD-AWS-0352", "AVD-AWS-0353"],
    },
    types: IDENTITY_TYPES,
    check: identityCheck(escalationProblem),
  },
  {
    id: "IAM-04",
    title: "Policies name the roles they pass or assume and the keys they decrypt with",
    severity: "high",
    rationale:
      "With * as resource, iam:PassRole passes any role of the account to a service that the caller controls. A key that is not named may belong to another account: kms:ViaService is sufficient for the account's own keys, not for *.",
    fix: "Name the role, and the service in iam:PassedToService; name keys for kms:Decrypt by ARN, alias or encryption context.",
    controls: { fsbp: ["KMS.1", "KMS.2"], nist: ["AC-6"], trivy: ["AVD-AWS-0342"] },
    types: IDENTITY_TYPES,
    check: identityCheck(unnamedTargetProblem),
  },
  {
    id: "IAM-05",
    title: "Trust policies restrict who can assume the role",
    severity: "critical",
    rationale: "A role that anyone can assume is public, and an access key alone must not be enough for a user.",
    fix: "Name the principal; add a condition on aws:MultiFactorAuthPresent for users.",
    controls: { nist: ["AC-3", "AC-6"], checkov: ["CKV_AWS_60", "CKV_AWS_61", "CKV_AWS_283"] },
    types: ["aws_iam_role"],
    check: all(isSet("assume_role_policy"), eachStatement("assume_role_policy", trustProblem)),
  },
  {
    id: "IAM-06",
    title: "Roles for GitHub Actions trust a single repository",
    severity: "critical",
    rationale: "Without an exact subject, any repository on GitHub can assume the role.",
    fix: "Use StringEquals on aud and sub, for example repo:<owner>/<name>:environment:<name>.",
    controls: { nist: ["AC-3", "AC-6"], checkov: ["CKV_AWS_358", "CKV_AWS_393"] },
    types: ["aws_iam_role"],
    check: eachStatement("assume_role_policy", githubTrustProblem),
  },
  {
    id: "IAM-07",
    title: "IAM users and access keys do not exist",
    severity: "high",
    rationale: "Credentials that never expire leak.",
    fix: "Use aws_iam_role for programs, and IAM Identity Center for people.",
    controls: {
      fsbp: ["IAM.2"],
      cis: ["1.15", "1.21"],
      nist: ["AC-2"],
      checkov: ["CKV_AWS_273", "CKV_AWS_40", "CKV_AWS_348"],
      trivy: ["AVD-AWS-0143"],
    },
    types: [
      "aws_iam_user",
      "aws_iam_access_key",
      "aws_iam_user_policy",
      "aws_iam_user_policy_attachment",
      "aws_iam_user_policy_attachments_exclusive",
      "aws_iam_policy_attachment",
    ],
    check: ({ type, values }) => {
      if (type !== "aws_iam_policy_attachment") return [fail("", "must not exist")];
      return isEmpty(values["users"]) ? [] : [fail("users", "must not be set; attach the policy to a role")];
    },
  },
  {
    id: "IAM-08",
    title: "Attached AWS managed policies are service policies",
    severity: "low",
    rationale: "AWS extends its managed policies without notice.",
    fix: "Write a policy, or attach one under service-role/ or AWSBackup.",
    controls: { fsbp: ["IAM.27"], nist: ["AC-6"], nag: ["IAM4"] },
    types: Object.keys(ATTACHMENTS),
    relaxed: { dev: "off" },
    check: atPlaces(ATTACHMENTS, attachesNoGeneralPolicy),
  },
  {
    id: "IAM-09",
    title: "Statements have a valid effect and valid actions",
    severity: "high",
    rationale: "AWS rejects a misspelt effect at apply; a misspelt action never matches.",
    fix: "Set Effect to Allow or Deny, and actions to service:Action.",
    awsError: "MalformedPolicyDocument: Syntax errors in policy",
    controls: { nist: ["AC-3"] },
    types: IDENTITY_TYPES,
    check: atPlaces(IDENTITY_POLICIES, (path) =>
      eachStatement(path, (statement) => {
        if (!allows(statement) && !denies(statement))
          return `the effect must be Allow or Deny, got ${statement.effect}`;
        const invalidAction = lower([...statement.actions, ...statement.notActions]).find(
          (action) => action !== "*" && !isUnresolved(action) && !/^[a-z0-9-]+:[a-z0-9*?]+$/.test(action),
        );
        return invalidAction ? `${invalidAction} is not a valid action` : undefined;
      }),
    ),
  },
  {
    id: "IAM-10",
    title: "Trust policies of services name the account or resource they act for",
    severity: "high",
    rationale: "A service without a source condition may assume the role for any account that names its ARN.",
    fix: "Add a condition on aws:SourceAccount or aws:SourceArn to assume_role_policy.",
    controls: { nist: ["AC-3", "AC-6"] },
    types: ["aws_iam_role"],
    check: eachStatement("assume_role_policy", unknownSourceProblem),
  },
  {
    id: "IAM-11",
    title: "Resource policies grant no public access",
    severity: "critical",
    rationale:
      "Whoever a resource policy names needs no permission of their own: a public one opens the resource to every account.",
    fix: "Name the principals in the policy, or add a condition on aws:PrincipalOrgID, aws:SourceAccount or aws:SourceArn.",
    controls: { nist: ["AC-3", "AC-6"] },
    types: Object.keys(RESOURCE_POLICIES),
    check: atPlaces(RESOURCE_POLICIES, (path) => eachStatement(path, publicAccessProblem)),
  },
  {
    id: "IAM-12",
    title: "Roles for OIDC providers require an audience and a subject",
    severity: "high",
    rationale: "An issuer signs tokens for all of its customers: without a subject, each of them can assume the role.",
    fix: "Add conditions on <issuer>:aud and <issuer>:sub to assume_role_policy, with the audience and the subject of one workload.",
    controls: { nist: ["AC-3", "AC-6"] },
    types: ["aws_iam_role"],
    check: eachStatement("assume_role_policy", subjectProblem),
  },
  {
    id: "IAM-13",
    title: "OIDC providers name their issuer and audiences",
    severity: "medium",
    rationale: "A token is accepted if its iss claim is the URL and its aud claim one of the audiences, literally.",
    fix: "Set url to the issuer as its tokens name it, client_id_list to the audiences such as sts.amazonaws.com, and no thumbprint_list, or SHA-1 fingerprints.",
    controls: { nist: ["IA-5"] },
    types: ["aws_iam_openid_connect_provider"],
    check: namesIssuer,
  },
];
