/** The state machine runner calls `Promise.withResolvers`, which Node.js has from 22 on. */
const promises = Promise as unknown as { withResolvers?: () => unknown };

promises.withResolvers ??= () => {
  let resolvers = {};
  const promise = new Promise((resolve, reject) => (resolvers = { resolve, reject }));
  return { promise, ...resolvers };
};
