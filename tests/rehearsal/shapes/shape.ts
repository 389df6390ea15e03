import type { TerraformJson } from "../../../modules/core";

type Blocks = NonNullable<TerraformJson["resource"]>;

/** The parts of a stack in which the shapes differ. */
export interface Shape {
  readonly resource: Blocks;
  readonly data?: Blocks;
  readonly locals?: Readonly<Record<string, unknown>>;
  readonly variable?: Readonly<Record<string, object>>;
  readonly import?: readonly object[];
  readonly moved?: readonly object[];
  readonly removed?: readonly object[];
  readonly check?: Readonly<Record<string, object>>;
  readonly module?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly output?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly providers?: Readonly<Record<string, string>>;
  readonly region?: string;
  /** Contents of files next to the configuration, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

/** The configuration of a shape, as a team without our modules would synthesize it. */
export function configurationOf({
  providers = {},
  region = "eu-central-1",
  files: _files,
  ...blocks
}: Shape): TerraformJson {
  const others = Object.entries(providers).map(([name, source]) => [name, { source }]);
  return {
    terraform: {
      required_providers: { aws: { source: "hashicorp/aws", version: "6.25.0" }, ...Object.fromEntries(others) },
    },
    provider: { aws: [{ region }], ...Object.fromEntries(others.map(([name]) => [name, [{}]])) },
    ...blocks,
  };
}

/** A trust policy for one service. */
export function trust(service: string): string {
  const statement = { Effect: "Allow", Principal: { Service: `${service}.amazonaws.com` }, Action: "sts:AssumeRole" };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}
