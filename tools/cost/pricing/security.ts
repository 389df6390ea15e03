import { listOf, recordsOf } from "../../../policies";
import { fixed, free, notPriced, used } from "./charges";
import type { Pricer } from "./component";

const key: Pricer = (resource, context) => [
  fixed("key", "kms.key", 1),
  ...used(resource, context, [
    { component: "requests", price: "kms.requests", parameters: ["monthly_requests"], unit: "10,000" },
  ]),
];

const secret: Pricer = (resource, context) => {
  const replicas = recordsOf(resource.values["replica"]).length;
  return [
    fixed("secret", "secrets-manager.secret", 1 + replicas, replicas > 0 ? `${replicas} replicas` : undefined),
    ...used(resource, context, [
      { component: "requests", price: "secrets-manager.requests", parameters: ["monthly_requests"], unit: "10,000" },
    ]),
  ];
};

const parameter: Pricer = ({ values }) => {
  const tier = values["tier"] ?? "Standard";
  if (tier === "Standard") return [free("standard parameters are free")];
  return tier === "Advanced"
    ? [fixed("parameter", "ssm.advanced", 1)]
    : [notPriced("parameter", "its tier is chosen by AWS")];
};

const userPool: Pricer = (pool, context) => {
  const tier = String(pool.values["user_pool_tier"] ?? "ESSENTIALS").toLowerCase();
  return used(pool, context, [
    { component: "active users", price: `cognito.${tier}`, parameters: ["monthly_active_users"] },
  ]);
};

const trail: Pricer = (resource, context) => {
  const data = [resource.values["event_selector"], resource.values["advanced_event_selector"]].flatMap(listOf);
  if (data.length === 0) return [free("the first copy of management events is free")];
  return used(resource, context, [
    { component: "data events", price: "cloudtrail.data", parameters: ["monthly_data_events"], unit: "100,000" },
  ]);
};

const detector: Pricer = (resource, context) =>
  used(resource, context, [
    {
      component: "management events",
      price: "guardduty.cloudtrail",
      parameters: ["monthly_management_events"],
      unit: "million",
    },
    { component: "flow and DNS logs", price: "guardduty.flow", parameters: ["monthly_log_gb"] },
  ]);

const analyzer: Pricer = ({ values }) =>
  String(values["type"] ?? "ACCOUNT").includes("UNUSED_ACCESS")
    ? [notPriced("analyzer", "charged for each role and user of the account")]
    : [free("analyzers of external access are free")];

const recorder: Pricer = (resource, context) =>
  used(resource, context, [
    { component: "configuration items", price: "config.item", parameters: ["monthly_configuration_items"] },
  ]);

const securityHub: Pricer = () => [
  notPriced("checks and findings", "charged by check and finding, without a price here"),
];

export const SECURITY: Readonly<Record<string, Pricer>> = {
  aws_accessanalyzer_analyzer: analyzer,
  aws_cloudtrail: trail,
  aws_cognito_user_pool: userPool,
  aws_config_configuration_recorder: recorder,
  aws_guardduty_detector: detector,
  aws_kms_key: key,
  aws_kms_replica_key: key,
  aws_secretsmanager_secret: secret,
  aws_securityhub_account: securityHub,
  aws_ssm_parameter: parameter,
};
