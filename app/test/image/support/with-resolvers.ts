/** The interpreter of state machines asks for `Promise.withResolvers`, which Node.js has from 22 on. */
export function withResolvers(): void {
  const promise = Promise as unknown as { withResolvers?: () => object };
  promise.withResolvers ??= function () {
    let settle = {};
    const result = new Promise((resolve, reject) => (settle = { resolve, reject }));
    return { promise: result, ...settle };
  };
}
