import { fixedCost } from "../support/fixed-costs";
import { synthesizedStack } from "../support/synthesized";

const staging = synthesizedStack("staging");

test("R-F1 a month of staging has the fixed charges of its gateway, database, cache and web ACL", () => {
  // One gateway at 0.045 an hour, two instances with 0.5 ACU at 0.12, 1 GB of Redis at 0.125, an ACL with nine rules.
  const types = [
    "aws_nat_gateway",
    "aws_rds_cluster_instance",
    "aws_elasticache_serverless_cache",
    "aws_wafv2_web_acl",
  ];
  expect(types.map((type) => fixedCost(staging, type))).toEqual(["32.85", "87.60", "91.25", "14.00"]);
});
