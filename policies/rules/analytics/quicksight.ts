import { all, expectAt, isSet, notTrue, when } from "../../engine/checks";
import type { Rule } from "../../engine/rule";
import { isEmpty, valueAt } from "../../engine/values";

export const QUICKSIGHT_RULES: readonly Rule[] = [
  {
    id: "QS-01",
    title: "QuickSight reaches its data over TLS, inside the VPC, with a secret",
    severity: "high",
    rationale: "A credential pair stands in the state; without a VPC connection the database must be public.",
    fix: "Leave ssl_properties.disable_ssl false, set vpc_connection_properties and credentials.secret_arn.",
    controls: { nist: ["IA-5(1)(c)", "SC-8"], nag: ["QS1"] },
    types: ["aws_quicksight_data_source"],
    check: all(
      notTrue("ssl_properties.disable_ssl"),
      expectAt("credentials.credential_pair", "must be a secret instead", isEmpty),
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
