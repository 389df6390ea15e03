import { requirement } from "./requirement";

const WORKGROUP = { type: "aws_athena_workgroup" } as const;

requirement(
  "SU-A1 has an Athena workgroup with encrypted results and a limit for each query",
  (stack) => {
    expect(stack.resource(WORKGROUP.type)).toMatchObject({
      name: "scaleup-analysts",
      configuration: {
        enforce_workgroup_configuration: true,
        publish_cloudwatch_metrics_enabled: true,
        bytes_scanned_cutoff_per_query: 100_000_000_000,
        result_configuration: {
          encryption_configuration: {
            encryption_option: "SSE_KMS",
            kms_key_arn: expect.stringContaining("aws_kms_key.lake-key"),
          },
        },
      },
    });
    expect(stack.resource("aws_glue_catalog_database")["name"]).toBe("scaleup_lake");
  },
  [
    { ...WORKGROUP, path: "name", value: "primary" },
    { ...WORKGROUP, path: "configuration.enforce_workgroup_configuration", value: false },
    { ...WORKGROUP, path: "configuration.bytes_scanned_cutoff_per_query", value: 1 },
    {
      ...WORKGROUP,
      path: "configuration.result_configuration.encryption_configuration.encryption_option",
      value: "SSE_S3",
    },
    { type: "aws_glue_catalog_database", path: "name", value: "other" },
  ],
);
