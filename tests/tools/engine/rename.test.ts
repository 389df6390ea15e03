import { execFileSync } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";

const module_ = pathToFileURL(path.resolve(__dirname, "../../../tools/engine/rename.mjs")).href;

/** Calls a function of the script in a process of its own, because Jest runs CommonJS. */
function call<T>(name: string, ...args: readonly unknown[]): T {
  const program = `import("${module_}").then((m) => console.log(JSON.stringify(m.${name}(...${JSON.stringify(args)}))))`;
  return JSON.parse(execFileSync(process.execPath, ["-e", program], { encoding: "utf8" })) as T;
}

test("imports name the packages of CDK Terrain, and other text stays", () => {
  const source = `import { App } from "cdktf";
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
const file = require.resolve("cdktf/lib/app");
const folder = "cdktf.out";
`;
  expect(call("renameImports", source)).toBe(`import { App } from "cdktn";
import { Vpc } from '@cdktn/provider-aws/lib/vpc';
const file = require.resolve("cdktn/lib/app");
const folder = "cdktf.out";
`);
});

test("a package.json requires CDK Terrain, as a range where it was one", () => {
  const manifest = {
    name: "shop",
    dependencies: { cdktf: "0.21.0", zod: "4.0.0" },
    peerDependencies: { "@cdktf/provider-aws": "^21.22.1", constructs: "10.4.2" },
  };
  expect(call("renameDependencies", manifest)).toEqual({
    name: "shop",
    dependencies: { cdktn: "0.24.0", zod: "4.0.0" },
    peerDependencies: { "@cdktn/provider-aws": "^25.7.0", constructs: "10.4.2" },
  });
});

const stack = (version: string, source: string, name: string) => ({
  "//": { metadata: { version, stackName: "prod" } },
  terraform: { required_providers: { aws: { source, version } } },
  resource: { aws_sqs_queue: { orders: { name, tags: ["a"] } } },
});

test("versions and the provider's source are no differences", () => {
  expect(call("differences", stack("0.21.0", "aws", "orders"), stack("0.24.0", "hashicorp/aws", "orders"))).toEqual([]);
});

test("other arguments, sources and stacks are differences", () => {
  const before = stack("0.21.0", "aws", "orders");
  const path_ = "resource.aws_sqs_queue.orders.name";
  expect(call("differences", before, stack("0.24.0", "hashicorp/aws", "payments"))).toEqual([
    { path: path_, text: '"orders" "payments"' },
  ]);
  expect(call("differences", before, stack("0.24.0", "example/aws", "orders"))).toEqual([
    { path: "terraform.required_providers.aws.source", text: '"aws" "example/aws"' },
  ]);
  expect(call("differences", before, null)).toHaveLength(1);
});
