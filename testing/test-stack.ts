import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import {
  AwsStack,
  resourceAddresses,
  type AwsRegion,
  synthesize,
  type AwsStackProps,
  type SynthesizedStack,
  type TerraformBlock,
  type TerraformJson,
} from "../modules/core";

const TEST_STACK = {
  account: "111122223333",
  tags: { Environment: "test", Project: "groundplan", Owner: "tests" },
  state: { bucket: "test-state", region: "us-east-1", kmsKeyId: "alias/test-state" },
} as const;

/** Settings of a test's stack; each overrides the default. */
export type TestStackProps<Region extends AwsRegion> = Partial<Omit<AwsStackProps<Region>, "region">> & {
  /** @default us-east-1 */
  readonly region?: Region;
  /** Folder that keeps the written files, such as assets that a rehearsal reads. @default none: files are removed */
  readonly outdir?: string;
};

/** The synthesized configuration of one stack, with queries for tests. */
export class TestStack implements SynthesizedStack {
  readonly name: string;
  readonly config: TerraformJson;
  readonly folder?: string;

  /**
   * @param synthesized - a stack of `synthesize`, the content of a `cdk.tf.json`, or its text, which cdktf's
   * `Testing.synth` returns.
   * @throws SyntaxError for text that is not JSON, TypeError for JSON that is no object.
   */
  constructor(synthesized: SynthesizedStack | TerraformJson | string) {
    const { name, config, folder } = synthesizedStack(synthesized);
    this.name = name;
    this.config = config;
    this.folder = folder;
  }

  /** `type.name` of every resource and data source, sorted. A snapshot of it makes each rename visible. */
  get addresses(): string[] {
    return resourceAddresses(this.config);
  }

  /** Resources of a type by their name in the configuration; empty if there are none. */
  resources(type: string): Readonly<Record<string, TerraformBlock>> {
    return this.config.resource?.[type] ?? {};
  }

  /**
   * The only resource of a type whose name contains or matches `name`.
   *
   * @throws Error if none or several match, with the names of the type.
   */
  resource(type: string, name: string | RegExp = ""): TerraformBlock {
    return only(type, name, this.resources(type));
  }

  /** Statements of the only policy document whose name contains or matches `name`. */
  statements(name: string | RegExp): readonly TerraformBlock[] {
    const documents = this.config.data?.["aws_iam_policy_document"] ?? {};
    const { statement = [] } = only("aws_iam_policy_document", name, documents);
    return statement as TerraformBlock[];
  }
}

function synthesizedStack(synthesized: SynthesizedStack | TerraformJson | string): SynthesizedStack {
  const value: unknown = typeof synthesized === "string" ? JSON.parse(synthesized) : synthesized;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError(`expected the configuration of a stack, got ${JSON.stringify(value)}`);
  }
  return "config" in value
    ? (value as SynthesizedStack)
    : { name: "test", config: { terraform: {}, ...(value as Partial<TerraformJson>) } };
}

function only(type: string, name: string | RegExp, blocks: Readonly<Record<string, TerraformBlock>>): TerraformBlock {
  const exact = blocks[String(name)];
  if (exact) return exact;
  const matches = Object.keys(blocks).filter((candidate) =>
    // Not test(): it continues after the last match of an expression with the flag g.
    typeof name === "string" ? candidate.includes(name) : candidate.search(name) >= 0,
  );
  const [match] = matches;
  if (match === undefined || matches.length > 1) {
    throw new Error(`expected one ${type} like "${name}", found ${Object.keys(blocks).join(", ") || "none"}`);
  }
  return blocks[match]!;
}

/**
 * Synthesizes one stack like an app, with validations and the policies of the kernel, and removes the files unless
 * `outdir` keeps them.
 *
 * @example
 * const stack = synthesizeStack((scope) => new Network(scope, "network", { ... }));
 * expect(stack.resource("aws_vpc")).toMatchObject({ cidr_block: "10.0.0.0/16" });
 *
 * @param define - adds constructs to the stack.
 * @param props - override those of a stack of account 111122223333 in us-east-1.
 */
export function synthesizeStack<Region extends AwsRegion = "us-east-1">(
  define: (stack: AwsStack<Region>) => void,
  { outdir, ...props }: TestStackProps<Region> = {},
): TestStack {
  const region = props.region ?? ("us-east-1" as Region);
  const settings = { ...TEST_STACK, ...props, region };
  const synthesizeTo = (folder: string): SynthesizedStack =>
    synthesize((app) => define(new AwsStack(app, "test", settings)), { outdir: folder })[0]!;
  if (outdir !== undefined) return new TestStack(synthesizeTo(outdir));
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-test-"));
  try {
    const { name, config } = synthesizeTo(temporary);
    return new TestStack({ name, config });
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}
