import type { Construct } from "constructs";
import { AwsStack } from "groundplan/core";
import type { Environment } from "../environments";
import { createMainContext } from "./environment/context";
import { createRegion } from "./environment/region";
import { stackPropsOf } from "./names";

/** The main region of one environment. */
export class MainStack extends AwsStack<"us-east-1"> {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, stackPropsOf(environment, "us-east-1", environment.name));
    createRegion(createMainContext(this, environment));
  }
}
