import type { Construct } from "constructs";
import { ApiGatewayLogging } from "groundplan/account";
import { AwsStack } from "groundplan/core";
import type { AccountSettings } from "../environments";
import { stackPropsOf } from "./names";

export class AccountStack extends AwsStack<"us-east-1"> {
  constructor(scope: Construct, id: string, settings: AccountSettings) {
    super(scope, id, stackPropsOf(settings, "account"));
    new ApiGatewayLogging(this, "api-gateway-logging", { name: "scale-up-api-gateway-logs" });
  }
}
