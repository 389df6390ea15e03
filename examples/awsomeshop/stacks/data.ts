import { RdsInstance } from "groundplan/data/rds";
import { Bucket } from "groundplan/data/storage";
import { ImageRepository } from "groundplan/delivery";
import type { Network } from "groundplan/network";
import type { Context } from "./context";
import { nameSecurityGroup } from "./names";
import { accept } from "./waivers";

/** Access logs of the load balancer and of the image bucket. */
export function createLogBucket({ stack, environment }: Context): Bucket {
  return new Bucket(stack, "access-logs", {
    name: `${environment.project}-alb-logs-${stack.account}`,
    intent: "logs",
    expireAfterDays: 90,
    deletionProtection: environment.deletionProtection,
  });
}

/** MySQL in the zone of the tasks; its subnet group spans both zones, because RDS refuses one. */
export function createDatabase({ stack, environment, dataKey, logKey }: Context, network: Network): RdsInstance {
  const { database, deletionProtection, project } = environment;
  const instance = new RdsInstance(stack, "database", {
    name: `${project}-db`,
    engine: "mysql",
    engineVersion: "8.4.8",
    instanceClass: database.instanceClass,
    storage: { gb: database.storageGb },
    databaseName: "awsomeshop",
    availability: { zone: environment.network.workloadZone },
    credentials: "rds-managed",
    maxConnections: database.maxConnections,
    placement: network.privatePlacement,
    dataKey,
    logKey,
    backup: "none",
    backupRetentionDays: database.backupRetentionDays,
    backupWindow: "03:00-04:00",
    maintenanceWindow: "sun:04:00-sun:05:00",
    deletionProtection,
  });
  nameSecurityGroup(instance, `${project}-rds-sg`);
  accept(instance, "instance", "RDS-05", "The document accepts one zone for its cost; backups restore into another");
  accept(instance, "instance", "BKP-03", "Automated backups of 30 days allow the document's point-in-time recovery");
  return instance;
}

/** Images of products: private, uploaded by browsers with links that the service signs. */
export function createImages({ stack, environment, dataKey }: Context, accessLogsTo: Bucket): Bucket {
  return new Bucket(stack, "product-images", {
    name: `${environment.project}-product-images-${stack.account}`,
    intent: "content",
    key: dataKey,
    accessLogsTo,
    cors: [
      {
        allowedOrigins: [`https://${environment.site.domainName}`],
        allowedMethods: ["GET", "PUT", "POST"],
        allowedHeaders: ["content-type"],
        exposeHeaders: ["ETag"],
        maxAgeSeconds: 3_600,
      },
    ],
    deletionProtection: environment.deletionProtection,
  });
}

/** Container images of the service. */
export function createRepository({ stack, environment, dataKey }: Context): ImageRepository {
  const { deletionProtection, project } = environment;
  return new ImageRepository(stack, "images", { name: project, key: dataKey, pullAccounts: [], deletionProtection });
}
