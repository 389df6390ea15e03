import type { Construct } from "constructs";
import { CatalogEncryption, Trail } from "groundplan/account/audit";
import { AwsStack } from "groundplan/core";
import type { AccountSettings } from "../environments";
import { createAudit } from "./audit";
import { stackPropsOf } from "./names";

/** Prefix of every physical name. */
const NAME = "saas-account";

/**
 * Resources that an account has once: the trail of all regions, the encryption of Glue's catalogue, and the audit of
 * the main region. It is applied first.
 */
export class AccountStack extends AwsStack<"us-east-1"> {
  constructor(scope: Construct, id: string, settings: AccountSettings) {
    super(scope, id, stackPropsOf(settings, "us-east-1", "account"));
    const { key, bucket, alarm } = createAudit(this, {
      settings,
      name: NAME,
      loggingRole: "saas-api-gateway-logs",
      keyDescription: "Audit logs, their alarms and Glue's catalogue",
      evidence: "trail",
      recordsGlobalResources: true,
    });
    new CatalogEncryption(this, "catalog-encryption", { name: `${NAME}-catalog`, key });
    const trail = new Trail(this, "trail", {
      name: NAME,
      bucket,
      key,
      logKey: key,
      logRetentionDays: settings.logRetentionDays,
      deletionProtection: settings.deletionProtection,
    });
    alarm(trail.signals);
  }
}
