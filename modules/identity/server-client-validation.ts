import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  each,
  inRegion,
  integer,
  nonEmpty,
  oneOf,
  physicalName,
  requireProps,
  unique,
} from "../core";
import type { ServerClientProps } from "./server-client-props";

/** Checks a client against the limits of `CreateUserPoolClient` and `CreateSecret`. */
export function validateServerClient(scope: Construct, id: string, props: ServerClientProps): void {
  requireProps(scope, id, props, { name: "string", userPool: "object", key: "object" });
  const tokenMinutes = integer(5, 1_440, "choose a lifetime that Cognito offers");
  new Validation(scope, id)
    .props(props, {
      name: [physicalName("user pool client name"), physicalName("secret name")],
      flows: [
        nonEmpty("at least one flow", "choose how the server signs users in"),
        each(oneOf<string>(["password", "srp", "custom"], "choose a flow of the module")),
        unique(),
      ],
      key: inRegion(AwsStack.of(props.userPool).region),
      accessTokenMinutes: tokenMinutes,
      idTokenMinutes: tokenMinutes,
      refreshTokenDays: integer(1, 3_650, "choose a lifetime that Cognito offers"),
    })
    .throwIfInvalid();
}
