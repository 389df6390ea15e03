/** Does nothing: what is left is the price of the runtime and of the way to it. */
export const handler = async () => ({ statusCode: 200, body: "bare" });
