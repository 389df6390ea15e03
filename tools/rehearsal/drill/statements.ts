import type { AppliedStack } from "../applied-stack";
import { unmovedRecords } from "./domain-commands";
import { DrillError, expectOneOf, type Attributes, type DrillState } from "./drill-state";
import type { PageBlock } from "./page";
import { openStages } from "./pipeline-commands";
import { checkNewInstance } from "./instance-commands";
import { expectSwitched } from "./service-commands";
import type { PlannedChange } from "./plan-outcome";

const CLIENT = "aws_cognito_user_pool_client";
const DISTRIBUTION = "aws_cloudfront_distribution";

/** Statements that must hold after a block, whatever its commands return. */
export async function untrue({ text, language }: PageBlock, state: DrillState): Promise<string[]> {
  if (language !== "sh") return [];
  if (text.includes("disable-stage-transition")) {
    return openStages(state).map((stage) => `${stage} still deploys`);
  }
  if (!text.includes("change-resource-record-sets")) return [];
  const records = (await unmovedRecords(state)).map((record) => `${record} still points to ${state.pair.lost.name}`);
  return [...records, ...(await refusedReturns(state))];
}

/** Sign-in clients of the standby that refuse to return to the domain that has moved to it. */
async function refusedReturns({ pair: { lost, standby }, stacks }: DrillState): Promise<string[]> {
  const clients = Object.values((await stacks.get(standby.name)!.applied()).resources(CLIENT));
  const page = `https://${lost.site.domainName}/`;
  return clients
    .filter(({ callback_urls: urls }) => !((urls ?? []) as readonly string[]).includes(page))
    .map(({ name }) => `sign-in of ${String(name)} does not return to ${page}: it is not among its callback_urls`);
}

/**
 * Checks what AWS does with a plan that Terraform accepts.
 *
 * @throws DrillError for an instance or a restore that AWS refuses, for a promotion while traffic may return to the
 * lost environment, and for an API that closes while the distribution calls it.
 */
export function checkPlan(changes: readonly PlannedChange[], applied: AppliedStack, state: DrillState): void {
  for (const { address, type, change } of changes) {
    const { before, after } = change;
    if (!before && after) checkNew(type, after, state);
    if (!before || !after) continue;
    if (promotes(before, after)) expectSwitched(state, address);
    if (type === "aws_apigatewayv2_api" && closes(before, after) && isOrigin(before, applied)) {
      throw new DrillError(`closes the default endpoint of ${address}, which the distribution still calls`);
    }
  }
}

/** A replica becomes an instance of its own. */
function promotes(before: Attributes, after: Attributes): boolean {
  return Boolean(before["replicate_source_db"]) && !after["replicate_source_db"];
}

function checkNew(
  type: string,
  resource: Attributes,
  state: Pick<DrillState, "databases" | "snapshots" | "values">,
): void {
  if (type === "aws_rds_cluster") checkRestore(resource, state.values);
  if (type === "aws_db_instance") checkNewInstance(resource, state);
}

/** RDS refuses to restore a snapshot with an engine version that is earlier than the snapshot's. */
function checkRestore(cluster: Attributes, values: DrillState["values"]): void {
  const allowed = (name: string): string[] => [values.get(name) ?? "a value that a step before this one returns"];
  expectOneOf("snapshot_identifier", String(cluster["snapshot_identifier"]), allowed("RecoveryPointArn"));
  expectOneOf("engine_version", String(cluster["engine_version"]), allowed("EngineVersion"));
}

function closes(before: Attributes, after: Attributes): boolean {
  const argument = "disable_execute_api_endpoint";
  return before[argument] !== true && after[argument] === true;
}

function isOrigin({ api_endpoint: endpoint }: Attributes, applied: AppliedStack): boolean {
  const origins = Object.values(applied.resources(DISTRIBUTION)).flatMap(({ origin }) => origin as Attributes[]);
  return origins.some(({ domain_name: host }) => endpoint === `https://${String(host)}`);
}
