import fs from "node:fs";
import path from "node:path";
import { linkInstalledPackages } from "../../../tools/runner/checks/installed-packages";
import { temporaryFolder } from "../fixtures";

const folder = temporaryFolder();

function folders(...names: readonly string[]): string {
  const root = fs.mkdtempSync(path.join(folder, "root-"));
  for (const name of names) fs.mkdirSync(path.join(root, name), { recursive: true });
  return root;
}

test("the packages of a project and of the folders above it are linked into a copy of the checkout", () => {
  const checkout = folders("node_modules/cdktf", "services/infra/node_modules/constructs", "other/node_modules/left");
  const copy = folders("services/infra", "other");
  linkInstalledPackages(checkout, copy, "services/infra/");
  expect(fs.readdirSync(path.join(copy, "node_modules"))).toEqual(["cdktf"]);
  expect(fs.readdirSync(path.join(copy, "services/infra/node_modules"))).toEqual(["constructs"]);
  expect(fs.existsSync(path.join(copy, "other/node_modules"))).toBe(false);
});

test("packages that are committed stay those of the revision", () => {
  const checkout = folders("node_modules/new");
  const copy = folders("node_modules/old");
  linkInstalledPackages(checkout, copy, "");
  expect(fs.readdirSync(path.join(copy, "node_modules"))).toEqual(["old"]);
});

test("a workspace package is the one of the copy, with the packages of its own folder", () => {
  const checkout = folders("node_modules/@shop", "packages/stacks/node_modules/left", "packages/new", "packages/infra");
  fs.symlinkSync("../../packages/stacks", path.join(checkout, "node_modules/@shop/stacks"));
  fs.symlinkSync("../packages/new", path.join(checkout, "node_modules/new"));
  fs.symlinkSync("../packages/lost", path.join(checkout, "node_modules/lost"));
  const copy = folders("packages/stacks", "packages/infra");
  linkInstalledPackages(checkout, copy, "packages/infra/");
  const linked = path.join(copy, "node_modules/@shop/stacks");
  expect(fs.realpathSync(linked)).toBe(fs.realpathSync(path.join(copy, "packages/stacks")));
  expect(fs.readdirSync(path.join(linked, "node_modules"))).toEqual(["left"]);
  expect(fs.existsSync(path.join(copy, "node_modules/new"))).toBe(false);
});

test("packages of a folder that the copy does not have are not linked", () => {
  const checkout = folders("services/infra/node_modules/cdktf");
  const copy = folders("services");
  linkInstalledPackages(checkout, copy, "services/infra/");
  expect(fs.readdirSync(path.join(copy, "services"))).toEqual([]);
});
