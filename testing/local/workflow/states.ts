/** States of a definition, of which the runner's own type says too little. */
export interface States {
  readonly States: Readonly<Record<string, State>>;
}

export interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly HeartbeatSeconds?: number;
  readonly Branches?: readonly States[];
  readonly ItemProcessor?: States;
}

/** Program of a task state. `heartbeatSeconds` is that of the state. */
export type TaskProgram = (parameters: unknown, heartbeatSeconds?: number) => Promise<unknown>;

/** States of a definition with those of its branches. */
export function allStates({ States: states }: States): [string, State][] {
  return Object.entries(states).flatMap(([name, state]) => {
    const inner = [...(state.Branches ?? []), ...(state.ItemProcessor ? [state.ItemProcessor] : [])];
    return [[name, state], ...inner.flatMap(allStates)] as [string, State][];
  });
}
