import type { StackPolicy, SynthesizedStack } from "./synthesized-stack";

type Backend = Readonly<Record<string, unknown>>;

/** State in S3 is encrypted and locked; a local file is accepted for the stack that creates the bucket. */
export const LOCKED_ENCRYPTED_STATE: StackPolicy<"locked-encrypted-state"> = {
  id: "locked-encrypted-state",
  check: ({ config, name }) => {
    const s3 = s3Backend(config);
    if (!s3) return config.terraform.backend?.["local"] ? [] : [`${name} has neither an S3 nor a local backend`];
    return s3["encrypt"] === true && s3["use_lockfile"] === true
      ? []
      : ["the S3 backend must have encrypt and use_lockfile"];
  },
};

/** No two stacks have the same state bucket and key: each apply would destroy the resources of the other stack. */
export const OWN_STATE: StackPolicy<"own-state"> = {
  id: "own-state",
  check: (stack, all) => {
    const state = stateOf(stack);
    return all
      .filter((other) => other !== stack && state !== undefined && stateOf(other) === state)
      .map(({ name }) => `state ${state} is also the state of ${name}`);
  },
};

/** No stack reads the state of another, which would need access to every value in it. */
export const NO_REMOTE_STATE: StackPolicy<"no-remote-state"> = {
  id: "no-remote-state",
  check: ({ config }) =>
    config.data?.["terraform_remote_state"]
      ? ["a reference into another stack reads that stack's whole state; pass a computed name or an SSM parameter"]
      : [],
};

function stateOf({ config }: SynthesizedStack): string | undefined {
  const s3 = s3Backend(config);
  return s3 && `${String(s3["bucket"])}/${String(s3["key"])}`;
}

function s3Backend({ terraform }: SynthesizedStack["config"]): Backend | undefined {
  return terraform.backend?.["s3"];
}
