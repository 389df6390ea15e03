export { StateMachine } from "./state-machine";
export { STATE_MACHINE_DEFAULTS, type StateMachineProps } from "./state-machine-props";
