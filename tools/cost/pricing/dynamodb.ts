import { numberOf, recordsOf, valueAt, type Resource } from "../../../policies";
import { hourly, isTrue, notPriced, used } from "./charges";
import type { Component, Pricer, PricingContext } from "./component";

const table: Pricer = (resource, context) => {
  const { values } = resource;
  if (values["table_class"] === "STANDARD_INFREQUENT_ACCESS") {
    return [notPriced("table", "no price for infrequent access")];
  }
  return [
    ...capacityOf(resource, context),
    ...used(resource, context, [
      { component: "storage", price: "dynamodb.storage", parameters: ["storage_gb"] },
      ...(isTrue(valueAt(values, "point_in_time_recovery.enabled"))
        ? [{ component: "point-in-time recovery", price: "dynamodb.pitr", parameters: ["storage_gb"] }]
        : []),
      ...(isTrue(values["stream_enabled"])
        ? [
            {
              component: "stream reads",
              price: "dynamodb.stream",
              parameters: ["monthly_stream_read_requests"],
              unit: "million",
            },
          ]
        : []),
    ]),
  ];
};

function capacityOf(resource: Resource, context: PricingContext): Component[] {
  const { values } = resource;
  if (values["billing_mode"] === "PAY_PER_REQUEST") {
    return used(resource, context, [
      {
        component: "write request units",
        price: "dynamodb.write-request-unit",
        parameters: ["monthly_write_request_units"],
        unit: "million",
      },
      {
        component: "read request units",
        price: "dynamodb.read-request-unit",
        parameters: ["monthly_read_request_units"],
        unit: "million",
      },
    ]);
  }
  const blocks = [values, ...recordsOf(values["global_secondary_index"])];
  const sum = (argument: string): number => blocks.reduce((total, one) => total + (numberOf(one[argument]) ?? 0), 0);
  return [
    hourly("write capacity units", "dynamodb.write-capacity-unit", sum("write_capacity")),
    hourly("read capacity units", "dynamodb.read-capacity-unit", sum("read_capacity")),
  ];
}

const replica: Pricer = (resource, context) =>
  used(resource, context, [
    {
      component: "replicated write request units",
      price: "dynamodb.replicated-write-request-unit",
      parameters: ["monthly_write_request_units"],
      unit: "million",
    },
    { component: "storage", price: "dynamodb.storage", parameters: ["storage_gb"] },
    ...(isTrue(resource.values["point_in_time_recovery"])
      ? [{ component: "point-in-time recovery", price: "dynamodb.pitr", parameters: ["storage_gb"] }]
      : []),
  ]);

const accelerator: Pricer = ({ values }) => [
  hourly("nodes", String(values["node_type"]), numberOf(values["replication_factor"]) ?? 1),
];

export const DYNAMODB: Readonly<Record<string, Pricer>> = {
  aws_dax_cluster: accelerator,
  aws_dynamodb_table: table,
  aws_dynamodb_table_replica: replica,
};
