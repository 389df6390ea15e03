import type { TerraformJson } from "../../../modules/core";
import { evaluate, type Verdict } from "../../../policies/engine/evaluate";
import { readPlan } from "../../../policies/engine/plan-input";
import { RULES } from "../../../policies/rules";
import { isCi, thisMachine } from "../../../tools/runner/command/machine";
import { withTemporaryFolder } from "../../../tools/runner/command/temporary-folder";
import { findProvider } from "../../../tools/runner/provider/provider-lookup";
import { Terraform } from "../../../tools/runner/terraform/terraform";
import { OfflineWorkspace } from "../../../tools/runner/terraform/workspace";

const MINUTES = 60_000;

interface ShownPlan {
  readonly resource_changes: readonly {
    readonly address: string;
    readonly type: string;
    readonly change: { readonly after: Readonly<Record<string, unknown>> };
  }[];
}

/** Calls the module with count, which calls the modules of the shapes with count and for_each. */
const SHAPES = {
  terraform: {},
  provider: { aws: [{ region: "us-east-1" }] },
  module: { shop: { source: "./modules/shop", count: 1, name: "published" } },
} as unknown as TerraformJson;

async function planOfShapes(): Promise<ShownPlan> {
  const machine = thisMachine();
  const terraform = await Terraform.find(machine, new AbortController().signal);
  const provider = await findProvider(terraform, "5.100.0", machine);
  return withTemporaryFolder("published", async (root) => {
    const workspace = await OfflineWorkspace.create(terraform, provider, root);
    const folder = await workspace.copy({
      name: "published",
      config: SHAPES,
      folder: __dirname,
    });
    const run = async (...args: readonly string[]): Promise<string> => {
      const { code, stdout, stderr } = await workspace.run(folder, args);
      if (code !== 0) throw new Error(stderr || stdout);
      return stdout;
    };
    await run("plan", "-refresh=false", "-lock=false", "-input=false", "-no-color", "-out=plan");
    return JSON.parse(await run("show", "-json", "plan")) as ShownPlan;
  });
}

const critical = RULES.filter(({ severity }) => severity === "critical");

function findingsIn(plan: ShownPlan): readonly string[] {
  const input = readPlan({ name: "published", plan });
  return evaluate([input], { phase: "plan", rules: critical, profileOf: () => "prod" })
    .filter(({ status }) => status === "fail" || status === "error")
    .map(textOf);
}

const textOf = ({ rule, resource, findings }: Verdict): string =>
  `${rule.id} ${resource.address}: ${findings.map(({ path: place, message }) => `${place} ${message}`).join("; ")}`;

/** The plan in which every resource of a type has other arguments. */
function withArguments(plan: ShownPlan, type: string, change: object): ShownPlan {
  const changes = plan.resource_changes.map((one) =>
    one.type === type ? { ...one, change: { ...one.change, after: { ...one.change.after, ...change } } } : one,
  );
  return { ...plan, resource_changes: changes };
}

const describePlans = isCi(process.env) ? describe.skip : describe;

describePlans("modules as people publish them, planned by the real provider", () => {
  let plan: ShownPlan;
  beforeAll(async () => {
    plan = await planOfShapes();
  }, 10 * MINUTES);

  test("contain ten shapes with count, for_each and nested modules", () => {
    const modules = new Set(plan.resource_changes.map(({ address }) => address.split(".").slice(0, 4).join(".")));
    const shapes = [
      "aurora",
      "balancer",
      "bucket",
      "cache",
      "distribution",
      "function",
      "queue",
      "service",
      "topic",
      "vpc",
    ];
    const found = shapes.filter((shape) => [...modules].some((module) => module.includes(`module.${shape}`)));
    expect(found).toEqual(shapes);
  });

  test("have no critical finding", () => {
    expect(findingsIn(plan)).toEqual([]);
  });

  test.each([
    ["RDS-02", "aws_rds_cluster_instance", { publicly_accessible: true }],
    ["RDS-01", "aws_rds_cluster", { storage_encrypted: false }],
    ["S3-01", "aws_s3_bucket_public_access_block", { block_public_acls: false }],
    ["NET-06", "aws_vpc_security_group_ingress_rule", { from_port: 22, to_port: 22 }],
    ["LAM-06", "aws_lambda_permission", { principal: "*" }],
    ["CF-02", "aws_cloudfront_distribution", { default_cache_behavior: [{ viewer_protocol_policy: "allow-all" }] }],
  ])("have a finding of %s if every %s is open", (rule, type, change) => {
    const ids = findingsIn(withArguments(plan, type, change)).map((text) => text.split(" ")[0]);
    expect([...new Set(ids)]).toEqual([rule]);
  });
});
