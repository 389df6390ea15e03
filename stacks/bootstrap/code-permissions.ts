import type { PolicyStatement } from "../../modules/core";
import { inDeploymentRegions, type EnvironmentScope } from "./environment-scope";
import { servicesOf } from "./service-permissions";

/**
 * Permissions on functions and state machines, by name. They run code with a role of their own: whoever could change
 * or invoke one that belongs to somebody else in the account would act with its permissions.
 */
export function codePermissions(scope: EnvironmentScope): PolicyStatement[] {
  const services = servicesOf(scope.account.deployed.types).map(([service]) => service);
  return [
    ...(services.includes("lambda") ? functionPermissions(scope) : []),
    ...(services.includes("states") ? stateMachinePermissions(scope) : []),
  ];
}

function functionPermissions(scope: EnvironmentScope): PolicyStatement[] {
  const { account, prefix } = scope;
  const functions = `arn:aws:lambda:*:${account.account}:function:${prefix}-*`;
  return [
    {
      sid: "OperateFunctions",
      actions: ["lambda:*"],
      resources: [functions],
      unscopedBecause: "all actions, but only on the environment's functions",
    },
    {
      sid: "MapEventSources",
      actions: ["lambda:*EventSourceMapping"],
      resources: ["*"],
      conditions: [
        inDeploymentRegions(scope),
        { test: "ArnLike", variable: "lambda:FunctionArn", values: [functions] },
      ],
      unscopedBecause: "ids of event source mappings are unknown until creation; the condition names the functions",
    },
    {
      sid: "ReadEventSourceMappings",
      actions: ["lambda:GetEventSourceMapping", "lambda:ListTags", "lambda:TagResource", "lambda:UntagResource"],
      resources: [`arn:aws:lambda:*:${account.account}:event-source-mapping:*`],
    },
    {
      sid: "ListFunctions",
      actions: ["lambda:ListEventSourceMappings", "lambda:ListFunctions"],
      resources: ["*"],
      conditions: [inDeploymentRegions(scope)],
      unscopedBecause: "functions and mappings are listed for the whole account",
    },
  ];
}

function stateMachinePermissions(scope: EnvironmentScope): PolicyStatement[] {
  const { account, prefix } = scope;
  return [
    {
      sid: "OperateStateMachines",
      actions: ["states:*"],
      resources: ["stateMachine", "execution"].map((kind) => `arn:aws:states:*:${account.account}:${kind}:${prefix}-*`),
      unscopedBecause: "all actions, but only on the environment's state machines",
    },
    {
      sid: "ValidateStateMachines",
      actions: ["states:ListStateMachines", "states:ValidateStateMachineDefinition"],
      resources: ["*"],
      conditions: [inDeploymentRegions(scope)],
      unscopedBecause: "definitions are validated before their state machine exists",
    },
  ];
}
