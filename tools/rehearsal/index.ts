export { AppliedStack, statementsIn, type AppliedStatement } from "./applied-stack";
export { rehearseChange, type ChangeRequest } from "./change/rehearse-change";
export { lifecycle } from "./lifecycle";
export { withProducers } from "./rehearsal-configuration";
export { rehearseStacks, runInOrder } from "./rehearse-stacks";
export { checkData, withRehearsalWorkspace, type RehearsalInputs, type RehearsalWorkspace } from "./session";
export { STAND_IN_SOURCE, attachOthers, withStandInWorkspace } from "./stand-in-workspace";
export { ASKED_PROVIDER } from "./replacement/knowledge";
export { probedTypes } from "./replacement/probe/probed-types";
