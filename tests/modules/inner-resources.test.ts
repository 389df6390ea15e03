import fs from "node:fs";
import path from "node:path";
import type { TerraformResource } from "cdktf";
import { BackupVault } from "../../modules/recovery";
import { synthesizeStack } from "../../testing";
import {
  examplesIn,
  isStackExample,
  moduleNames,
  synthesizeExample,
  type ReadmeExample,
} from "../../tools/emulation/readme-examples";

const root = path.resolve(__dirname, "../..");
const modules = moduleNames(root);
const readmeOf = (name: string): string => `modules/${name}/README.md`;

/** Inner ids that a README describes in words, because they are values of the user. */
const DESCRIBED: Readonly<Record<string, readonly string[]>> = {
  "api/http": ["get-api-orders", "get-health", "any-api-proxy"],
  "api/rest": ["get-health", "post-orders-id-pay", "get-stock", "options-<path>"],
  "compute/load-balancing": ["api", "web"],
  "delivery/github": ["dev-plan", "dev-apply"],
  observability: ["api-errors", "api-throttles"],
  recovery: ["aurora"],
  security: ["origin-credentials-arn", "site-title"],
};

/** Ids in the paragraph "Inner ids" of a README; a part in angle brackets stands for any text. */
function listedIds(name: string): RegExp[] {
  const text = fs.readFileSync(path.join(root, readmeOf(name)), "utf8");
  const [, paragraph = ""] = /Inner ids[^:]*: ([\s\S]*?)\n(?:\n|- )/.exec(text) ?? [];
  const ids = [...paragraph.matchAll(/`([^`]+)`/g)].map(([, id]) => id!);
  return [...ids, ...(DESCRIBED[name] ?? [])].map((id) => new RegExp(`^${id.replace(/<[^>]+>/g, ".+")}$`));
}

/** Ids by which `node.findChild` of a construct returns its resources, or a construct that contains them. */
function innerIds(example: ReadmeExample): string[] {
  const { resource = {} } = synthesizeExample(example).config;
  const blocks = Object.values(resource).flatMap((named) => Object.values(named));
  const paths = blocks.map((block) => (block["//"] as { metadata: { path: string } }).metadata.path.split("/"));
  return [...new Set(paths.flatMap(([, , inner]) => inner ?? []))];
}

/** Names of the modules whose constructs are in an example. */
function modulesOf({ source }: ReadmeExample): string[] {
  return [...source.matchAll(/from "groundplan\/([^"]+)"/g)]
    .map(([, name]) => name!)
    .filter((name) => modules.includes(name));
}

test.each(modules)("the README of %s lists the ids of all inner resources", (name) => {
  const examples = examplesIn(root, readmeOf(name)).filter(isStackExample);
  const listed = examples.flatMap(modulesOf).flatMap(listedIds);
  expect(examples.flatMap(innerIds).filter((id) => !listed.some((pattern) => pattern.test(id)))).toEqual([]);
  expect(examples.length === 0 || listedIds(name).length > 0).toBe(true);
});

test("an inner resource can be overridden, tagged and imported", () => {
  const stack = synthesizeStack((scope) => {
    const key = {
      keyArn: "arn:aws:kms:us-east-1:111122223333:key/1",
      region: "us-east-1",
      grantUse: () => {},
    } as const;
    const vault = new BackupVault(scope, "vault", { name: "shop", key }).node.findChild("vault") as TerraformResource;
    vault.addOverride("tags.Team", "storage");
    vault.importFrom("shop");
  });
  expect(stack.resource("aws_backup_vault")).toMatchObject({ tags: { Team: "storage" } });
  expect(JSON.stringify(stack.config)).toContain('"import":[{"id":"shop"');
});

test("an id that a README does not list is noticed", () => {
  expect(listedIds("edge/cdn").some((pattern) => pattern.test("viewer-address"))).toBe(false);
});
