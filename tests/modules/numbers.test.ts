import { InputError } from "../../modules/core";
import { AuroraCluster } from "../../modules/data/aurora";
import { synthesizeStack } from "../../testing";
import * as dataMade from "./bad-inputs/data-rows";
import * as made from "./bad-inputs/constructs";

const key = { keyArn: "arn:aws:kms:us-east-1:111122223333:key/1", region: "us-east-1", grantUse: () => {} } as const;

/** Every number of these constructs: how it is set, and its name. */
const NUMBERS: readonly [property: string, create: (stack: made.Stack, value: number) => unknown][] = [
  ["minCapacityAcu", (stack, minCapacityAcu) => made.database(stack, { minCapacityAcu })],
  ["maxCapacityAcu", (stack, maxCapacityAcu) => made.database(stack, { maxCapacityAcu })],
  ["instances", (stack, instances) => made.database(stack, { instances })],
  ["backupRetentionDays", (stack, backupRetentionDays) => made.database(stack, { backupRetentionDays })],
  ["maxStorageGb", (stack, maxStorageGb) => made.cache(stack, { maxStorageGb })],
  ["minStorageGb", (stack, minStorageGb) => made.cache(stack, { minStorageGb })],
  ["maxEcpuPerSecond", (stack, maxEcpuPerSecond) => made.cache(stack, { maxEcpuPerSecond })],
  ["snapshotRetentionDays", (stack, snapshotRetentionDays) => made.cache(stack, { snapshotRetentionDays })],
  ["recoveryDays", (stack, recoveryDays) => dataMade.table(stack, { recoveryDays })],
  ["capacity.maxReadUnits", (stack, value) => limited(stack, { maxReadUnits: value })],
  ["capacity.maxWriteUnits", (stack, value) => limited(stack, { maxWriteUnits: value })],
  ["cache.ttlSeconds", (stack, ttlSeconds) => dataMade.restApi(stack, { cache: { sizeGb: 0.5, ttlSeconds } })],
  ["memoryMb", (stack, memoryMb) => made.lambda(stack, { memoryMb })],
  ["timeoutSeconds", (stack, timeoutSeconds) => made.lambda(stack, { timeoutSeconds })],
  ["concurrency.reserved", (stack, reserved) => made.lambda(stack, { concurrency: { reserved } })],
  ["concurrency.provisioned", (stack, provisioned) => made.lambda(stack, { concurrency: { provisioned } })],
  ["consumeFrom.batchSize", (stack, batchSize) => made.consumer(stack, { batchSize })],
  ["consumeFrom.maxConcurrency", (stack, maxConcurrency) => made.consumer(stack, { maxConcurrency })],
  ["visibilityTimeoutSeconds", (stack, visibilityTimeoutSeconds) => made.queue(stack, { visibilityTimeoutSeconds })],
  ["retentionDays", (stack, retentionDays) => made.queue(stack, { retentionDays })],
  ["maxReceiveCount", (stack, maxReceiveCount) => made.queue(stack, { maxReceiveCount })],
  ["maximumEventAgeSeconds", (stack, maximumEventAgeSeconds) => made.schedule(stack, { maximumEventAgeSeconds })],
  ["maximumRetryAttempts", (stack, maximumRetryAttempts) => made.schedule(stack, { maximumRetryAttempts })],
  ["requestsPerFiveMinutes", (stack, value) => made.webAcl(stack, value)],
  ["signals.errors.threshold", (stack, threshold) => made.alarms(stack, { threshold })],
  ["signals.errors.periodSeconds", (stack, periodSeconds) => made.alarms(stack, { periodSeconds })],
  ["signals.errors.evaluationPeriods", (stack, evaluationPeriods) => made.alarms(stack, { evaluationPeriods })],
  ["rules.hourly.deleteAfterDays", (stack, deleteAfterDays) => made.backupPlan(stack, { deleteAfterDays })],
  ["rules.hourly.startWindowMinutes", (stack, startWindowMinutes) => made.backupPlan(stack, { startWindowMinutes })],
  ["recoveryPointObjectiveMinutes", (stack, minutes) => made.backupPlan(stack, {}, minutes)],
  ["lock.minRetentionDays", (stack, days) => made.backupVault(stack, { ...lock, minRetentionDays: days })],
  ["lock.maxRetentionDays", (stack, days) => made.backupVault(stack, { ...lock, maxRetentionDays: days })],
  ["deletionWindowDays", (stack, days) => made.encryptionKey(stack, days)],
  ["throttling.burst", (stack, burst) => made.api(stack, { throttling: { requestsPerSecond: 1, burst } })],
  ["port", (stack, port) => AuroraCluster.fromAttributes(stack, "database", { ...existing, port })],
];

const limited = (stack: made.Stack, maxima: object) =>
  dataMade.table(stack, { capacity: { billing: "on-demand", ...maxima } });
const lock = { minRetentionDays: 1, maxRetentionDays: 30 } as Parameters<typeof made.backupVault>[1] & object;
const existing = {
  securityGroupId: "sg-0a1b2c3d",
  writerEndpoint: "shop.cluster-1.us-east-1.rds.amazonaws.com",
  credentialsSecretArn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop-AbCdEf",
  dataKey: key,
};

function propertiesRefused(create: (stack: made.Stack) => unknown): string[] {
  try {
    synthesizeStack(create);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems.map(({ property }) => property);
  }
  return [];
}

test.each(NUMBERS)("%s is a number that AWS accepts: not NaN, Infinity or a third", (property, create) => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    expect(propertiesRefused((stack) => create(stack, value))).toContain(property);
  }
  const refusesFractions = propertiesRefused((stack) => create(stack, 7 + 1 / 3)).includes(property);
  // CloudWatch compares metrics with any number.
  expect(refusesFractions).toBe(property !== "signals.errors.threshold");
});
