import { matchesWildcards } from "../../../iam/wildcards";
import type { PolicyStatement } from "../../../iam/statements";
import { usesAnyKey } from "./key-use";

/** Actions by which a caller can extend its own permissions. */
const ESCALATIONS = [
  "iam:attachgrouppolicy",
  "iam:attachuserpolicy",
  "iam:createaccesskey",
  "iam:createloginprofile",
  "iam:createpolicyversion",
  "iam:deleterolepermissionsboundary",
  "iam:deleteuserpermissionsboundary",
  "iam:putgrouppolicy",
  "iam:putuserpolicy",
  "iam:setdefaultpolicyversion",
  "iam:updateassumerolepolicy",
  "iam:updateloginprofile",
  "glue:updatedevendpoint",
  "ssm:sendcommand",
];

const ROLE_WRITERS = ["iam:createrole", "iam:attachrolepolicy", "iam:putrolepolicy"];

/** Actions that AWS documents with `*`: network interfaces of functions, metrics and query results. */
export const DOCUMENTED_ON_EVERYTHING = [
  "ec2:assignprivateipaddresses",
  "ec2:createnetworkinterface",
  "ec2:deletenetworkinterface",
  "ec2:unassignprivateipaddresses",
  "cloudwatch:getmetricdata",
  "cloudwatch:getmetricstatistics",
  "logs:getqueryresults",
  "logs:stopquery",
];

const matchesAction = (pattern: string, action: string): boolean => matchesWildcards(pattern.toLowerCase(), action);

const grants = (statement: PolicyStatement, actions: readonly string[]): string | undefined =>
  actions.find((action) => statement.actions.some((pattern) => matchesAction(pattern, action)));

export const onEverything = ({ resources }: PolicyStatement): boolean => resources.includes("*");

export const escalationProblem = (statement: PolicyStatement): string | undefined => {
  const direct = grants(statement, ESCALATIONS);
  if (direct) return `allows ${direct}, which extends the caller's own permissions`;
  const writer = grants(statement, ROLE_WRITERS);
  const bounded = statement.conditions.some(({ key }) => key.toLowerCase() === "iam:permissionsboundary");
  return writer && !bounded ? `allows ${writer} without a condition on iam:PermissionsBoundary` : undefined;
};

export const unnamedTargetProblem = (statement: PolicyStatement): string | undefined => {
  if (grants(statement, ["iam:passrole"])) {
    if (statement.resources.some((resource) => /^\*$|:role\/\*$/.test(resource)))
      return "allows passing any role; name the roles";
    const restricted = statement.conditions.some(({ key }) => key.toLowerCase() === "iam:passedtoservice");
    if (!restricted) return "allows passing a role to any service; add a condition on iam:PassedToService";
  }
  if (grants(statement, ["sts:assumerole"]) && onEverything(statement))
    return "allows assuming any role; name the roles";
  return grants(statement, ["kms:decrypt", "kms:reencryptfrom"]) ? usesAnyKey(statement) : undefined;
};
