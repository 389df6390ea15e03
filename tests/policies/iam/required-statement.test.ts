import { document, statusOf } from "./verdict";

const DELETION = { Principal: "*", Action: "backup:DeleteRecoveryPoint", Resource: "*" };

describe("a policy that must have a statement", () => {
  const statusWith = (policy: string) => statusOf("BKP-01", { aws_backup_vault_policy: { a: { policy } } });

  test.each([
    ["that has it", document({ Effect: "Deny", ...DELETION }), "pass"],
    ["without it", document({ Effect: "Allow", ...DELETION }), "fail"],
    ["whose effect is unknown", document({ Effect: "${var.effect}", ...DELETION }), "unknown"],
    ["that is unknown", "${var.policy}", "unknown"],
    ["that is no JSON", '{"Statement": [', "fail"],
  ])("%s: %s", (_, policy, verdict) => {
    expect(statusWith(policy)).toBe(verdict);
  });
});
