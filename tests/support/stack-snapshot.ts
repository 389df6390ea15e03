import { snapshotOf } from "../../testing";
import { synthesizedStack } from "./synthesized";

/**
 * The snapshot of one stack's configuration and its golden list of addresses. An address that leaves the list is a resource that the
 * next apply destroys, unless the change moves it.
 */
export function expectStackSnapshot(name: string): void {
  const stack = synthesizedStack(name);
  test(`the configuration of ${name} is as reviewed`, () => {
    expect(snapshotOf(stack.config)).toMatchSnapshot();
  });
  test(`the addresses of ${name} are as reviewed`, () => {
    expect(stack.addresses).toMatchSnapshot();
  });
}
