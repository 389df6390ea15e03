import type { Mapping } from "./grammar";

export const SECURITY: Mapping = {
  aws_kms_key: {
    type: "AWS::KMS::Key",
    arguments: {
      policy: "KeyPolicy",
      deletion_window_in_days: "PendingWindowInDays",
      customer_master_key_spec: "KeySpec",
      is_enabled: "Enabled",
      bypass_policy_lockout_safety_check: "BypassPolicyLockoutSafetyCheck",
    },
  },
  aws_kms_alias: { type: "AWS::KMS::Alias", arguments: { name: "AliasName" } },
  aws_secretsmanager_secret: {
    type: "AWS::SecretsManager::Secret",
    arguments: {
      recovery_window_in_days: null,
      policy: null,
      force_overwrite_replica_secret: null,
      replica: "ReplicaRegions",
    },
  },
  aws_ssm_parameter: {
    type: "AWS::SSM::Parameter",
    // CloudFormation cannot create a SecureString; AWS can.
    arguments: { type: { absent: ["SecureString"] }, overwrite: null, key_id: null, insecure_value: "Value" },
  },
};
