import { all, expectAt, isSet, notTrue, when } from "../../engine/checks";
import type { Rule } from "../../engine/rule";
import { isEmpty, valueAt } from "../../engine/values";

export const QUICKSIGHT_RULES: readonly Rule[] = [
  {
    id: "QS-01",
    title: "QuickSight data sources connect over TLS, through the VPC, with a secret",
    severity: "high",
    rationale: "A credential pair is stored in the state; without a VPC connection the database must be public.",
    fix: "Set credentials.secret_arn instead of credential_pair, vpc_connection_properties.vpc_connection_arn, and ssl_properties.disable_ssl to false.",
    controls: { nist: ["IA-5(1)(c)", "SC-8"], nag: ["QS1"] },
    types: ["aws_quicksight_data_source"],
    check: all(
      notTrue("ssl_properties.disable_ssl"),
      expectAt("credentials.credential_pair", "must not be set; use secret_arn", isEmpty),
      when(
        ({ values }) =>
          ["aurora", "aurora_postgresql", "mysql", "postgresql", "rds", "redshift"].some(
            (kind) => !isEmpty(valueAt(values["parameters"], kind)),
          ),
        isSet("vpc_connection_properties.vpc_connection_arn"),
      ),
    ),
  },
];
