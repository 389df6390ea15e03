import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { AwsStack } from "groundplan/core";
import type { AccountSettings, Environment } from "../environments";
import { createAnalytics } from "./environment/analytics";
import { createCanary } from "./environment/canary";
import { createMainContext } from "./environment/context";
import { createCdnFirewall } from "./environment/firewall";
import { createFlags } from "./environment/flags";
import type { CodeFolders } from "./environment/functions";
import { createIdentity } from "./environment/identity";
import { journeysOf } from "./environment/journeys";
import { createMonitoring, createSeverities } from "./environment/monitoring";
import { availability } from "./environment/objectives";
import { createBackups } from "./environment/recovery";
import { createStores } from "./environment/region";
import { createService } from "./environment/service";
import { createShield, createSite, createZone } from "./environment/site";
import { createBuckets } from "./environment/storage";
import { createTableCache } from "./environment/tables";
import { environmentStackPropsOf } from "./names";

export interface MainProps {
  readonly environment: Environment;
  readonly account: AccountSettings;
  /** Folders with the bundled code of the functions. */
  readonly code: CodeFolders;
}

/** The main region of one environment. */
export class MainStack extends AwsStack<"us-east-1"> {
  constructor(scope: Construct, id: string, { environment, account, code }: MainProps) {
    super(scope, id, environmentStackPropsOf(environment, "us-east-1"));
    const context = createMainContext(this, environment);
    const buckets = createBuckets(context);
    const stores = createStores(context, buckets.documents);
    const tableCache = createTableCache(context, stores.tables, stores.network);
    const backups = createBackups(context, { ...stores, buckets });
    const { userPool, client } = createIdentity(context, buckets.documents);
    const signIn = { userPoolId: userPool.userPoolId, clientId: client.clientId };
    const zone = createZone(context);
    const service = createService(context, { stores, signIn, zone, code });
    const webAcl = createCdnFirewall(context);
    const site = createSite(context, { logs: buckets.logs, webAcl, zone, signInUrl: userPool.hostedUrl });
    const shield = createShield(context, { site, zone, subscription: account.shieldAdvanced });
    const canary = createCanary(context, buckets);
    const journeys = journeysOf(context, {
      stores,
      service,
      reports: createAnalytics(context, { stores, buckets }),
      data: [...buckets.replications, backups.vault, backups.plan, ...(tableCache ? [tableCache] : [])],
      site: [webAcl, shield, ...(canary ? [canary] : [])],
    });
    const objectives = { availability: availability(context) };
    const alarms = createMonitoring(context, createSeverities(context, service.messaging), { journeys, objectives });
    createFlags(context, alarms);
    for (const [name, value] of Object.entries({ "user-pool-id": signIn.userPoolId, "client-id": signIn.clientId })) {
      new TerraformOutput(this, name, { value }).overrideLogicalId(name);
    }
  }
}
