import { renderTemplate } from "../../../tests/support/mapping-template";
import { exampleStack } from "../../../tests/support/synthesized";

/** Mapping template of `POST /pay` in production. */
function template(): string {
  const integration = exampleStack("scale-up", "prod").resource("aws_api_gateway_integration", /post-pay_integration/);
  return (integration["request_templates"] as Record<string, string>)["application/json"]!;
}

/** Input and name of the execution that a request starts. */
function started(payment: object, text = template()): { name: string; input: unknown } {
  const rendered = renderTemplate(text, {
    body: payment,
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
  expect(started(payment)).toEqual({
    name: `3f1c0f4e-0000-4000-8000-000000000001-${hostile}`,
    input: { customerId: "3f1c0f4e-0000-4000-8000-000000000001", payment },
  });
});

test("the customer and the order name the execution, whatever the means of payment", () => {
  const order = { orderId: "0b9f1a52-0000-4000-8000-000000000002" };
  const names = ["tok_approved", "tok_declined"].map((paymentToken) => started({ ...order, paymentToken }).name);
  expect(new Set(names)).toEqual(
    new Set(["3f1c0f4e-0000-4000-8000-000000000001-0b9f1a52-0000-4000-8000-000000000002"]),
  );
  expect(names[0]).toHaveLength(73);
});

test("a template that does not repair escaped apostrophes is no JSON", () => {
  const broken = template().replaceAll(/\.replaceAll\([^)]*\)/g, "");
  expect(broken).not.toBe(template());
  expect(() => started({ orderId: "it's" }, broken)).toThrow(SyntaxError);
});
