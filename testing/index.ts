export { TestStack, synthesizeStack } from "./test-stack";
export { snapshotOf } from "./snapshot";
export { rehearse, rehearseWith } from "./rehearse";
export { matchingRules, type TestEvent } from "./event-rules";
