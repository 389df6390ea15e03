import { all, atLeast, fail, flag, forType, isSet, when } from "../../engine/checks";
import type { Rule } from "../../engine/rule";
import { isSecret, isSecretParameter, readable } from "./checks/plain-secrets";
import { hasRotation, rotatesWithinLimit } from "./checks/secret-rotation";

export const SECRETS_MANAGER_RULES: readonly Rule[] = [
  {
    id: "SEC-01",
    title: "Secrets are encrypted with a customer managed key, rotate and have a recovery window",
    severity: "medium",
    rationale:
      "A deleted secret can be restored only within the recovery window; a secret that never changes is known to everyone who ever read it. A value that Terraform generates for another resource rotates when its source is replaced.",
    fix: "Set kms_key_id (master_user_secret_kms_key_id where RDS manages the secret) and recovery_window_in_days to 30; add aws_secretsmanager_secret_rotation with at most 90 days. In a Groundplan module: `recoveryWindowDays`.",
    controls: {
      fsbp: ["SecretsManager.1", "SecretsManager.4"],
      nist: ["SC-12", "SC-28(1)"],
      checkov: ["CKV_AWS_149", "CKV2_AWS_57", "CKV_AWS_304"],
      trivy: ["AVD-AWS-0098"],
      nag: ["SMG4"],
    },
    types: ["aws_secretsmanager_secret", "aws_secretsmanager_secret_rotation", "aws_rds_cluster", "aws_db_instance"],
    parameters: { days: 30, rotationDays: 90 },
    relaxed: { staging: { days: 7 }, dev: { days: 0 } },
    check: all(
      forType(
        "aws_secretsmanager_secret",
        all(
          isSet("kms_key_id"),
          when(
            ({ values }) => values["recovery_window_in_days"] !== undefined,
            atLeast("recovery_window_in_days", "days"),
          ),
          when((_secret, { profile }) => profile !== "dev", hasRotation),
        ),
      ),
      forType("aws_secretsmanager_secret_rotation", rotatesWithinLimit),
      when((database) => flag(database, "manage_master_user_password"), isSet("master_user_secret_kms_key_id")),
    ),
  },
  {
    id: "SEC-02",
    title: "The configuration contains no secrets",
    severity: "critical",
    rationale: "Many people read the configuration, and state and plans keep copies.",
    fix: "Let AWS generate the secret, and read it at run time. In a Groundplan module: `GeneratedSecret`, and no secret in `environment`.",
    controls: {
      fsbp: ["ECS.8", "CodeBuild.2"],
      nist: ["IA-5(1)(c)"],
      checkov: ["CKV_AWS_41", "CKV_AWS_45", "CKV_AWS_46"],
      trivy: ["AVD-AWS-0036"],
      nag: ["ECS2"],
    },
    types: ["*"],
    check: ({ type, values, expressions }) => {
      // A plan hides sensitive values, but its configuration contains them as they are written.
      const secrets = [values, expressions]
        .flatMap((layer) => readable(layer))
        .filter(({ path, value }) => isSecret(path, String(value)) || isSecretParameter(type, values, path, value));
      return [...new Set(secrets.map(({ path }) => path))].map((path) => fail(path, "looks like a secret"));
    },
  },
];
