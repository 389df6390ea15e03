import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import {
  FunctionInvocation,
  NODE_FUNCTION_DEFAULTS,
  NodeFunction,
  type NodeFunctionProps,
} from "../../../../modules/compute/functions";
import { InputError } from "../../../../modules/core";
import { synthesizeStack, type TestStack } from "../../../../testing";

const root = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-node-test-"));
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

const MEBIBYTE = 1024 * 1024;

/** Writes files to a folder of their own and returns it. */
function folderWith(name: string, files: Readonly<Record<string, string | Buffer>>): string {
  for (const [file, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name, file)), { recursive: true });
    fs.writeFileSync(path.join(root, name, file), content);
  }
  return path.join(root, name);
}

const bundled = { "index.mjs": "export const handler = async () => 1;\n" };
const folder = folderWith("bundled", bundled);

const props: NodeFunctionProps = {
  name: "shop-dev-orders",
  code: { folder },
  logKey: { keyArn: "arn:aws:kms:us-east-1:111122223333:key/test", region: "us-east-1", grantUse: () => {} },
};

const layer = (name: string, version = 1) => `arn:aws:lambda:us-east-1:444455556666:layer:${name}:${version}`;

const synthesizeNode = (
  differences: Partial<NodeFunctionProps> = {},
  use: (fn: NodeFunction) => unknown = () => undefined,
): TestStack =>
  synthesizeStack((stack) => {
    use(new NodeFunction(stack, "orders", { ...props, ...differences }));
  });

const lambda = (stack: TestStack) => stack.resource("aws_lambda_function");
const hashOf = (code: string): unknown => lambda(synthesizeNode({ code: { folder: code } }))["source_code_hash"];

