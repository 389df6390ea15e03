import { Component, Fragment as PreactFragment, options, type ComponentChildren, type ComponentType } from "preact";

/** One call of a hook in a component, which calls its hooks in the same order each time. */
interface Cell {
  value?: unknown;
  dependencies?: readonly unknown[];
  /** Effect that the next commit runs. */
  run?: (() => Cleanup) | undefined;
  clean?: Cleanup;
}

type Cleanup = (() => void) | undefined | void;
type View = (props: object) => ComponentChildren;

let component: { readonly cells: Cell[]; setState(state: object): void };
let index: number;

function begin(next: typeof component): void {
  component = next;
  index = 0;
}

/** The component whose view is the function. */
const withState = (view: View) =>
  class extends Component {
    readonly cells: Cell[] = [];

    render(props: object) {
      begin(this);
      return view(props);
    }

    override componentDidMount() {
      this.componentDidUpdate();
    }

    override componentDidUpdate() {
      for (const cell of this.cells) {
        const { run, clean } = cell;
        if (!run) continue;
        cell.run = undefined;
        clean?.();
        cell.clean = run();
      }
    }

    override componentWillUnmount() {
      for (const { clean } of this.cells) clean?.();
    }
  };

const components = new Map<unknown, ComponentType>();

// Every function component has hooks, without the 1.1 KB of Preact's own.
options.vnode = (vnode) => {
  const { type } = vnode;
  // Preact passes the component itself, which has `render`, when the component's state has changed.
  if (typeof type !== "function" || type === PreactFragment || type.prototype?.render) return;
  if (!components.has(type)) components.set(type, withState(type as View));
  vnode.type = components.get(type)!;
};

const nextCell = () => (component.cells[index++] ??= {});

/** A value, and the function that replaces it and shows the component again. */
export function useState<Value>(initial: Value): [Value, (value: Value) => void] {
  const owner = component;
  const cell = nextCell();
  if (!("value" in cell)) cell.value = initial;
  const change = (value: Value) => {
    if (value === cell.value) return;
    cell.value = value;
    owner.setState({});
  };
  return [cell.value as Value, change];
}

/**
 * Runs the effect after the component is shown, and again when a dependency has changed.
 *
 * @param run - returns what ends the effect.
 */
export function useEffect(run: () => Cleanup, dependencies: readonly unknown[]): void {
  const cell = nextCell();
  if (cell.dependencies?.every((value, position) => value === dependencies[position])) return;
  cell.run = run;
  cell.dependencies = dependencies;
}
