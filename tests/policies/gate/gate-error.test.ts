import { inspect } from "node:util";
import { PolicyGateError, policyGate } from "../../../policies";

function gateError(): PolicyGateError {
  const config = { terraform: {}, resource: { aws_subnet: { a: { map_public_ip_on_launch: true } } } };
  try {
    policyGate()([{ name: "shop", config }]);
  } catch (error) {
    return error as PolicyGateError;
  }
  throw new Error("the gate passed");
}

test("an uncaught PolicyGateError is printed as its report, without the objects of the judgement", () => {
  const error = gateError();
  expect(error).toBeInstanceOf(PolicyGateError);
  expect(inspect(error).replace(/^\[|\]$/g, "")).toBe(`PolicyGateError: ${error.message}`);
  expect(error.judgement.verdicts.length).toBeGreaterThan(0);
  expect(error.exitCode).toBe(1);
});