describe("NodeFunction", () => {
  test("runs the handler of a bundled folder on Node.js 22, traced and with an encrypted log group", () => {
    const stack = synthesizeNode({ environment: { TABLE: "orders" }, memoryMb: 256, timeoutSeconds: 10 });
    expect(lambda(stack)).toMatchObject({
      function_name: "shop-dev-orders",
      runtime: "nodejs22.x",
      handler: "index.handler",
      architectures: ["arm64"],
      filename: expect.stringMatching(/^assets\/orders_code_\w+\/\w+\/archive\.zip$/),
      environment: { variables: { TABLE: "orders" } },
      memory_size: 256,
      timeout: 10,
      tracing_config: { mode: "Active" },
      publish: true,
    });
    expect(stack.resource("aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/lambda/shop-dev-orders",
      kms_key_id: props.logKey.keyArn,
    });
    expect(stack.resource("aws_lambda_alias")).toMatchObject({ name: "live" });
    expect(stack.resource("aws_lambda_alias")).not.toHaveProperty("lifecycle");
  });

  test("has the signals and the grant of every function", () => {
    const stack = synthesizeNode({ concurrency: { reserved: 5, provisioned: 2 } }, (fn) => {
      expect(fn.signals.map(({ id }) => id)).toEqual(["orders-errors", "orders-throttles"]);
      fn.grantInvoke(fn);
    });
    expect(lambda(stack)["reserved_concurrent_executions"]).toBe(5);
    expect(stack.resource("aws_lambda_provisioned_concurrency_config")).toMatchObject({
      provisioned_concurrent_executions: 2,
    });
    expect(stack.statements("permissions")).toContainEqual(
      expect.objectContaining({ actions: ["lambda:InvokeFunction"] }),
    );
  });

  test("the hash of the code follows names and contents, not file times or the path of the checkout", () => {
    const elsewhere = folderWith("another checkout/dist/orders", bundled);
    fs.utimesSync(path.join(elsewhere, "index.mjs"), new Date(0), new Date(0));
    expect(hashOf(elsewhere)).toBe(hashOf(folder));
    expect(hashOf(folderWith("changed", { "index.mjs": "export const handler = async () => 2;\n" }))).not.toBe(
      hashOf(folder),
    );
    expect(hashOf(folderWith("renamed", { "index.js": bundled["index.mjs"] }))).not.toBe(hashOf(folder));
  });

  test("the archive is written beside the configuration if the folder is kept", () => {
    const outdir = path.join(root, "out");
    const stack = synthesizeStack((scope) => new NodeFunction(scope, "orders", props), { outdir });
    const archive = fs.readFileSync(path.join(stack.folder!, lambda(stack)["filename"] as string));
    expect(archive.includes("index.mjs")).toBe(true);
    expect(synthesizeNode().folder).toBeUndefined();
  });

  test("an archive in S3 is referenced by bucket, key and version", () => {
    const code = { bucketName: "shop-code-111122223333", key: "orders/0a1b2c3d4e5f.zip" };
    expect(lambda(synthesizeNode({ code }))).toMatchObject({
      s3_bucket: "shop-code-111122223333",
      s3_key: "orders/0a1b2c3d4e5f.zip",
    });
    const versioned = { ...code, key: "orders.zip", objectVersion: "3" };
    expect(lambda(synthesizeNode({ code: versioned }))).toMatchObject({ s3_key: "orders.zip", s3_object_version: "3" });
    expect(() => synthesizeNode({ code: { ...code, key: "orders-1.4.zip" } })).not.toThrow();
  });

  test.each(["orders.zip", "orders-v1.zip"])("an object %s whose key names no content is refused", (key) => {
    const code = { bucketName: "shop-code-111122223333", key };
    expect(() => synthesizeNode({ code })).toThrow(
      `code.key: got "${key}"; allowed: a key with a hash or a version of the code; put the hash into the key`,
    );
  });

  test("the handler's file may have each extension of Node.js, and be in a folder", () => {
    for (const file of ["index.js", "index.cjs", "index.mjs"]) {
      expect(() => synthesizeNode({ code: { folder: folderWith(`of ${file}`, { [file]: "//\n" }) } })).not.toThrow();
    }
    const nested = folderWith("nested", { "src/orders.v2/place.js": "//\n" });
    const handler = "src/orders.v2/place.handlers.post";
    expect(lambda(synthesizeNode({ code: { folder: nested }, handler }))["handler"]).toBe(handler);
  });

  test.each(["main.handler", "index", "src/index.handler", "index.mjs/handler"])(
    "the handler %s without a file in the folder is refused",
    (handler) => {
      const invalid = () => synthesizeNode({ handler });
      expect(invalid).toThrow(InputError);
      expect(invalid).toThrow(`test/orders: handler: got "${handler}"; allowed: the name of a file in ${folder}`);
    },
  );

  test("a folder that is missing, a file or empty is refused", () => {
    const missing = path.join(root, "missing");
    expect(() => synthesizeNode({ code: { folder: missing } })).toThrow(
      `1 invalid setting:\n  test/orders: code.folder: got "${missing}"; allowed: a folder that exists; build the code first`,
    );
    expect(() => synthesizeNode({ code: { folder: path.join(folder, "index.mjs") } })).toThrow(
      "allowed: a folder that exists",
    );
    fs.mkdirSync(path.join(root, "empty/inner"), { recursive: true });
    expect(() => synthesizeNode({ code: { folder: path.join(root, "empty") } })).toThrow(
      "allowed: a folder with files",
    );
  });

  test("a folder of more than 250 MB is refused", () => {
    const large = folderWith("large", bundled);
    const data = path.join(large, "data.bin");
    fs.writeFileSync(data, "");
    fs.truncateSync(data, 250 * MEBIBYTE);
    expect(() => synthesizeNode({ code: { folder: large } })).toThrow(
      `${large} with ${250 * MEBIBYTE + bundled["index.mjs"].length} bytes"; allowed: at most 250 MB of files`,
    );
  });

  test("a folder of more than 50 MB as an archive is refused, and one below is not", () => {
    const folderOf = (megabytes: number) =>
      folderWith(`${megabytes} MB`, { ...bundled, "data.bin": randomBytes(megabytes * MEBIBYTE) });
    expect(() => synthesizeNode({ code: { folder: folderOf(50) } })).toThrow("allowed: at most 50 MB as an archive");
    expect(() => synthesizeNode({ code: { folder: folderOf(49) } })).not.toThrow();
  }, 60_000);

  test("one error lists every invalid setting", () => {
    const invalid = () =>
      synthesizeNode({
        name: "a b",
        handler: "a b",
        runtime: "nodejs24.x" as NodeFunctionProps["runtime"],
        concurrency: { reserved: 1, provisioned: 2 },
      });
    for (const message of [
      /^5 invalid settings/,
      /test\/orders: name: got "a b"/,
      /handler: got "a b"; allowed: at most 128 characters without space/,
      /handler: got "a b"; allowed: the name of a file/,
      /runtime: got "nodejs24\.x"; allowed: nodejs22\.x; deploy newer versions of Node\.js as a container image/,
      /concurrency\.provisioned: got 2; allowed: a whole number from 0 to 1; reserve more executions/,
    ]) {
      expect(invalid).toThrow(message);
    }
  });

  test("the defaults have these values", () => {
    expect(NODE_FUNCTION_DEFAULTS).toEqual({ handler: "index.handler", runtime: "nodejs22.x" });
  });
});

