import { DatabaseConnection } from "../../modules/analytics/etl";
import { BusinessIntelligence } from "../../modules/analytics/quicksight";
import type { Stack } from "./bad-inputs/constructs";
import { constructsIn } from "./regional-constructs";

/** Constructs of us-east-1 whose keys are of another region. */
const withOtherKey = constructsIn("us-east-1", "eu-west-1");

/** Props of analytics and of account singletons with an ARN or key of another region. */
export const ANALYTICS_ARNS: Readonly<Record<string, readonly [property: string, define: (stack: Stack) => unknown]>> =
  {
    "DatabaseSource.secretArn": [
      "databases.orders.secretArn",
      (stack) => {
        const secretArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a";
        const orders = {
          name: "Orders",
          engine: "mysql",
          host: "db.internal",
          databaseName: "shop",
          secretArn,
        } as const;
        const subnets = { subnetIds: ["subnet-a", "subnet-b"], availabilityZones: ["us-east-1a", "us-east-1b"] };
        const placement = { vpcId: "vpc-1", ...subnets };
        return new BusinessIntelligence(stack, "reports", {
          name: "shop",
          subscribed: true,
          databases: { orders },
          placement,
        });
      },
    ],
    "CatalogEncryptionProps.key": ["key.region", withOtherKey["CatalogEncryptionProps"]!],
    "TrailProps.key": ["key.region", withOtherKey["TrailProps"]!],
    "TrailProps.logKey": ["logKey.region", withOtherKey["TrailProps"]!],
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
