import { ApiGatewayLogging } from "../../../modules/account";
import { InputError } from "../../../modules/core/index";
import { synthesizeStack } from "../../../testing/index";

const synthesizeLogging = (name = "shop-api-gateway-logs") =>
  synthesizeStack((stack) => {
    expect(new ApiGatewayLogging(stack, "api-logging", { name }).roleArn).toContain("TfToken");
  });

describe("AccountLogging", () => {
  test("R-S1 makes a role that only API Gateway assumes and that only writes logs", () => {
    const stack = synthesizeLogging();
    expect(stack.resource("aws_iam_role")).toMatchObject({ name: "shop-api-gateway-logs" });
    expect(stack.statements("role_trust")).toEqual([
      expect.objectContaining({ principals: [{ type: "Service", identifiers: ["apigateway.amazonaws.com"] }] }),
    ]);
    expect(stack.resource("aws_iam_role_policy_attachment")).toMatchObject({
      policy_arn: "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs",
    });
  });

  test("R-S1 sets the role for the account once its policy is attached", () => {
    expect(synthesizeLogging().resource("aws_api_gateway_account")).toMatchObject({
      cloudwatch_role_arn: expect.stringContaining("aws_iam_role.api-logging_role"),
      depends_on: expect.arrayContaining([expect.stringContaining("aws_iam_role_policy_attachment.api-logging_role")]),
    });
  });

  test("refuses a name that IAM does not take", () => {
    expect(() => synthesizeLogging("api logs")).toThrow(InputError);
    expect(() => synthesizeLogging("api logs")).toThrow(/test\/api-logging\/role: name: got "api logs"/);
  });

  test("has these addresses", () => {
    expect(synthesizeLogging().addresses).toMatchInlineSnapshot(`
     [
       "aws_api_gateway_account.api-logging_account_8A50DADA",
       "aws_iam_role.api-logging_role_DA0163B7",
       "aws_iam_role_policy_attachment.api-logging_role_log-policy_27A1C31B",
       "data.aws_iam_policy_document.api-logging_role_trust_document_910E041D",
     ]
    `);
  });
});
