import type { PolicyCondition, PolicyStatement } from "groundplan/core";
import type { Environment } from "../../environments";
import { names, stateOf, type SystemRegion } from "../names";

/** One environment of an account, and the others. */
export interface EnvironmentScope {
  readonly environment: Environment;
  readonly others: readonly Environment[];
}

export function scopesOf(environments: readonly Environment[]): readonly EnvironmentScope[] {
  return environments.map((environment) => ({
    environment,
    others: environments.filter((one) => one !== environment),
  }));
}

/** Requests to the regions of the environment; global services answer in the main region. */
export function inRegions({ environment }: EnvironmentScope): PolicyCondition {
  return { test: "StringEquals", variable: "aws:RequestedRegion", values: regionsOf(environment) };
}

/** Resources with the tag of the environment, which its three stacks have. */
export function ofEnvironment({ environment }: EnvironmentScope): PolicyCondition {
  return { test: "StringEquals", variable: "aws:ResourceTag/Environment", values: [environment.name] };
}

/** Calls that services make on behalf of their caller. */
export function throughServices(services: readonly string[]): PolicyCondition {
  return { test: "StringLike", variable: "kms:ViaService", values: services };
}

/** Resources of the environment by their names. */
export function namedResources({ environment: { account, prefix } }: EnvironmentScope) {
  return {
    buckets: [`arn:aws:s3:::${prefix}-*`],
    roles: [`arn:aws:iam::${account}:role/${prefix}-*`],
    secrets: [`arn:aws:secretsmanager:*:${account}:secret:${prefix}/*`],
    keys: [`arn:aws:kms:*:${account}:key/*`],
  };
}

/** Resources of the account and of other environments, whose names may begin as those of this one. */
export function otherResources({ environment, others }: EnvironmentScope) {
  const { account, prefix } = environment;
  const longer = others.map((other) => other.prefix).filter((other) => other.startsWith(`${prefix}-`));
  const begun = [...longer, "saas-account"].map((name) => `${name}-*`);
  const stacks = ["account", "account-standby", ...others.flatMap(stacksOf)];
  return {
    buckets: begun.flatMap((name) => [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`]),
    stores: ["saas-tfstate", names.github].map((name) => `arn:aws:s3:::${name}-*`),
    storedObjects: [
      ...stacks.map((stack) => `arn:aws:s3:::saas-tfstate-*/${stack}/*`),
      ...others.map(({ name }) => `arn:aws:s3:::${names.github}-*/${name}/*`),
    ],
    roles: [...begun, "saas-*-github-*", "saas-*api-gateway-logs"].map(
      (name) => `arn:aws:iam::${account}:role/${name}`,
    ),
  };
}

function stacksOf({ name, standby }: Environment): string[] {
  return standby === "none" ? [name] : [`${name}-recovery`, name, `${name}-standby`];
}

/** Denies the actions of services with tags on resources that have the tag of another environment or of the account. */
export function stayInEnvironment(scope: EnvironmentScope, actions: readonly string[]): PolicyStatement {
  return {
    sid: "StayInEnvironment",
    effect: "Deny",
    actions,
    resources: ["*"],
    conditions: [
      { ...ofEnvironment(scope), test: "StringNotEquals" },
      { test: "Null", variable: "aws:ResourceTag/Environment", values: ["false"] },
    ],
  };
}

/** Reads the states of the stacks of the environment; `actions` on objects whose names end so. */
export function onState({ environment }: EnvironmentScope, actions: readonly string[], end = ""): PolicyStatement[] {
  const { account } = environment;
  const stacks = stacksOf(environment);
  const stores = regionsOf(environment).map((region) => stateOf(account, region));
  const buckets = stores.map(({ bucket }) => `arn:aws:s3:::${bucket}`);
  const keys = stores.map(({ region }) => `arn:aws:kms:${region}:${account}:key/*`);
  const alias = [...new Set(stores.map(({ kmsKeyId }) => kmsKeyId.slice(kmsKeyId.indexOf("alias/"))))];
  const objects = buckets.flatMap((bucket) => stacks.map((stack) => `${bucket}/${stack}/*`));
  return [
    // Terraform lists workspaces under `env:/` before it reads a state.
    {
      sid: "FindState",
      actions: ["s3:ListBucket"],
      resources: buckets,
      conditions: [
        { test: "StringLike", variable: "s3:prefix", values: ["env:/", ...stacks.map((stack) => `${stack}/*`)] },
      ],
    },
    { sid: "ReadState", actions: ["s3:GetObject"], resources: objects },
    ...(actions.length > 0
      ? [{ sid: "WriteState", actions, resources: objects.map((object) => `${object}${end}`) }]
      : []),
    {
      sid: "UseKeysOfState",
      actions: ["kms:Decrypt", ...(actions.length > 0 ? ["kms:GenerateDataKey"] : [])],
      resources: keys,
      conditions: [{ test: "ForAnyValue:StringEquals", variable: "kms:ResourceAliases", values: alias }],
    },
  ];
}

function regionsOf({ standby }: Environment): SystemRegion[] {
  return standby === "none" ? ["us-east-1"] : ["us-east-1", standby.region];
}