describe("layers of a function", () => {
  test("are added in the order of the calls", () => {
    const stack = synthesizeNode({}, (fn) => {
      fn.addLayer(layer("flags", 7));
      fn.addLayer(layer("tracing"));
    });
    expect(lambda(stack)["layers"]).toEqual([layer("flags", 7), layer("tracing")]);
    expect(lambda(synthesizeNode())).not.toHaveProperty("layers");
  });

  test("are five at most, one version of each", () => {
    synthesizeNode({}, (fn) => {
      for (const name of ["a", "b", "c", "d"]) fn.addLayer(layer(name));
      expect(() => fn.addLayer(layer("a", 2))).toThrow(`got "${layer("a", 2)}"; allowed: one version of each layer`);
      fn.addLayer(layer("e"));
      expect(() => fn.addLayer(layer("f"))).toThrow(`layerVersionArn: got "${layer("f")}"; allowed: five layers`);
    });
  });

  test.each([
    "arn:aws:lambda:us-east-1:444455556666:layer:flags",
    "arn:aws:lambda:eu-west-1:444455556666:layer:flags:1",
    "arn:aws:lambda:us-east-1:444455556666:function:flags:1",
  ])("the ARN %s is refused", (arn) => {
    synthesizeNode({}, (fn) => expect(() => fn.addLayer(arn)).toThrow(/layerVersionArn: got .* a layer version/));
  });
});

describe("an alias that is left to CodeDeploy", () => {
  test("keeps its version and weights when Terraform publishes another version", () => {
    const stack = synthesizeNode({}, (fn) => {
      expect(fn.aliasMovedBy).toBe("terraform");
      fn.leaveAliasToCodeDeploy();
      expect(fn.aliasMovedBy).toBe("code-deploy");
    });
    expect(stack.resource("aws_lambda_alias")["lifecycle"]).toEqual({
      ignore_changes: ["function_version", "routing_config"],
    });
  });

  test("is no target of an invocation during an apply, which would run the previous version", () => {
    const invoke = (leave: boolean) => () =>
      synthesizeStack((stack) => {
        const target = new NodeFunction(stack, "orders", props);
        new FunctionInvocation(stack, "migration", { target, triggers: { version: "1" } });
        if (leave) target.leaveAliasToCodeDeploy();
      });
    expect(invoke(true)).toThrow(
      "test/migration: CodeDeploy moves the alias of test/orders, so that an apply would run its previous version",
    );
    expect(invoke(false)).not.toThrow();
  });
});
