import type { KeyReference } from "../../../../modules/core/index";
import type { MasterUser, RdsInstanceProps } from "../../../../modules/data/rds";

export const key = (name: string): KeyReference<"us-east-1"> => ({
  keyArn: `arn:aws:kms:us-east-1:111122223333:key/${name}`,
  region: "us-east-1",
  grantUse: () => {},
});

export const master: MasterUser = {
  secretArn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop-master",
  username: "dbowner",
  value: "from-the-secret",
  length: 36,
  grantRead: () => {},
};

/** Two replicas, of which one has a smaller class. */
export const postgres: RdsInstanceProps = {
  name: "shop-database",
  engine: "postgres",
  engineVersion: "16.13",
  instanceClass: "db.r6g.xlarge",
  storage: { gb: 500 },
  databaseName: "shop",
  availability: "multi-az",
  replicas: [{ zone: "us-east-1a", instanceClass: "db.r6g.large" }, { zone: "us-east-1b" }],
  credentials: master,
  maxConnections: 1500,
  placement: {
    vpcId: "vpc-1",
    subnetIds: ["subnet-a", "subnet-b"],
    availabilityZones: ["us-east-1a", "us-east-1b"],
  },
  dataKey: key("data"),
  logKey: key("logs"),
  backup: "shop",
};

export const managed = { credentials: "rds-managed", replicas: [] } as const;
