import { matchesWildcards } from "../../../policies/iam/wildcards";

test.each([
  ["iam:PassRole", "iam:PassRole"],
  ["*", ""],
  ["iam:*Role", "iam:PassRole"],
  ["iam:*s*Rol?", "iam:PassRole"],
  ["iam:Pass*****", "iam:Pass"],
])("%s matches %s", (pattern, text) => {
  expect(matchesWildcards(pattern, text)).toBe(true);
});

test.each([
  ["iam:PassRole", "iam:PassRoles"],
  ["iam:PassRoles", "iam:PassRole"],
  ["", "a"],
  ["iam:?", "iam:"],
  ["*Role", "iam:RoleX"],
  ["iam.PassRole", "iam:PassRole"],
])("%s does not match %s", (pattern, text) => {
  expect(matchesWildcards(pattern, text)).toBe(false);
});
