import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import {
  AwsStack,
  resourceAddresses,
  synthesize,
  type AwsStackProps,
  type SynthesizedStack,
  type TerraformBlock,
  type TerraformJson,
} from "../modules/core";

const TEST_STACK: AwsStackProps<"us-east-1"> = {
  account: "111122223333",
  region: "us-east-1",
  tags: { Environment: "test", Project: "groundplan", Owner: "tests" },
  state: { bucket: "test-state", region: "us-east-1", kmsKeyId: "alias/test-state" },
};

/** The synthesized configuration of one stack, with queries for tests. */
export class TestStack implements SynthesizedStack {
  readonly name: string;
  readonly config: TerraformJson;

  constructor({ name, config }: SynthesizedStack) {
    this.name = name;
    this.config = config;
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

function only(type: string, name: string | RegExp, blocks: Readonly<Record<string, TerraformBlock>>): TerraformBlock {
  const exact = blocks[String(name)];
  if (exact) return exact;
  const matches = Object.keys(blocks).filter((candidate) =>
    typeof name === "string" ? candidate.includes(name) : name.test(candidate),
  );
  const [match] = matches;
  if (match === undefined || matches.length > 1) {
    throw new Error(`expected one ${type} like "${name}", found ${Object.keys(blocks).join(", ") || "none"}`);
  }
  return blocks[match]!;
}

/**
 * Synthesizes one stack like an app, with validations and the policies of the kernel, and removes the files.
 *
 * @example
 * const stack = synthesizeStack((scope) => new Network(scope, "network", { ... }));
 * expect(stack.resource("aws_vpc")).toMatchObject({ cidr_block: "10.0.0.0/16" });
 *
 * @param define - adds constructs to the stack.
 * @param props - override those of a stack of account 111122223333 in us-east-1.
 */
export function synthesizeStack(
  define: (stack: AwsStack<"us-east-1">) => void,
  props: Partial<AwsStackProps<"us-east-1">> = {},
): TestStack {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-test-"));
  try {
    const stacks = synthesize((app) => define(new AwsStack(app, "test", { ...TEST_STACK, ...props })), { outdir });
    return new TestStack(stacks[0]!);
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}
