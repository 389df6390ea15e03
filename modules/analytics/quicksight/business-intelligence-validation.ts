import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  arn,
  fields,
  matching,
  oneOf,
  physicalName,
  providerOfRegion,
  requireProps,
  satisfying,
  spanningZones,
  type Rule,
} from "../../core";
import {
  DATABASE_TYPES,
  type AthenaSource,
  type BusinessIntelligenceProps,
  type DatabaseSource,
} from "./business-intelligence-props";

const TITLE = matching(/^[^\r\n]{1,128}$/, "1 to 128 characters in one line", "shorten the name");

/**
 * Checks data sources against the limits of `CreateDataSource`.
 *
 * @throws InputError with every problem of the props.
 */
export function validateBusinessIntelligence(scope: Construct, id: string, props: BusinessIntelligenceProps): void {
  requireProps(scope, id, props, { name: "string", subscribed: "boolean" });
  const { region } = props.regional ?? AwsStack.of(scope);
  const secret = { of: "a secret", service: "secretsmanager", resource: /secret:[\w/+=.@-]+/, region };
  const reader = { of: "a QuickSight user or group", service: "quicksight", resource: /(?:user|group)\/[\w/.@+-]+/ };
  new Validation(scope, id)
    .props(props, {
      name: physicalName("prefix"),
      athena: eachSource<AthenaSource>(
        fields<AthenaSource>(() => ({ name: TITLE, workgroupName: physicalName("Athena workgroup name") })),
      ),
      databases: [
        eachSource<DatabaseSource>(
          fields<DatabaseSource>(() => ({
            name: TITLE,
            engine: oneOf(["postgresql", "mysql"] as (keyof typeof DATABASE_TYPES)[], "choose the engine"),
            host: matching(/^[\w.-]{1,253}$/, "a host name", "write it without scheme, port and path"),
            databaseName: matching(/^[\w-]{1,64}$/, "letters, digits, _ and -", "name the database"),
            secretArn: arn(secret, "pass a secret of that region"),
          })),
        ),
        satisfying(
          (sources) => props.placement !== undefined || Object.keys(sources).length === 0,
          "databases with a placement",
          "pass the subnets from which QuickSight reaches the databases: without them they would have to be public",
        ),
      ],
      placement: spanningZones(),
      readerArn: arn(reader, "copy it from QuickSight"),
      regional: providerOfRegion(),
    })
    .throwIfInvalid();
}

function eachSource<Source extends object>(rule: Rule<Source>): Rule<Readonly<Record<string, Source>>> {
  return (sources) =>
    Object.entries(sources).flatMap(([id, source]) =>
      rule(source).map((violation) => ({ ...violation, below: `.${id}${violation.below!}` })),
    );
}
