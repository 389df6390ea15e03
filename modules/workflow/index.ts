export type { ExistingStateMachine, ExistingStateMachineSettings } from "./existing-state-machine";
export { StateMachine } from "./state-machine";
export { STATE_MACHINE_DEFAULTS, type StateMachineProps } from "./state-machine-props";
