import fs from "node:fs";
import path from "node:path";
import type { TerraformJson } from "../../../modules/core";
import { readPlan, type StackInput } from "../../../policies";
import { evaluate } from "../../../policies/engine/evaluate";
import { findRefusals, withPlannedValues } from "../../../policies/refusals";
import { RULES } from "../../../policies/rules";
import { describeWith } from "../../support/with-tool";
import { withAcceptingService } from "../real-plans/accepting-service";
import { planOf } from "../real-plans/offline-module";

const ROOT = path.resolve(__dirname, "../../..");
const FOLDER = path.join(__dirname, "good-configurations/hcl");
const PUBLISHED = path.resolve(__dirname, "../published/modules");

/** Parts of others, which no root module calls. */
const PARTS = "parts";

const foldersIn = (folder: string): readonly string[] => fs.readdirSync(folder).sort();

/** Modules in HCL, each with the name of a call. */
const MODULES: readonly (readonly [name: string, source: string])[] = [
  ...foldersIn(FOLDER)
    .filter((area) => area !== PARTS)
    .flatMap((area) => foldersIn(path.join(FOLDER, area)).map((name) => [name, `./hcl/${area}/${name}`] as const)),
  ["published", "./published/shop"],
];

/** A root module that calls each module, which a plan repeats as others repeat theirs. */
const configurationWith = (stepFunctions: string) =>
  ({
    terraform: {},
    provider: { aws: [{ region: "us-east-1", endpoints: [{ sfn: stepFunctions }] }] },
    module: Object.fromEntries(MODULES.map(([name, source]) => [name, { source, name: `foreign-${name}` }])),
  }) as unknown as TerraformJson;

interface Plan {
  readonly resource_changes: readonly { readonly address: string; readonly change: { readonly after: object } }[];
}

function realPlan(): Promise<Plan> {
  const write = (source: string): void => {
    fs.cpSync(FOLDER, path.join(source, "hcl"), { recursive: true });
    fs.cpSync(PUBLISHED, path.join(source, "published"), { recursive: true });
  };
  return withAcceptingService(async (stepFunctions) => {
    const plan = await planOf({ name: "foreign", config: configurationWith(stepFunctions), write });
    return plan as Plan;
  });
}

/** The plan of each module, or of one of them, as if it were alone. */
const inputsOf = (plan: Plan, only?: string): readonly StackInput[] =>
  MODULES.filter(([name]) => name === (only ?? name)).map(([name]) => {
    const resource_changes = plan.resource_changes.filter(({ address }) => address.startsWith(`module.${name}.`));
    return readPlan({ name, plan: { ...plan, resource_changes } });
  });

function refusalsIn(plan: Plan, only?: string): readonly string[] {
  const { found } = findRefusals(
    inputsOf(plan, only).map((input) => withPlannedValues(undefined, input)),
    { root: ROOT },
  );
  return found
    .filter(({ finding }) => finding.status === "fail")
    .map(({ rule, address, finding }) => `${rule} ${address} ${finding.path} ${finding.message}`);
}

const critical = RULES.filter(({ severity }) => severity === "critical");

const criticalIn = (plan: Plan): readonly string[] =>
  evaluate(inputsOf(plan), { phase: "plan", rules: critical, profileOf: () => "prod" })
    .filter(({ status }) => status === "fail" || status === "error")
    .map(({ rule, resource, findings }) => `${rule.id} ${resource.address}: ${findings[0]!.message}`);

/** The plan in which each resource of an address has other arguments. */
const withChange = (plan: Plan, at: string, change: object): Plan => ({
  ...plan,
  resource_changes: plan.resource_changes.map((one) =>
    one.address.startsWith(at) ? { ...one, change: { ...one.change, after: { ...one.change.after, ...change } } } : one,
  ),
});

describeWith("terraform", "that AWS accepts what others write in HCL")(
  "configurations of others, planned by the real provider",
  () => {
    let plan: Plan;

    beforeAll(async () => {
      plan = await realPlan();
    }, 600_000);

    test("are 46: 36 modules, and ten published shapes", () => {
      const seen = new Set(plan.resource_changes.map(({ address }) => address.split(".")[1]));
      expect(MODULES.filter(([name]) => !seen.has(name))).toEqual([]);
      expect(MODULES).toHaveLength(37);
    });

    test("are not refused by AWS", () => {
      expect(refusalsIn(plan)).toEqual([]);
    }, 120_000);

    test("have no critical finding", () => {
      expect(criticalIn(plan)).toEqual([]);
    });

    test("are refused, or found, where one argument is wrong", () => {
      const reversed = withChange(plan, "module.mysql.aws_db_instance.primary", { username: "window" });
      expect(refusalsIn(reversed, "mysql").map((text) => text.split(" ")[0])).toEqual(["AWS/gp-rds-master-username"]);
      const open = withChange(plan, "module.mysql.aws_db_instance.primary", { publicly_accessible: true });
      expect(criticalIn(open).map((text) => text.split(" ")[0])).toEqual(["RDS-02"]);
    }, 120_000);
  },
);
