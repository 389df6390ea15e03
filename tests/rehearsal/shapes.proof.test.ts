import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { SynthesizedStack } from "../../modules/core";
import { rehearse, rehearseWith } from "../../testing";
import { testWith } from "../support/with-tool";
import { COMPUTE } from "./shapes/compute";
import { DATA } from "./shapes/data";
import { LANGUAGE } from "./shapes/language";
import { NETWORK } from "./shapes/network";
import { PROVIDERS } from "./shapes/providers";
import { SERVERLESS } from "./shapes/serverless";
import { SERVICES } from "./shapes/services";
import { configurationOf, type Shape } from "./shapes/shape";
import { STORAGE } from "./shapes/storage";

const testShape = testWith("terraform", "stacks of common shapes");

/** Bindings of the other providers, installed as in the project of a user. */
const BINDINGS = [
  "archive@11.0.1",
  "docker@12.0.3",
  "local@11.1.1",
  "null@11.0.1",
  "random@12.0.1",
  "time@11.0.1",
  "tls@11.0.1",
];

const project = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-shapes-"));
afterAll(() => fs.rmSync(project, { recursive: true, force: true }));

/** The stack of a shape, with the files of the shape in its folder. */
function stackOf(shape: Shape): SynthesizedStack {
  const folder = fs.mkdtempSync(path.join(project, "stack-"));
  for (const [name, content] of Object.entries(shape.files ?? {})) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), content);
  }
  return { name: "shape", config: configurationOf(shape), folder };
}
const SHAPES = { ...COMPUTE, ...DATA, ...LANGUAGE, ...NETWORK, ...SERVERLESS, ...SERVICES, ...STORAGE };
const INPUTS = {
  variables: { teams: ["mail", "stock"], settings: { delay: 3, tags: { Team: "shop" } }, secret: "hunter22" },
};
const LIMIT = { data: { "aws_ssm_parameter.limit": { value: 5 } } };

describe("a stack that has", () => {
  testShape.each(Object.entries(SHAPES))("%s is applied, has no drift and is destroyed", async (_, shape) => {
    const [applied] = await rehearseWith(INPUTS, stackOf(shape));
    expect(applied.addresses.length).toBeGreaterThan(0);
  });
});

describe("a stack of several providers that has", () => {
  beforeAll(() => {
    const packages = BINDINGS.map((name) => `@cdktf/provider-${name}`);
    const options = ["--prefix", project, "--prefer-offline", "--no-audit", "--no-fund", "--legacy-peer-deps"];
    execFileSync("npm", ["install", ...options, ...packages], { cwd: project, stdio: "pipe" });
    jest.spyOn(process, "cwd").mockReturnValue(project);
  });
  afterAll(() => jest.restoreAllMocks());

  testShape.each(Object.entries(PROVIDERS))("%s is applied, has no drift and is destroyed", async (_, shape) => {
    const [applied] = await rehearse(stackOf(shape));
    expect(applied.addresses.length).toBeGreaterThan(1);
  });
});

testShape("a provider without bindings is named with the package to install", async () => {
  const shape = { providers: { github: "integrations/github" }, resource: { github_team: { one: { name: "one" } } } };
  await expect(rehearse(stackOf(shape))).rejects.toThrow("npm install --save-dev @cdktf/provider-github");
});

testShape("bindings of another major version than the configuration requires are named", async () => {
  const { config } = stackOf({ resource: { aws_eip: { one: { vpc: true } } } });
  const required_providers = { aws: { source: "aws", version: "5.100.0" } };
  const stack = { name: "old", config: { ...config, terraform: { required_providers } } };
  await expect(rehearse(stack)).rejects.toThrow(
    "requires aws 5.100.0, and the installed bindings describe version 6.25.0: install those of version 5",
  );
});

testShape("a value that the user wrote in place of an ARN is refused, an invented one is not", async () => {
  const target = (arn: string): Shape => ({
    resource: {
      aws_lb_target_group: { web: { name: "web", port: 80, protocol: "HTTP", vpc_id: "vpc-1" } },
      aws_autoscaling_group: {
        web: { min_size: 0, max_size: 1, availability_zones: ["eu-central-1a"], target_group_arns: [arn] },
      },
    },
  });
  await rehearse(stackOf(target("${aws_lb_target_group.web.arn}")));
  await expect(rehearse(stackOf(target("web")))).rejects.toThrow(
    '"target_group_arns": "web" does not start with "arn:"',
  );
});

