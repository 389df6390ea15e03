import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Construct } from "constructs";
import type { PolicyStatement } from "../../core";
import type { GithubRepository, GithubRole, GithubTrustProps } from "./github-trust-props";
import { ISSUER, validateGithubTrust } from "./github-trust-validation";
import { TrustedRole } from "./trusted-role";

const AUDIENCE = "sts.amazonaws.com";

/**
 * Roles that workflows of one GitHub repository assume by OIDC, without stored keys, and the account's OIDC provider
 * of GitHub.
 *
 * The trust requires the subject literally, with the ids of owner and repository, as GitHub writes it for repositories
 * created or renamed since 2026-07-15.
 */
export class GithubTrust extends Construct {
  readonly providerArn: string;
  /** The roles by the ids of the props. */
  readonly roles: Readonly<Record<string, TrustedRole>>;

  /** @throws InputError when a name or id is not valid, or a role of pull requests may write. */
  constructor(scope: Construct, id: string, props: GithubTrustProps) {
    validateGithubTrust(scope, id, props);
    super(scope, id);
    this.providerArn = props.providerArn ?? this.createProvider();
    this.roles = Object.fromEntries(
      Object.entries(props.roles).map(([key, role]) => [
        key,
        new TrustedRole(this, key, role, trustOf(props.repository, role, this.providerArn)),
      ]),
    );
  }

  private createProvider(): string {
    return new IamOpenidConnectProvider(this, "provider", { url: `https://${ISSUER}`, clientIdList: [AUDIENCE] }).arn;
  }
}

function trustOf(repository: GithubRepository, { jobs }: GithubRole, providerArn: string): PolicyStatement {
  return {
    sid: "AssumedByWorkflows",
    actions: ["sts:AssumeRoleWithWebIdentity"],
    principals: [{ type: "Federated", identifiers: [providerArn] }],
    conditions: [
      { test: "StringEquals", variable: `${ISSUER}:aud`, values: [AUDIENCE] },
      { test: "StringEquals", variable: `${ISSUER}:sub`, values: [subjectOf(repository, jobs)] },
    ],
  };
}

function subjectOf({ owner, ownerId, name, id }: GithubRepository, jobs: GithubRole["jobs"]): string {
  const repository = `repo:${owner}@${ownerId}/${name}@${id}`;
  if (jobs === "pull-request") return `${repository}:pull_request`;
  return "branch" in jobs
    ? `${repository}:ref:refs/heads/${jobs.branch}`
    : `${repository}:environment:${jobs.environment}`;
}
