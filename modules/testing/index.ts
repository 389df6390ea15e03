export { TestStack, synthesizeStack } from "./test-stack";
export { snapshotOf } from "./snapshot";
