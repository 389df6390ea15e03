import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  arn,
  fields,
  integer,
  matching,
  oneOf,
  physicalName,
  providerOfRegion,
  requireProps,
  satisfying,
} from "../../core";
import {
  JDBC_PORTS,
  type DatabaseConnectionProps,
  type JdbcDatabase,
  type JdbcEngine,
} from "./database-connection-props";

const HOST = /^[\w.-]{1,253}$/;

/**
 * Checks a connection against what Glue accepts, which tries it at the first run only.
 *
 * @throws InputError with every problem of the props.
 */
export function validateDatabaseConnection(scope: Construct, id: string, props: DatabaseConnectionProps): void {
  const placement = { vpcId: "string", subnetIds: "list", availabilityZones: "list" } as const;
  requireProps(scope, id, props, { name: "string", placement });
  const { region } = props.regional ?? AwsStack.of(scope);
  const { subnetIds, availabilityZones } = props.placement;
  const secret = { of: "a secret", service: "secretsmanager", resource: /secret:[\w/+=.@-]+/, region };
  new Validation(scope, id)
    .props(props, {
      name: physicalName("prefix"),
      placement: satisfying(
        () => subnetIds.length > 0 && subnetIds.length === availabilityZones.length,
        "one subnet for each of at least one Availability Zone",
        "pass the placement of one network tier",
      ),
      availabilityZone: oneOf(availabilityZones, "name a zone of the placement"),
      database: fields<JdbcDatabase>(() => ({
        engine: oneOf(Object.keys(JDBC_PORTS) as JdbcEngine[], "choose the engine of the database"),
        host: matching(HOST, "a host name", "write it without scheme, port and path"),
        port: integer(1, 65_535, "write the TCP port of the database"),
        databaseName: matching(/^[\w-]{1,64}$/, "letters, digits, _ and -", "name the database"),
        "secret.secretArn": arn(secret, "pass a secret of that region"),
      })),
      regional: providerOfRegion(),
    })
    .throwIfInvalid();
}
