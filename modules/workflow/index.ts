export { STATE_MACHINE_DEFAULTS, StateMachine, type StateMachineProps } from "./state-machine";
