import { ATTACHMENTS, attachOthers } from "../../../tools/rehearsal/load";
import { withLookups, type TerraformDiagnostic } from "../../../tools/runner/terraform/diagnostics";

const failedCall = (address: string): TerraformDiagnostic => ({
  severity: "error",
  summary: "reading EC2 VPCs",
  detail: 'request send failed, Post "http://127.0.0.1:9/": connect: connection refused',
  address,
});
const other: TerraformDiagnostic = { severity: "error", summary: "Invalid index", detail: "", address: "aws_vpc.a" };

describe("calls of AWS APIs in an offline plan", () => {
  test("are one error that names the lookups", () => {
    const { address: _none, ...ofProvider } = failedCall("");
    const calls = [
      failedCall("data.aws_vpc.b"),
      failedCall("data.aws_vpc.a"),
      failedCall("data.aws_vpc.b"),
      ofProvider,
    ];
    expect(withLookups([...calls, other])).toEqual([
      other,
      {
        severity: "error",
        summary: "Lookups need AWS credentials: data.aws_vpc.a, data.aws_vpc.b, the provider",
        detail: "groundplan rehearse invents their values, or takes them from --data.",
      },
    ]);
  });

  test("leave other errors alone", () => expect(withLookups([other])).toEqual([other]));
});

describe("providers beside the real AWS provider", () => {
  test("are none in a stack of AWS and Terraform's own types", async () => {
    const resource = { aws_vpc: { a: {} }, terraform_data: { a: {} } };
    expect(await attachOthers({ terraform: { required_providers: { aws: {} } }, resource }, "/")).toBeUndefined();
  });

  test("need their bindings", async () => {
    const config = { terraform: {}, resource: { nosuch_thing: { a: {} } } };
    await expect(attachOthers(config, "/")).rejects.toThrow(
      "the bindings of provider nosuch are not installed: npm install --save-dev @cdktf/provider-nosuch, or cdktf get",
    );
  });
});

describe("the AWS provider of several runs", () => {
  const SHARED = "../../../tools/rehearsal/real-provider/shared-provider";
  const share = () => ATTACHMENTS.shareAwsProvider(() => Promise.resolve("/nonexistent"));
  const failing = (code: string) => () => {
    throw Object.assign(new Error("@grpc/grpc-js"), { code });
  };

  afterEach(() => {
    jest.dontMock(SHARED);
    jest.resetModules();
  });

  test("is shared with the packages that are optional, and else started by Terraform", () => {
    expect(share()).toMatchObject({ attach: expect.any(Function), close: expect.any(Function) });
    jest.resetModules();
    jest.doMock(SHARED, failing("MODULE_NOT_FOUND"));
    expect(share()).toBeUndefined();
  });

  test("fails with packages that cannot be loaded", () => {
    jest.doMock(SHARED, failing("ERR_DLOPEN_FAILED"));
    expect(share).toThrow("@grpc/grpc-js");
  });
});
