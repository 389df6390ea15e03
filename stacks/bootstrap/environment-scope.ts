import type { PolicyCondition } from "../../modules/core";
import { deploymentRegions, type BootstrapAccount } from "./account";

/** One environment of an account, by the names and tags of its resources. */
export interface EnvironmentScope {
  readonly account: BootstrapAccount;
  readonly environment: string;
  /** Begins the physical names of the environment's resources. */
  readonly prefix: string;
}

/** The scope of one environment of an account. */
export function scopeOf(account: BootstrapAccount, environment: string): EnvironmentScope {
  return { account, environment, prefix: `${account.project}-${environment}` };
}

/** Requests to the regions that a deployment reaches. */
export function inDeploymentRegions({ account }: EnvironmentScope): PolicyCondition {
  return { test: "StringEquals", variable: "aws:RequestedRegion", values: deploymentRegions(account) };
}

/** Resources with the environment's tag. */
export function ofEnvironment({ environment }: EnvironmentScope): PolicyCondition {
  return { test: "StringEquals", variable: "aws:ResourceTag/Environment", values: [environment] };
}

/**
 * Resources with the tag of another environment. Resources without the tag, and services without tags, do not match.
 */
export function ofOtherEnvironments({ environment }: EnvironmentScope): PolicyCondition[] {
  return [
    { test: "StringNotEquals", variable: "aws:ResourceTag/Environment", values: [environment] },
    { test: "Null", variable: "aws:ResourceTag/Environment", values: ["false"] },
  ];
}

/** Calls that a service makes on behalf of its caller. */
export function throughServices(services: readonly string[]): PolicyCondition {
  return {
    test: "StringLike",
    variable: "kms:ViaService",
    values: services.map((service) => `${service}.*.amazonaws.com`),
  };
}
