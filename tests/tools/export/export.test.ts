import fs from "node:fs";
import path from "node:path";
import type { TerraformJson } from "../../../modules/core";
import { exportedStack } from "../../../tools/export/exported-stack";
import type { Schemas } from "../../../tools/export/syntax";
import { bareMachine, runGroundplan, synthesizeByHand, temporaryFolder, withTerraform } from "../fixtures";

const leaf = { blocks: {} };
const schemas: Schemas = {
  providers: { aws: { blocks: { default_tags: { block: leaf } } } },
  resources: { aws_bucket: { blocks: { rule: { block: { blocks: { filter: { block: leaf } } } } } } },
  dataSources: { aws_iam_policy_document: { blocks: { statement: { block: leaf } } } },
};

const filesOf = (config: unknown) => exportedStack({ name: "prod", config: config as TerraformJson }, schemas);

/** The only file of a configuration. */
const textOf = (config: unknown): string => Object.values(filesOf(config)).join("---\n");

const resource = (body: unknown) => textOf({ resource: { aws_bucket: { logs: body } } });

describe("the files of an exported stack", () => {
  test("are one for each construct below the stack, and one for each other kind of block", () => {
    const at = (place: string) => ({ "//": { metadata: { path: place } } });
    const files = filesOf({
      "//": { metadata: { stackName: "prod" } },
      terraform: { required_version: ">= 1.10" },
      provider: { aws: [{ region: "us-east-1" }] },
      resource: {
        aws_bucket: {
          a: at("prod/site/bucket"),
          b: at("prod/bucket"),
          c: {},
          d: at("platform/prod/logs/bucket"),
        },
      },
      data: { aws_iam_policy_document: { e: at("prod/site/policy") } },
      output: { url: { value: "x" } },
    });
    expect(Object.keys(files).sort()).toEqual([
      "logs.tf",
      "main.tf",
      "outputs.tf",
      "providers.tf",
      "site.tf",
      "terraform.tf",
    ]);
    expect(files["site.tf"]).toBe('resource "aws_bucket" "a" {}\n\ndata "aws_iam_policy_document" "e" {}\n');
    expect(files["main.tf"]).toBe('resource "aws_bucket" "b" {}\n\nresource "aws_bucket" "c" {}\n');
  });

  test("have every kind of block of Terraform", () => {
    const names = Object.keys(
      filesOf({
        variable: { a: { type: "string" } },
        locals: { a: 1 },
        check: { a: { data: { aws_x: { y: {} } }, assert: { condition: "${true}" } } },
        import: [{ to: "aws_bucket.logs", id: "logs" }],
        moved: [{ from: "aws_bucket.a", to: "aws_bucket.b" }],
        removed: [{ from: "aws_bucket.c", lifecycle: { destroy: false } }],
      }),
    );
    expect(names).toEqual(["variables.tf", "locals.tf", "checks.tf", "imports.tf", "moved.tf", "removed.tf"]);
  });

  test("do not exist for unknown kinds of blocks", () => {
    expect(() => filesOf({ terraform: {}, ephemeral: {}, query: {} })).toThrow(
      /^prod: cannot export ephemeral, query; allowed: terraform, provider, .*, removed; remove its override$/,
    );
  });
});

