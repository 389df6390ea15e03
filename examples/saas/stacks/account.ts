import type { Construct } from "constructs";
import { CatalogEncryption, Trail } from "groundplan/account/audit";
import { AwsStack } from "groundplan/core";
import type { AccountSettings, Environment } from "../environments";
import { createGithub } from "./account/github";
import { createAudit } from "./audit";
import { stackPropsOf } from "./names";

/** Prefix of every physical name. */
const NAME = "saas-account";

export interface AccountProps {
  readonly settings: AccountSettings;
  /** Every environment, which workflows of GitHub deploy. */
  readonly environments: readonly Environment[];
}

/**
 * Resources that an account has once: the trail of all regions, the encryption of Glue's catalogue, the audit of the
 * main region, and what workflows of GitHub need to deploy. It is applied first, by people.
 */
export class AccountStack extends AwsStack<"us-east-1"> {
  constructor(scope: Construct, id: string, { settings, environments }: AccountProps) {
    super(scope, id, stackPropsOf(settings, "us-east-1", "account"));
    const { key, bucket, logs, alarm } = createAudit(this, {
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
    createGithub(this, { settings, environments, accessLogsTo: logs });
  }
}
