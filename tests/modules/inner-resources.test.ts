import fs from "node:fs";
import path from "node:path";
import type { TerraformResource } from "cdktf";
import { BackupVault } from "../../modules/recovery";
import { synthesizeStack } from "../../testing";
import { examplesIn, isStackExample, synthesizeExample } from "../../tools/emulation/readme-examples";

const root = path.resolve(__dirname, "../..");
const readmeOf = (name: string): string => `modules/${name}/README.md`;

/** Inner ids that a README describes in words instead of listing them. */
const DESCRIBED: Readonly<Record<string, readonly string[]>> = {
  "edge/cdn": [],
  "edge/dns": [],
  "edge/firewall": [],
  "api/http": ["get-api-orders", "get-health", "any-api-proxy"],
  observability: ["api-errors"],
  recovery: ["aurora", "managed-policy"],
};

/** Ids in the paragraph "Inner ids" of a README; a part in angle brackets stands for any text. */
function listedIds(name: string): RegExp[] {
  const [, paragraph = ""] =
    /- Inner ids: ([\s\S]*?)\n(?:\n|- )/.exec(fs.readFileSync(path.join(root, readmeOf(name)), "utf8")) ?? [];
  const ids = [...paragraph.matchAll(/`([^`]+)`/g)].map(([, id]) => id!);
  return [...ids, ...DESCRIBED[name]!].map((id) => new RegExp(`^${id.replace(/<\w+>/g, ".+")}$`));
}

/** Construct ids of the resources of an example. */
function resourceIds(name: string): string[] {
  const [example] = examplesIn(root, readmeOf(name)).filter(isStackExample);
  const { addresses } = synthesizeExample(example!);
  const resources = addresses.filter((address) => !address.startsWith("data."));
  return resources.map((address) =>
    address
      .replace(/_[0-9A-F]{8}$/, "")
      .split(/[._]/)
      .at(-1)!,
  );
}

test.each(Object.keys(DESCRIBED))("the README of %s lists the ids of all inner resources", (name) => {
  const listed = listedIds(name);
  expect(listed.length).toBeGreaterThan(0);
  expect(resourceIds(name).filter((id) => !listed.some((pattern) => pattern.test(id)))).toEqual([]);
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
