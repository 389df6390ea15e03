import { DatabaseConnection } from "../../modules/analytics/etl";
import type { Stack } from "./bad-inputs/constructs";
import { constructsIn } from "./regional-constructs";

/** Constructs of us-east-1 whose keys are of another region. */
const withOtherKey = constructsIn("us-east-1", "eu-west-1");

/** Props of analytics with an ARN or key of another region. */
export const ANALYTICS_ARNS: Readonly<Record<string, readonly [property: string, define: (stack: Stack) => unknown]>> =
  {
    "ConnectionSecret.secretArn": [
      "database.secret.secretArn",
      (stack) => {
        const secretArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a";
        const secret = { secretArn, grantRead: () => {} };
        return new DatabaseConnection(stack, "connection", {
          name: "shop",
          placement: { vpcId: "vpc-1", subnetIds: ["subnet-a"], availabilityZones: ["us-east-1a"] },
          database: { engine: "mysql", host: "db.internal", databaseName: "shop", secret },
        });
      },
    ],
    "DataCatalogProps.catalogKey": ["catalogKey.region", withOtherKey["DataCatalogProps"]!],
    "QueryWorkgroupProps.resultKey": ["resultKey.region", withOtherKey["QueryWorkgroupProps"]!],
    "SecurityConfigurationProps.key": ["key.region", withOtherKey["SecurityConfigurationProps"]!],
  };
