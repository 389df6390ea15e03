import type { PolicyStatement } from "../../core";

/** A repository of GitHub. Ids survive a rename, and nobody who takes a released name has them. */
export interface GithubRepository {
  /** User or organization that owns the repository. */
  readonly owner: string;
  /** Number of the owner: `gh api users/<owner> --jq .id`. */
  readonly ownerId: string;
  /** Name without the owner. */
  readonly name: string;
  /** Number of the repository: `gh api repos/<owner>/<name> --jq .id`. */
  readonly id: string;
}

/** A role that jobs of GitHub Actions assume. */
export interface GithubRole {
  /** Physical name: at most 64 characters. Another name replaces the role. */
  readonly name: string;
  /** Purpose of the role, shown in IAM. */
  readonly description: string;
  /**
   * Jobs that may assume the role. `"pull-request"`: jobs of pull requests without an environment; they run code
   * before its review, and the role may only read. `branch`: jobs of the branch without an environment. `environment`:
   * jobs of the GitHub environment, whatever their branch, so that its branch rule and its reviewers protect the role.
   */
  readonly jobs: "pull-request" | { readonly branch: string } | { readonly environment: string };
  /** Permissions of the role: at least one statement. */
  readonly statements: readonly PolicyStatement[];
}

export interface GithubTrustProps {
  /** Repository whose workflows may assume the roles. */
  readonly repository: GithubRepository;
  /** Roles by id; at least one. The id is part of the construct path. */
  readonly roles: Readonly<Record<string, GithubRole>>;
  /**
   * The account's provider of GitHub, if it has one: an account has only one.
   *
   * @default the provider is created
   */
  readonly providerArn?: string;
}
