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

testChange("a change of the engine of a serverless cache is judged as the provider does", async () => {
  const cache = (engine: string, major_engine_version: string) => ({
    aws_elasticache_serverless_cache: { c: { name: "shop", engine, major_engine_version } },
  });
  const address = "aws_elasticache_serverless_cache.c (stateful)";
  expect(await changes(stackOf(cache("redis", "7")), stackOf(cache("valkey", "7")))).toEqual([`change ${address}`]);
  expect(await changes(stackOf(cache("redis", "7")), stackOf(cache("valkey", "8")))).toEqual([`replace ${address}`]);
});

testChange("a replaced network replaces what is in it", async () => {
  const network = (cidr: string) => ({
    aws_vpc: { v: { cidr_block: `${cidr}.0.0/16` } },
    aws_subnet: { s: { vpc_id: "${aws_vpc.v.id}", cidr_block: `${cidr}.1.0/24` } },
    aws_elasticache_serverless_cache: { c: { name: "shop", engine: "valkey", subnet_ids: ["${aws_subnet.s.id}"] } },
  });
  expect(await changes(stackOf(network("10.0")), stackOf(network("10.1")))).toEqual([
    "replace aws_elasticache_serverless_cache.c (stateful)",
    "replace aws_subnet.s",
    "replace aws_vpc.v (stateful)",
  ]);
});

testChange("nested arguments and single transitions replace a resource", async () => {
  const pool = (case_sensitive: boolean) => ({
    aws_cognito_user_pool: { p: { name: "shop", username_configuration: { case_sensitive } } },
  });
  expect(await changes(stackOf(pool(true)), stackOf(pool(false)))).toEqual([
    "replace aws_cognito_user_pool.p (stateful)",
  ]);
  const group = (engine: string) => ({
    aws_elasticache_replication_group: { g: { replication_group_id: "shop", description: "shop", engine } },
  });
  const address = "aws_elasticache_replication_group.g (stateful)";
  expect(await changes(stackOf(group("redis")), stackOf(group("valkey")))).toEqual([`change ${address}`]);
  expect(await changes(stackOf(group("valkey")), stackOf(group("redis")))).toEqual([`replace ${address}`]);
});

testChange("a type that the provider was not asked about is not known", async () => {
  const broker = (name: string) => ({ aws_gamelift_alias: { a: { name, routing_strategy: { type: "TERMINAL" } } } });
  const terraform = await Terraform.find(thisMachine(), new AbortController().signal);
  const change = await withRehearsalWorkspace(terraform, [], process.env, (workspace) =>
    stackChange("shop", stackOf(broker("a")), stackOf(broker("b")), workspace),
  );
  expect(change.diagnostics).toEqual([]);
  expect(change.changes).toEqual([
    { address: "aws_gamelift_alias.a", action: "change", stateful: true, unknown: ["name"] },
  ]);
});

testChange("findings of the policies for changes name the move and the cause", async () => {
  const role = (id: string) => ({ aws_iam_role: { [id]: { name: "shop", assume_role_policy: "{}" } } });
  const terraform = await Terraform.find(thisMachine(), new AbortController().signal);
  const { findings } = await withRehearsalWorkspace(terraform, [], process.env, (workspace) =>
    stackChange("shop", stackOf(role("old")), stackOf(role("new")), workspace),
  );
  expect(findings).toEqual([
    {
      rule: "CHG-02",
      address: "aws_iam_role.new",
      message: expect.stringContaining('moveFromId("aws_iam_role.old")') as string,
    },
  ]);
});
