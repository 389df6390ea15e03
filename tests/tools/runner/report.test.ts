import { diagnosticsOf, type TerraformDiagnostic } from "../../../tools/runner/terraform/diagnostics";
import { report } from "../../../tools/runner/checks/report";
import type { StackResult } from "../../../tools/runner/checks/stack-check";

const config = {
  terraform: {},
  resource: {
    aws_kms_key: { data_key: { "//": { metadata: { path: "dev/data/key" } } } },
    aws_eip: { nat: {} },
  },
  data: { aws_iam_policy_document: { trust: { "//": { metadata: { path: "dev/role/trust" } } } } },
};

const error: TerraformDiagnostic = {
  severity: "error",
  summary: "expected 7 - 30, got 3",
  detail: "First line.\n\nThird line.",
  address: "aws_kms_key.data_key",
};
const warning: TerraformDiagnostic = { severity: "warning", summary: "Deprecated", detail: "", address: "aws_eip.nat" };

const versions = {
  terraform: "1.11.4",
  provider: "5.100.0",
  providerSource: "/mirror",
  configuredProvider: "6.25.0",
};

const result = (name: string, found: TerraformDiagnostic[], add?: number): StackResult => ({
  name,
  resources: 12,
  seconds: 3.14,
  figures: { "to add": add },
  diagnostics: diagnosticsOf({ name, config }, found),
});

describe("diagnosticsOf", () => {
  test("adds the construct path to an address, with or without the prefix resource", () => {
    const withoutAddress = { ...error, address: undefined, snippet: { context: "resource.aws_kms_key.data_key" } };
    const ofData = { ...warning, address: "data.aws_iam_policy_document.trust" };
    const subjects = diagnosticsOf({ name: "dev", config }, [withoutAddress, ofData]).map(({ subject }) => subject);
    expect(subjects).toEqual([
      "resource.aws_kms_key.data_key (dev/data/key)",
      "data.aws_iam_policy_document.trust (dev/role/trust)",
    ]);
  });

  test("omits the subject if Terraform names no address", () => {
    const general = { severity: "error", summary: "Invalid provider", detail: "", snippet: { context: null } } as const;
    expect(diagnosticsOf({ name: "dev", config: { terraform: {} } }, [general, error])).toEqual([
      { severity: "error", subject: "", text: "Invalid provider" },
      {
        severity: "error",
        subject: "aws_kms_key.data_key",
        text: "expected 7 - 30, got 3\nFirst line.\n\nThird line.",
      },
    ]);
  });
});

describe("report", () => {
  test("contains every diagnostic once, the table, the versions and the verdict", () => {
    const results = [result("dev", [warning, error]), result("prod-recovery", [warning, warning], 12)];
    expect(report(["to add"], results, versions)).toMatchInlineSnapshot(`
     "
     Error: dev: aws_kms_key.data_key (dev/data/key)
       expected 7 - 30, got 3
       First line.

       Third line.

     Warning: dev, prod-recovery: aws_eip.nat
       Deprecated

     stack          resources  to add  seconds
     -------------  ---------  ------  -------
     dev                   12       -      3.1
     prod-recovery         12      12      3.1

     provider hashicorp/aws 5.100.0 (from /mirror; the configuration asks for 6.25.0)
     terraform 1.11.4

     1 of 2 stacks failed: dev"
    `);
  });

  test("says that every stack passed, with the configured provider version", () => {
    const text = report(["to add"], [result("dev", [], 12)], { ...versions, configuredProvider: "5.100.0" });
    expect(text).toContain("provider hashicorp/aws 5.100.0 (from /mirror)\nterraform 1.11.4");
    expect(text).toContain("1 of 1 stacks passed");
  });

  test("prints a diagnostic without an address under the name of its stack", () => {
    const text = report([], [result("dev", [{ ...error, address: undefined }])], versions);
    expect(text).toContain("Error: dev\n  expected 7 - 30, got 3\n  First line.\n\n  Third line.");
  });
});
