import { diagnosticsOf, type TerraformDiagnostic } from "../../tools/terraform/diagnostics";
import { report } from "../../tools/terraform/report";
import type { StackResult } from "../../tools/terraform/stack-result";

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

const witnesses = {
  terraformVersion: "1.11.4",
  providerVersion: "5.100.0",
  configuredVersion: "6.25.0",
  mirror: "/mirror",
};

const result = (name: string, found: TerraformDiagnostic[], add?: number): StackResult => ({
  name,
  resources: 12,
  seconds: 3.14,
  figures: { "to add": add },
  diagnostics: diagnosticsOf({ name, config }, found),
});

describe("diagnosticsOf", () => {
  test("names the construct behind an address, in either spelling", () => {
    const withoutAddress = { ...error, address: undefined, snippet: { context: "resource.aws_kms_key.data_key" } };
    const ofData = { ...warning, address: "data.aws_iam_policy_document.trust" };
    const subjects = diagnosticsOf({ name: "dev", config }, [withoutAddress, ofData]).map(({ subject }) => subject);
    expect(subjects).toEqual([
      "resource.aws_kms_key.data_key (dev/data/key)",
      "data.aws_iam_policy_document.trust (dev/role/trust)",
    ]);
  });

  test("leaves the subject out when Terraform names none", () => {
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
  test("shows every finding once, the table, who spoke and the verdict", () => {
    const results = [result("dev", [warning, error]), result("prod-recovery", [warning, warning], 12)];
    expect(report(["to add"], results, witnesses)).toMatchInlineSnapshot(`
     "Error: dev: aws_kms_key.data_key (dev/data/key)
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

  test("says when every stack is proven, by the very provider that was asked for", () => {
    const text = report(["to add"], [result("dev", [], 12)], { ...witnesses, configuredVersion: "5.100.0" });
    expect(text).toContain("provider hashicorp/aws 5.100.0 (from /mirror)\nterraform 1.11.4");
    expect(text).toContain("1 of 1 stacks proven");
  });

  test("puts a diagnostic without a subject under its stack alone", () => {
    const text = report([], [result("dev", [{ ...error, address: undefined }])], witnesses);
    expect(text).toContain("Error: dev\n  expected 7 - 30, got 3\n  First line.\n\n  Third line.");
  });
});
