import { EcsCluster, ScheduledTask } from "groundplan/compute/containers";
import { grantFolder } from "groundplan/core";
import { ImageRepository, imageRepositoryUrl } from "groundplan/delivery";
import { Queue } from "groundplan/messaging";
import type { Network } from "groundplan/network";
import { batch as contract } from "../../functions/contract";
import type { Context } from "./context";
import type { Database } from "./data";
import type { Buckets } from "./storage";

export interface BatchParts {
  readonly network: Network;
  readonly database: Database;
  readonly buckets: Buckets;
}

export interface Batch {
  readonly task: ScheduledTask;
  /** Runs of this and other schedules that did not start. */
  readonly unstarted: Queue;
}

type BatchSetting = (typeof contract.settings)[number];

/** A Fargate task for what takes longer than a function may: it aggregates the data lake on a schedule. */
export function createBatch(context: Context, { network, database, buckets }: BatchParts): Batch {
  const { stack, environment, keys } = context;
  const { projectName, deletionProtection, batch, logRetentionDays } = environment;
  const name = `${projectName}-batch`;
  const unstarted = createQueue(context, `${name}-unstarted`);
  new ImageRepository(stack, "batch-images", { name, key: keys.data, pullAccounts: [], deletionProtection });
  const task = new ScheduledTask(stack, "batch", {
    name,
    cluster: new EcsCluster(stack, "cluster", { name: projectName, logKey: keys.logs }),
    container: {
      image: `${imageRepositoryUrl(stack.account, stack.region, name)}@${batch.imageDigest}`,
      command: [contract.commands[0]],
      environment: variables(context, { database, buckets }),
      stopTimeoutSeconds: 120,
    },
    size: { cpu: 1024, memoryMib: 4096 },
    placement: network.workloadPlacement,
    expression: batch.schedule,
    successWithinHours: batch.successWithinHours,
    deadLetterQueue: unstarted,
    logKey: keys.logs,
    logRetentionDays,
  });
  database.instance.allowFrom(task);
  database.secret.grantRead(task);
  const { events, aggregates } = contract.prefixes;
  grantFolder(task, { sid: "Events", bucket: buckets.lake, prefix: events, access: "read" });
  grantFolder(task, { sid: "Aggregates", bucket: buckets.lake, prefix: aggregates, access: "read-write" });
  return { task, unstarted };
}

function createQueue({ stack, environment, keys }: Context, name: string): Queue {
  return new Queue(stack, "unstarted-runs", {
    name,
    key: keys.data,
    visibilityTimeoutSeconds: 30,
    maxReceiveCount: 5,
    deletionProtection: environment.deletionProtection,
  });
}

function variables(
  { environment }: Context,
  { database, buckets }: Pick<BatchParts, "database" | "buckets">,
): Record<BatchSetting, string> {
  return {
    ENVIRONMENT: environment.name,
    DATA_LAKE_BUCKET: buckets.lake.bucketName,
    DATABASE_ENDPOINT: database.instance.writerEndpoint,
    DATABASE_PORT: "5432",
    DATABASE_NAME: database.instance.databaseName,
    DATABASE_SECRET_ARN: database.secret.secretArn,
  };
}
