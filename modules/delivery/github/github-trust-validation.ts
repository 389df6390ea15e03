import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  arn,
  eachNamed,
  fields,
  isKnown,
  matching,
  nonEmpty,
  physicalName,
  requireProps,
  satisfying,
  type PolicyStatement,
  type Rule,
} from "../../core";
import type { GithubRole, GithubTrustProps } from "./github-trust-props";

/** Host of the issuer, and prefix of its condition keys. */
export const ISSUER = "token.actions.githubusercontent.com";

const READ_ACTION =
  /^[a-z0-9-]+:(?:BatchGet|Describe|Get|List|Query|Scan|Search|Select|Validate|View)|^(?:apigateway:GET|kms:Decrypt)$/;

const NUMBER = matching(/^[1-9]\d*$/, "a number of GitHub, as text", "ask gh api for the id");
const NAME = matching(/^[\w.-]+$/, "a name without owner and slash", "pass owner and name apart");

/** Wildcards would trust more than one subject, and `:` would begin another claim. */
const LITERAL = matching(/^[\w./-]+$/, "letters, digits, _ . / and -", "name one branch or environment, no wildcard");

/** @throws InputError with every problem of the props. */
export function validateGithubTrust(scope: Construct, id: string, props: GithubTrustProps): void {
  const named = { owner: "string", ownerId: "string", name: "string", id: "string" } as const;
  requireProps(scope, id, props, { repository: named, roles: "object" });
  const { partition, account } = AwsStack.of(scope);
  const provider = { of: "the account's OIDC provider of GitHub", service: "iam", region: "", partition };
  new Validation(scope, id)
    .props(props, {
      repository: fields(() => ({ owner: NAME, ownerId: NUMBER, name: NAME, id: NUMBER })),
      roles: rolesRule(),
      providerArn: arn(
        { ...provider, accounts: [account], resource: new RegExp(`oidc-provider/${ISSUER.replaceAll(".", "\\.")}`) },
        "omit it to create the provider",
      ),
    })
    .throwIfInvalid();
}

function rolesRule(): Rule<GithubTrustProps["roles"]> {
  const some = nonEmpty("at least one role", "name the roles of the workflows");
  const ofRole = fields<GithubRole>(({ jobs }) => ({
    name: physicalName("role name"),
    jobs: literalSubject,
    statements: [
      nonEmpty("at least one statement", "list the permissions of the role"),
      ...(jobs === "pull-request" ? [readOnly] : []),
    ],
  }));
  return (roles) => {
    const entries = Object.entries(roles);
    return [
      ...some(entries),
      ...eachNamed<[string, GithubRole]>(
        ([key]) => key,
        ([, role]) => ofRole(role),
      )(entries),
    ];
  };
}

const literalSubject: Rule<GithubRole["jobs"]> = (jobs) => {
  if (jobs === "pull-request") return [];
  const kinds = Object.keys(jobs);
  // GitHub names the branch or the environment of a job: a role of both would trust jobs without reviewers.
  if (kinds.length !== 1)
    return [{ value: kinds.join(", "), allowed: "branch or environment", fix: "trust jobs of one kind" }];
  return Object.entries(jobs).flatMap(([kind, value]) =>
    LITERAL(value).map((violation) => ({ ...violation, below: `.${kind}`, value })),
  );
};

const readOnly: Rule<readonly PolicyStatement[]> = (statements) =>
  satisfying<readonly string[]>(
    (actions) => actions.length === 0,
    "actions that read",
    "pull requests run code before its review; give the action to a role of a branch or an environment",
    (actions) => actions.join(", "),
  )(statements.filter(isAllowing).flatMap(({ actions }) => actions.filter((one) => isKnown(one) && !reads(one))));

const isAllowing = ({ effect }: PolicyStatement): boolean => effect !== "Deny";

const reads = (action: string): boolean => READ_ACTION.test(action);