describe("a block in HCL", () => {
  test("has its arguments first, and its blocks after them", () => {
    const rule = [
      { id: 1, filter: { prefix: "a/" } },
      { id: 2, filter: null },
    ];
    expect(resource({ rule, name: "logs", tags: { "a b": "1", for: "2", "${var.key}": "3", "x${y}": "4" } })).toBe(
      `resource "aws_bucket" "logs" {
name = "logs"
tags = {
"a b" = "1"
"for" = "2"
(var.key) = "3"
"x\${y}" = "4"
}

rule {
id = 1

filter {
prefix = "a/"
}
}

rule {
id = 2
}
}
`,
    );
  });

  test("has lists on one line where they are short", () => {
    const long = "x".repeat(60);
    expect(resource({ a: ["1", 2, true, null], b: [long, long], c: [{ d: {} }] })).toBe(
      `resource "aws_bucket" "logs" {
a = ["1", 2, true, null]
b = [
"${long}",
"${long}",
]
c = [
{
d = {}
},
]
}
`,
    );
  });

  test("has references without quotes", () => {
    const lifecycle = {
      prevent_destroy: true,
      ignore_changes: ["tags", 'labels["a"]'],
      replace_triggered_by: ["${aws_bucket.other.id}"],
      precondition: [{ condition: "${x}", error_message: "no" }],
    };
    const text = resource({ provider: "aws.dublin", depends_on: ["aws_bucket.other"], lifecycle });
    expect(text).toContain("provider = aws.dublin\ndepends_on = [aws_bucket.other]\n\nlifecycle {");
    expect(text).toContain('ignore_changes = [tags, labels["a"]]\nreplace_triggered_by = [aws_bucket.other.id]\n');
    expect(text).toContain('precondition {\ncondition = x\nerror_message = "no"\n}');
    expect(textOf({ moved: [{ from: "aws_bucket.a", to: "aws_bucket.b" }] })).toBe(
      "moved {\nfrom = aws_bucket.a\nto = aws_bucket.b\n}\n",
    );
    expect(textOf({ variable: { a: { type: "list(string)", default: [] } } })).toBe(
      'variable "a" {\ntype = list(string)\ndefault = []\n}\n',
    );
    expect(textOf({ module: { a: { source: "./a", providers: { "aws.x": "aws.y" } } } })).toBe(
      'module "a" {\nsource = "./a"\nproviders = {\naws.x = aws.y\n}\n}\n',
    );
  });

  test("has labels for provisioners, backends and dynamic blocks", () => {
    expect(resource({ provisioner: [{ "local-exec": { command: "x", when: "destroy" } }] })).toContain(
      'provisioner "local-exec" {\ncommand = "x"\nwhen = destroy\n}',
    );
    const content = { id: "${rule.value}", filter: { prefix: "a" } };
    expect(resource({ dynamic: { rule: { for_each: "${x}", iterator: "rule", content } } })).toContain(
      'dynamic "rule" {\nfor_each = x\niterator = rule\n\ncontent {\nid = rule.value\n\nfilter {\nprefix = "a"\n}\n}\n}',
    );
    expect(resource({ dynamic: { unknown: { for_each: "${x}", content: {} } } })).toContain("content {}");
    expect(textOf({ terraform: { backend: { s3: { bucket: "b", assume_role: { role_arn: "r" } } } } })).toContain(
      'backend "s3" {\nbucket = "b"\nassume_role = {\nrole_arn = "r"\n}\n}',
    );
    expect(textOf({ terraform: { backend: { remote: { workspaces: { name: "w" } } } } })).toContain(
      'backend "remote" {\nworkspaces {\nname = "w"\n}\n}',
    );
    expect(textOf({ provider: { aws: [{ default_tags: [{ tags: { a: "b" } }] }, { alias: "x" }] } })).toBe(
      'provider "aws" {\ndefault_tags {\ntags = {\na = "b"\n}\n}\n}\n\nprovider "aws" {\nalias = "x"\n}\n',
    );
  });
});

describe("groundplan export", () => {
  const root = temporaryFolder();

  function project(name: string, fmt = ":") {
    const machine = withTerraform(bareMachine(path.join(root, name)), { fmt });
    synthesizeByHand(machine.cwd, ["dev", "prod"]);
    const assets = path.join(machine.cwd, "cdktf.out/stacks/prod/assets");
    fs.mkdirSync(assets);
    fs.writeFileSync(path.join(assets, "code.zip"), "zip");
    return machine;
  }

  test("writes the stacks that the command line names, with their assets", async () => {
    const machine = project("one");
    const run = await runGroundplan(machine, ["export", "prod", "--out", "terraform"]);
    expect(run).toEqual({ exitCode: 0, errors: "", output: "terraform/prod: 3 files" });
    const folder = path.join(machine.cwd, "terraform/prod");
    expect(fs.readdirSync(folder).sort()).toEqual(["assets", "main.tf", "providers.tf", "terraform.tf"]);
    expect(fs.readFileSync(path.join(folder, "main.tf"), "utf8")).toBe(
      'resource "aws_sqs_queue" "orders" {\nname = "orders"\n}\n',
    );
    expect(fs.readFileSync(path.join(folder, "assets/code.zip"), "utf8")).toBe("zip");
    expect(fs.existsSync(path.join(machine.cwd, "terraform/dev"))).toBe(false);
  });

  test("does not write into folders that exist, and writes none then", async () => {
    const machine = project("two");
    fs.mkdirSync(path.join(machine.cwd, "terraform/prod"), { recursive: true });
    const { exitCode, errors } = await runGroundplan(machine, ["export", "--out", "terraform"]);
    expect(exitCode).toBe(2);
    expect(errors).toContain("terraform/prod exist; remove them, or name another folder");
    expect(fs.existsSync(path.join(machine.cwd, "terraform/dev"))).toBe(false);
  });

  test("fails if Terraform cannot read a file, and without a folder", async () => {
    const broken = await runGroundplan(project("three", "echo 'Invalid character' >&2; exit 2"), [
      "export",
      "--out",
      "terraform",
    ]);
    expect(broken.exitCode).toBe(1);
    expect(broken.errors).toMatch(/terraform fmt in .*terraform\/dev:\nInvalid character$/);
    const without = await runGroundplan(project("four"), ["export"]);
    expect(without).toMatchObject({ exitCode: 2, errors: expect.stringContaining("no --out") });
  });
});
