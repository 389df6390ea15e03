import { renderTemplate } from "../../../tests/support/mapping-template";
import { exampleStack } from "../../../tests/support/synthesized";

/** Mapping template of `POST /pay` in production. */
function template(): string {
  const integration = exampleStack("scale-up", "prod").resource("aws_api_gateway_integration", /post-pay_integration/);
  return (integration["request_templates"] as Record<string, string>)["application/json"]!;
}

/** Input and name of the execution that a request starts. */
function started(payment: object, key: string, text = template()): { name: string; input: unknown } {
  const rendered = renderTemplate(text, {
    body: payment,
    parameters: { "Idempotency-Key": key },
    context: { authorizer: { customerId: "3f1c0f4e-0000-4000-8000-000000000001", principalId: "other" } },
  });
  const { name, input } = JSON.parse(rendered) as { name: string; input: string };
  return { name, input: JSON.parse(input) };
}

const HOSTILE = [
  `it's "quoted"`,
  String.raw`back\slash \' \" \\' \u0041`,
  "tab\tline\nreturn\r",
  "Grüße 日本 🛒",
  "$context.authorizer.principalId #set($x = 1) ${x}",
  '"},"customerId":"eve","x":{"y":"',
];

test.each(HOSTILE)("a payment with %j starts an execution in the name of its customer", (hostile) => {
  const payment = { orderId: hostile, paymentToken: hostile, customerId: "eve", [hostile]: [hostile] };
  expect(started(payment, "key-00000001")).toEqual({
    name: "3f1c0f4e-0000-4000-8000-000000000001-key-00000001",
    input: { customerId: "3f1c0f4e-0000-4000-8000-000000000001", payment },
  });
});

test.each(["", "short", "a key with spaces", "x".repeat(44), "key=00000001", "key-0000001'"])(
  "a payment with the key %j names no execution",
  (key) => {
    // Step Functions refuses the asterisk.
    expect(started({ orderId: "a" }, key).name).toBe("3f1c0f4e-0000-4000-8000-000000000001-*");
  },
);

test("a template without the pattern accepts a short key: the twin", () => {
  const open = template()
    .replace(/#if\([^#]*?\.matches\('[^']*'\)\)/, "")
    .replace("#else*#end", "");
  expect(open).not.toBe(template());
  expect(started({ orderId: "a" }, "short", open).name).toBe("3f1c0f4e-0000-4000-8000-000000000001-short");
});

test("a template that does not repair escaped apostrophes is no JSON", () => {
  const broken = template().replaceAll(/\.replaceAll\([^)]*\)/g, "");
  expect(broken).not.toBe(template());
  expect(() => started({ orderId: "it's" }, "key-00000001", broken)).toThrow(SyntaxError);
});