testShape("a variable without a value is an error of Terraform", async () => {
  const shape = DATA["topics that fan out to queues of one variable"]!;
  await expect(rehearse(stackOf(shape))).rejects.toThrow("No value for required variable");
});

testShape("data sources have the given values, partitions that of the region, and imports their ids", async () => {
  const [limit] = await rehearseWith(LIMIT, stackOf(DATA["a limit that a parameter contains"]!));
  expect(limit.resource("aws_sqs_queue")["visibility_timeout_seconds"]).toBe(30);
  const [china] = await rehearse(stackOf(DATA["a queue in a Chinese region"]!));
  expect(china.resource("aws_sqs_queue")["arn"]).toBe("arn:aws-cn:sqs:cn-north-1:123456789012:jobs");
  const [imported] = await rehearse(stackOf(DATA["an existing bucket and key that are imported"]!));
  expect(imported.resource("aws_kms_key")["id"]).toBe("1234abcd-12ab-34cd-56ef-1234567890ab");
});

testShape("values of data sources and of attributes that do not exist are refused", async () => {
  const stack = stackOf(DATA["a limit that a parameter contains"]!);
  await expect(rehearseWith({ data: { "aws_ssm_parameter.other": { value: "5" } } }, stack)).rejects.toThrow(
    "no data source aws_ssm_parameter.other; the stacks have aws_ssm_parameter.limit",
  );
  await expect(rehearseWith({ data: { "aws_ssm_parameter.limit": { values: "5" } } }, stack)).rejects.toThrow(
    "aws_ssm_parameter has no attribute values",
  );
});

testShape("files next to the configuration have their content, and are missing without the folder", async () => {
  const stack = stackOf(LANGUAGE["files next to the configuration"]!);
  const [applied] = await rehearse(stack);
  expect(applied.resource("aws_s3_object", ".code")["etag"]).toBe("9a0364b9e99bb480dd25e1f0284c8555");
  expect(applied.resource("aws_s3_object", ".page")["content"]).toBe("Hello you");
  await expect(rehearse({ name: "shape", config: stack.config })).rejects.toThrow("filemd5");
});

testShape("invented values have the forms that expressions need", async () => {
  const shape = LANGUAGE["values of lookups in the forms that functions need"]!;
  const { outputs } = (await rehearse(stackOf(shape)))[0];
  expect(outputs).toMatchObject({
    cidr: "10.0.1.0/24",
    host: "10.0.0.5",
    limit: 6,
    list: "invented-element",
    nested: "invented-password",
    deep: "invented-primary",
    yaml: "invented-region",
    file: "invented-value",
    until: "2026-01-02T00:00:00Z",
    flag: 1,
  });
  expect(outputs["sliced"]).toHaveLength(4);
});

testShape("provider functions are computed, and unknown ones are named", async () => {
  const [applied] = await rehearse(stackOf(LANGUAGE["provider functions"]!));
  const valueOf = (name: string) => applied.resource("aws_ssm_parameter", name)["value"];
  expect(valueOf(".account")).toBe("123456789012");
  expect(valueOf(".role")).toBe("arn:aws:iam::444455556666:role/example");
  expect(valueOf(".arn")).toBe("arn:aws:iam::444455556666:user/example");
  const queue = { aws_sqs_queue: { jobs: { name: "jobs" } } };
  const call = (name: string): Shape => ({ resource: queue, output: { a: { value: `\${provider::${name}("a")}` } } });
  await expect(rehearse(stackOf(call("aws::arn_parse")))).rejects.toThrow('"a" is not an ARN');
  await expect(rehearse(stackOf(call("time::rfc3339_parse")))).rejects.toThrow(
    "the stand-in provider cannot compute provider::time::rfc3339_parse",
  );
});

testShape("a module that is not installed is named", async () => {
  const shape = {
    resource: { aws_sqs_queue: { jobs: { name: "jobs" } } },
    module: { queues: { source: "./assets/none" } },
  };
  await expect(rehearse(stackOf(shape))).rejects.toThrow(/terraform get:[\s\S]*module/);
});
