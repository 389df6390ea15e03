import { isUnresolved, listOf, recordsOf, valueAt, type Resource } from "../../../policies";
import { free, hourly, isTrue, notPriced, used } from "./charges";
import type { Pricer, PricingContext } from "./component";

const natGateway: Pricer = (nat, context) => [
  hourly("gateway", "nat.hour"),
  ...used(nat, context, [
    { component: "data processed", price: "nat.data", parameters: ["monthly_data_processed_gb"] },
  ]),
];

const elasticIp: Pricer = () => [hourly("public IPv4 address", "ipv4.hour", 1, "charged in use and idle")];

const vpcEndpoint: Pricer = (endpoint, context) => {
  const type = endpoint.values["vpc_endpoint_type"] ?? "Gateway";
  if (type === "Gateway") return [free("gateway endpoints are free")];
  if (type !== "Interface") return [notPriced("endpoint", `no price for endpoints of type ${String(type)}`)];
  const subnets = subnetCount(endpoint, "subnet_ids", context);
  return [
    subnets === undefined
      ? notPriced("endpoint", "subnet_ids are unknown until apply")
      : hourly("endpoint", "vpc-endpoint.hour", subnets, `one in each of ${subnets} subnets`),
    ...used(endpoint, context, [
      { component: "data processed", price: "vpc-endpoint.data", parameters: ["monthly_data_processed_gb"] },
    ]),
  ];
};

const LOAD_BALANCERS: Readonly<Record<string, string>> = { application: "alb", network: "nlb" };

const loadBalancer: Pricer = (balancer, context) => {
  const type = String(balancer.values["load_balancer_type"] ?? "application");
  const key = LOAD_BALANCERS[type];
  if (!key) return [notPriced("load balancer", `no price for load balancers of type ${type}`)];
  return [
    hourly("load balancer", `${key}.hour`),
    ...publicAddresses(balancer, context),
    ...used(balancer, context, [
      {
        component: "capacity units",
        price: `${key}.lcu`,
        parameters: ["average_capacity_units"],
        quantity: (average) => average.times(730),
      },
    ]),
  ];
};

function publicAddresses(balancer: Resource, context: PricingContext) {
  if (isTrue(balancer.values["internal"])) return [];
  const mapped = recordsOf(balancer.values["subnet_mapping"]).length;
  const subnets = mapped > 0 ? mapped : subnetCount(balancer, "subnets", context);
  return [
    subnets === undefined
      ? notPriced("public IPv4 addresses", "subnets are unknown until apply")
      : hourly("public IPv4 addresses", "ipv4.hour", subnets, `one in each of ${subnets} public subnets`),
  ];
}

/** Subnets of an argument: its elements, or the resources that its expression names while the elements are unknown. */
export function subnetCount(resource: Resource, argument: string, { graph }: PricingContext): number | undefined {
  const value = valueAt(resource.values, argument);
  if (Array.isArray(value)) return listOf(value).length;
  const targets = graph.targetsAt(resource, argument).filter(({ type }) => type === "aws_subnet");
  return targets.length > 0 && (value === undefined || isUnresolved(value)) ? targets.length : undefined;
}

export const NETWORK: Readonly<Record<string, Pricer>> = {
  aws_nat_gateway: natGateway,
  aws_eip: elasticIp,
  aws_vpc_endpoint: vpcEndpoint,
  aws_lb: loadBalancer,
};
