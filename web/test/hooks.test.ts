import { Component, h, options, type VNode } from "preact";
import { describe, expect, it, vi } from "vitest";
import { useEffect, useState } from "../src/hooks";

/** A component of the view, without a document. `show` renders and commits it as Preact does. */
function open<Props extends object>(view: (props: Props) => unknown) {
  const { type } = h(view as never, null) as VNode;
  const component = new (type as new () => Component)();
  component.setState = vi.fn();
  let isFirst = true;
  const show = (props: Props) => {
    const result: unknown = component.render(props);
    if (isFirst) component.componentDidMount?.();
    else component.componentDidUpdate?.({}, {}, undefined);
    isFirst = false;
    return result;
  };
  return { component, show, leave: () => component.componentWillUnmount?.() };
}

describe("state", () => {
  it("has its first value once, and is shown again when it changes", () => {
    const { component, show } = open(({ initial }: { initial: number }) => useState(initial));
    const [first, change] = show({ initial: 1 }) as [number, (value: number) => void];
    expect(first).toBe(1);
    change(1);
    expect(component.setState).not.toHaveBeenCalled();
    change(5);
    expect(component.setState).toHaveBeenCalledOnce();
    expect((show({ initial: 2 }) as [number])[0]).toBe(5);
  });

  it("may begin as undefined, and is the component's own", () => {
    const view = () => [useState<number | undefined>(undefined), useState("a")] as const;
    const [one, other] = [open(view), open(view)];
    const [[, change]] = one.show({}) as ReturnType<typeof view>;
    change(3);
    const values = (shown: unknown) => (shown as ReturnType<typeof view>).map(([value]) => value);
    expect([values(one.show({})), values(other.show({}))]).toEqual([
      [3, "a"],
      [undefined, "a"],
    ]);
  });
});

describe("an effect", () => {
  it("runs after each change of a dependency, ends before that, and ends with the component", () => {
    const log: string[] = [];
    const { show, leave } = open(({ of, other }: { of: string; other: number }) => {
      useEffect(() => {
        log.push(`begin ${of}`);
        return () => void log.push(`end ${of}`);
      }, [of]);
      return other;
    });
    show({ of: "a", other: 1 });
    show({ of: "a", other: 2 });
    show({ of: "b", other: 2 });
    leave();
    expect(log).toEqual(["begin a", "end a", "begin b", "end b"]);
  });

  it("without an end only runs", () => {
    const run = vi.fn();
    const { show, leave } = open(() => useEffect(run, []));
    show({});
    show({});
    leave();
    expect(run).toHaveBeenCalledOnce();
  });
});

describe("components", () => {
  it("of one function are of one type, and elements are left as they are", () => {
    const view = () => null;
    expect(h(view, null).type).toBe(h(view, null).type);
    expect(h("p", null).type).toBe("p");
    expect(options.vnode).toBeDefined();
  });
});

it("a component remains the same for Preact after its state has changed", () => {
  const shown = h(() => null, null) as VNode;
  const { type } = shown;
  // Preact passes a copy of the element for each change of state.
  const copy = { ...shown };
  options.vnode!(copy);
  expect(copy.type).toBe(type);
});
