import type { Construct } from "constructs";
import { AwsStack } from "groundplan/core";
import type { AccountSettings } from "../environments";
import { createAudit } from "./audit";
import { stackPropsOf } from "./names";

/** Audit of the second region, whose events the trail of `account` has. It is applied before what it watches. */
export class AccountStandbyStack extends AwsStack<"us-west-2"> {
  constructor(scope: Construct, id: string, settings: AccountSettings) {
    super(scope, id, stackPropsOf(settings, "us-west-2", "account"));
    const { alarm } = createAudit(this, {
      settings,
      name: "saas-account-standby",
      loggingRole: "saas-standby-api-gateway-logs",
      keyDescription: "Snapshots of AWS Config, and alarms",
      evidence: "config",
      recordsGlobalResources: false,
    });
    alarm([]);
  }
}
