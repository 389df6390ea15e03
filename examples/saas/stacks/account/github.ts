import { AwsStack, type PolicyStatement } from "groundplan/core";
import { Bucket } from "groundplan/data/storage";
import { GithubTrust, type GithubRole, type TrustedRole } from "groundplan/delivery/github";
import { EncryptionKey } from "groundplan/security";
import type { AccountSettings, Environment } from "../../environments";
import { names } from "../names";
import { accept } from "../waivers";
import { applyPermissions } from "./apply-permissions";
import { createBoundary } from "./boundary";
import { planPermissions, savePermissions } from "./plan-permissions";
import { scopesOf, type EnvironmentScope } from "./scope";

/** Branch that workflows deploy, as in workflows.json. */
const BRANCH = "main";
/** Days for which a saved plan can be applied: GitHub waits for an approval for 30. */
const PLAN_DAYS = 30;

export interface GithubParts {
  readonly settings: AccountSettings;
  readonly environments: readonly Environment[];
  readonly accessLogsTo: Bucket;
}

/**
 * Creates what the workflows of `.github/workflows` need: per environment a role for the plans of pull requests, which
 * may only read, one that saves the plans of the branch, one that applies them for jobs of the GitHub environment, and
 * the boundary of the environment's roles; and the bucket of saved plans, which contain secrets.
 */
export function createGithub(stack: AwsStack, { settings, environments, accessLogsTo }: GithubParts): void {
  const { repository, deletionProtection } = settings;
  const key = new EncryptionKey(stack, "plans-key", {
    name: `${names.github}-plans`,
    description: "Saved plans of workflows",
    deletionProtection,
  });
  const bucket = new Bucket(stack, "plans", {
    name: `${names.github}-plans-${stack.account}`,
    intent: "artifacts",
    key,
    accessLogsTo,
    expireAfterDays: PLAN_DAYS,
    noncurrentDays: 1,
    deletionProtection,
  });
  const scopes = scopesOf(environments);
  const roles = scopes.flatMap((scope) => rolesOf(scope, createBoundary(stack, scope)));
  const trust = new GithubTrust(stack, "github", { repository, roles: Object.fromEntries(roles) });
  for (const { environment } of scopes) {
    const plans = (verb: "Put" | "Get", keyAction: string): PolicyStatement[] => [
      { sid: "ReachPlans", actions: [`s3:${verb}Object`], resources: [`${bucket.bucketArn}/${environment.name}/*`] },
      { sid: "UseKeyOfPlans", actions: [keyAction], resources: [key.keyArn] },
    ];
    plans("Put", "kms:GenerateDataKey").forEach((one) => trust.roles[`${environment.name}-save`]!.addStatement(one));
    plans("Get", "kms:Decrypt").forEach((one) => trust.roles[`${environment.name}-apply`]!.addStatement(one));
    acceptLimits(trust.roles[`${environment.name}-apply`]!);
  }
}

function acceptLimits(role: TrustedRole): void {
  accept(role, "policy", "IAM-02", "Operates the services of one environment, whose resources have no id at first");
  accept(role, "policy", "IAM-03", "Changes the trust of the environment's roles, which all have the boundary");
}

function rolesOf(scope: EnvironmentScope, boundaryArn: string): readonly (readonly [string, GithubRole])[] {
  const { environment } = scope;
  const { name } = environment;
  const roleFor = (purpose: "plan" | "save" | "apply", role: Omit<GithubRole, "name">) =>
    [`${name}-${purpose}`, { ...role, name: names.githubRole(environment, purpose) }] as const;
  return [
    roleFor("plan", {
      description: `Plans ${name} for pull requests`,
      jobs: "pull-request",
      statements: planPermissions(scope),
    }),
    roleFor("save", {
      description: `Saves plans of ${name} for the branch`,
      jobs: { branch: BRANCH },
      statements: savePermissions(scope),
    }),
    roleFor("apply", {
      description: `Applies saved plans of ${name}`,
      jobs: { environment: name },
      statements: applyPermissions(scope, boundaryArn),
    }),
  ];
}
