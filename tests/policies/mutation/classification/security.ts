import { KEPT, removed, weakened, type Classification } from "../protection";

/** Keys, secrets, parameters and IAM. */
export const SECURITY: Classification = {
  aws_iam_policy_document: { protects: [], neutral: { behaviour: ["statement"] } },
  aws_iam_role: {
    protects: [removed("assume_role_policy", "IAM-05")],
    neutral: { sizing: ["max_session_duration"], behaviour: ["permissions_boundary"] },
  },
  aws_iam_role_policy: { protects: [], neutral: { wiring: ["role"], behaviour: ["policy"] } },
  aws_iam_role_policy_attachment: {
    protects: [
      weakened("policy_arn", "IAM-01", ["arn:aws:iam::aws:policy/AdministratorAccess"], "IAM-08"),
      weakened("policy_arn", "IAM-08", ["arn:aws:iam::aws:policy/ReadOnlyAccess"]),
    ],
    neutral: { wiring: ["role"] },
  },
  aws_kms_alias: { protects: [], neutral: { wiring: ["target_key_id"] } },
  aws_kms_key: {
    protects: [
      weakened("enable_key_rotation", "KMS-01", [undefined, false]),
      weakened("deletion_window_in_days", "KMS-01", [7]),
      removed("policy", "KMS-02", "SNS-01"),
      KEPT,
    ],
    neutral: {},
  },
  aws_secretsmanager_secret: {
    protects: [removed("kms_key_id", "SEC-01"), weakened("recovery_window_in_days", "SEC-01", [0, 7]), KEPT],
    neutral: {},
  },
  aws_secretsmanager_secret_version: {
    protects: [weakened("secret_string", "SEC-02", ["not-a-reference"], "SEC-01")],
    neutral: { wiring: ["secret_id"] },
  },
  aws_ssm_parameter: {
    protects: [weakened("name", "SSM-01", ["/groundplan/prod/database/password"])],
    neutral: { wiring: ["insecure_value"], sizing: ["tier"], behaviour: ["type"] },
  },
};
