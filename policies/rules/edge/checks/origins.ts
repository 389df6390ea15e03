import { fail, unknown } from "../../../engine/checks";
import type { Resource, Values } from "../../../engine/resource";
import type { ResourceGraph } from "../../../graph/resource-graph";
import type { Check, Finding } from "../../../engine/rule";
import { isEmpty, isUnresolved, listOf, recordsOf, valueAt } from "../../../engine/values";
import { regionOf } from "../../checks/regions";

/** Id of the managed origin request policy AllViewer, which forwards every header including Host. */
const ALL_VIEWER = "216adef6-5c7f-47e4-b989-5492eafa07d3";
const BY_HOST_NAME = [
  "aws_apigatewayv2_api",
  "aws_apigatewayv2_stage",
  "aws_api_gateway_stage",
  "aws_lambda_function_url",
];
const ORIGIN_BY_HOST_NAME = /\.(?:execute-api|lambda-url)\./;

/** Requires TLS to custom origins, and origin access control for buckets. */
export const restrictsOrigins: Check = ({ values }) =>
  recordsOf(values["origin"]).flatMap((origin, index) => {
    const path = `origin[${index}]`;
    // A VPC origin has its protocol in its own resource, and no public address.
    if (!isEmpty(origin["vpc_origin_config"])) return [];
    const message = isEmpty(origin["custom_origin_config"]) ? bucketProblem(origin) : customProblem(origin);
    return message === undefined ? [] : [fail(path, message)];
  });

function bucketProblem(origin: Values): string | undefined {
  if (isEmpty(origin["origin_access_control_id"])) return "needs an origin access control";
  return isEmpty(valueAt(origin, "s3_origin_config.origin_access_identity"))
    ? undefined
    : "must not have both an origin access identity and an origin access control";
}

function customProblem(origin: Values): string | undefined {
  if (!isEmpty(origin["origin_access_control_id"]) && /\.s3-website[.-]/.test(String(origin["domain_name"]))) {
    return "is a website endpoint, which does not support origin access control; use the regional domain name of the bucket";
  }
  const custom = origin["custom_origin_config"];
  const secure =
    valueAt(custom, "origin_protocol_policy") === "https-only" &&
    listOf(valueAt(custom, "origin_ssl_protocols")).every((one) => one === "TLSv1.2");
  return secure ? undefined : "must be https-only with TLSv1.2";
}

/** Standard logging needs a bucket with ACLs, log delivery a source in us-east-1. */
export const writesAccessLogs: Check = (distribution, { graph }) => {
  const sources = graph
    .referrers(distribution, "aws_cloudwatch_log_delivery_source")
    .filter((source) => source.values["log_type"] === "ACCESS_LOGS")
    .filter((source) => graph.referrers(source, "aws_cloudwatch_log_delivery").length > 0);
  const legacy = !isEmpty(distribution.values["logging_config"]);
  if (!legacy && sources.length === 0) return [fail("logging_config", "needs an access log")];
  const refusing = graph
    .targetsAt(distribution, "logging_config.bucket")
    .flatMap((bucket) => graph.referrers(bucket, "aws_s3_bucket_ownership_controls"))
    .some(({ values }) => valueAt(values, "rule.object_ownership") === "BucketOwnerEnforced");
  return [
    ...(refusing
      ? [fail("logging_config.bucket", "disables ACLs, which these logs require; use log delivery instead")]
      : []),
    ...sources
      .map((source) => regionOf(source, graph))
      .filter((region) => region !== undefined && region !== "us-east-1")
      .map((region) => fail("", `the log delivery source must be in us-east-1, is in ${region}`)),
  ];
};

/** Requires an origin group if the bucket of the site is replicated. */
export const failsOverToReplica: Check = (distribution, { graph }) => {
  const replicated = graph
    .targetsAt(distribution, "origin.domain_name")
    .filter(({ type }) => type === "aws_s3_bucket")
    .some((bucket) => graph.referrers(bucket, "aws_s3_bucket_replication_configuration").some(isSource(bucket, graph)));
  if (!replicated || !isEmpty(distribution.values["origin_group"])) return [];
  return [fail("origin_group", "must contain the replica of the bucket")];
};

const isSource = (bucket: Resource, graph: ResourceGraph) => (replication: Resource) =>
  graph.targetsAt(replication, "bucket").includes(bucket);

/** API Gateway and function URLs reject the viewer's Host header. */
export const omitsViewerHost: Check = (distribution, { graph }) => {
  const origins = recordsOf(distribution.values["origin"]).filter((origin) =>
    isByHostName(origin, distribution, graph),
  );
  const names = origins.map((origin) => origin["origin_id"]);
  return ["default_cache_behavior", "ordered_cache_behavior"].flatMap((kind) =>
    recordsOf(distribution.values[kind])
      .filter((behaviour) => names.includes(behaviour["target_origin_id"]))
      .flatMap((behaviour) => hostProblem(behaviour, kind)),
  );
};

function isByHostName(origin: Values, distribution: Resource, graph: ResourceGraph): boolean {
  const name = origin["domain_name"];
  if (ORIGIN_BY_HOST_NAME.test(String(name))) return true;
  return graph.targets(distribution.stack, name).some(({ type }) => BY_HOST_NAME.includes(type));
}

/** A policy of the configuration, in whatever module, which is another one than those of AWS. */
const OWN_POLICY = /^\$\{(?:module\.[^}]*\.)?aws_/;

function hostProblem(behaviour: Values, kind: string): readonly Finding[] {
  const path = `${kind}.origin_request_policy_id`;
  const policy = behaviour["origin_request_policy_id"];
  if (isUnresolved(policy)) return OWN_POLICY.test(policy) ? [] : [unknown(path)];
  return policy === ALL_VIEWER ? [fail(path, "forwards the viewer's Host header, which the origin rejects")] : [];
}
