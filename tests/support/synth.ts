import { ServiceRole, type AwsStack } from "../../modules/core";

/** A role to grant things to. */
export function testRole(stack: AwsStack<"us-east-1">): ServiceRole {
  return new ServiceRole(stack, "role", { name: "test", description: "For grants", service: "lambda.amazonaws.com" });
}
