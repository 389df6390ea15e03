import { fail, unknown } from "../../../engine/checks";
import type { Resource } from "../../../engine/resource";
import type { ResourceGraph } from "../../../graph/resource-graph";
import type { Check } from "../../../engine/rule";
import { isUnresolved } from "../../../engine/values";
import { publicAccessProblem } from "../../../iam/questions";
import type { PolicyStatement } from "../../../iam/statements";

const OWN_RESOURCES = ["aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths"];

/** Rejects endpoint policies that restrict neither the caller nor the resource. */
export const openEndpointProblem = (statement: PolicyStatement): string | undefined => {
  const bounded = statement.conditions.some(({ key }) => OWN_RESOURCES.includes(key.toLowerCase()));
  return statement.resources.includes("*") && !bounded ? publicAccessProblem(statement) : undefined;
};

const GATEWAYS = ["s3", "dynamodb"];
const OF_COMPUTE = ["secretsmanager", "ssm"];
const OF_TASKS = ["logs", "ecr.api", "ecr.dkr"];

/** Requires endpoints for the services that functions and tasks in the VPC use. */
export const hasServiceEndpoints: Check = (vpc, { graph, parameters }) => {
  const names = graph.referrers(vpc, "aws_vpc_endpoint").map(({ values }) => values["service_name"]);
  const missing = [...GATEWAYS, ...(parameters["interfaces"] === 1 ? interfacesOf(vpc, graph) : [])].filter(
    (service) => !names.some((name) => String(name).endsWith(`.${service}`)),
  );
  if (missing.length === 0) return [];
  // A composed service name still ends with a literal.
  if (names.some((name) => isUnresolved(name) && String(name).endsWith("}"))) return [unknown("")];
  return [fail("", `needs endpoints for ${missing.join(", ")}`)];
};

/** Lambda writes logs and pulls images outside the VPC; tasks do both within it. */
function interfacesOf(vpc: Resource, graph: ResourceGraph): readonly string[] {
  const subnets = graph.referrers(vpc, "aws_subnet");
  const runs = (type: string): boolean => subnets.some((subnet) => graph.referrers(subnet, type).length > 0);
  const tasks = runs("aws_ecs_service");
  return [...(tasks || runs("aws_lambda_function") ? OF_COMPUTE : []), ...(tasks ? OF_TASKS : [])];
}
