import type { SynthesizedStack, TerraformJson } from "../../modules/core";
import { stackChange } from "../../tools/rehearsal/change/stack-change";
import { thisMachine } from "../../tools/runner/command/machine";
import { withRehearsalWorkspace } from "../../tools/rehearsal/session";
import { Terraform } from "../../tools/runner/terraform/terraform";
import { testWith } from "../support/with-tool";

const stackOf = (resource: object, more: object = {}): SynthesizedStack => ({
  name: "shop",
  config: { terraform: {}, provider: { aws: [{ region: "eu-west-1" }] }, resource, ...more } as TerraformJson,
});

async function changes(before: SynthesizedStack | undefined, after: SynthesizedStack | undefined) {
  const terraform = await Terraform.find(thisMachine(), new AbortController().signal);
  const { changes: found, diagnostics } = await withRehearsalWorkspace(terraform, [], process.env, (workspace) =>
    stackChange("shop", before, after, workspace),
  );
  expect(diagnostics).toEqual([]);
  return found.map(({ action, address, stateful }) => `${action} ${address}${stateful ? " (stateful)" : ""}`);
}

const bucket = (name: string): object => ({
  aws_s3_bucket: { site: { bucket: name, lifecycle: { prevent_destroy: true } } },
});

const testChange = testWith("terraform", "what a change of a stack does");

testChange("an unchanged stack has no changes", async () => {
  expect(await changes(stackOf(bucket("a")), stackOf(bucket("a")))).toEqual([]);
});

testChange("a new name of a bucket replaces it, a new tag does not", async () => {
  expect(await changes(stackOf(bucket("a")), stackOf(bucket("b")))).toEqual(["replace aws_s3_bucket.site (stateful)"]);
  const tagged = { aws_s3_bucket: { site: { bucket: "a", tags: { Owner: "shop" } } } };
  expect(await changes(stackOf(bucket("a")), stackOf(tagged))).toEqual(["change aws_s3_bucket.site (stateful)"]);
});

testChange("a renamed resource is destroyed and added if it is not moved", async () => {
  const renamed = { aws_s3_bucket: { pages: { bucket: "a" } } };
  expect(await changes(stackOf(bucket("a")), stackOf(renamed))).toEqual([
    "add aws_s3_bucket.pages (stateful)",
    "destroy aws_s3_bucket.site (stateful)",
  ]);
  const moved = [{ from: "aws_s3_bucket.site", to: "aws_s3_bucket.pages" }];
  expect(await changes(stackOf(bucket("a")), stackOf(renamed, { moved }))).toEqual([
    "move aws_s3_bucket.pages (stateful)",
  ]);
});

testChange("a new stack is added and a removed stack is destroyed", async () => {
  expect(await changes(undefined, stackOf(bucket("a")))).toEqual(["add aws_s3_bucket.site (stateful)"]);
  expect(await changes(stackOf(bucket("a")), undefined)).toEqual(["destroy aws_s3_bucket.site (stateful)"]);
});
