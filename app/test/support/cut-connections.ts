import type { FaultProxy } from "../../local/postgres/fault-proxy";

/** Ends the open connections; new ones are fine. */
export async function cutConnections(proxy: FaultProxy): Promise<void> {
  await proxy.set("reset");
  await proxy.set("none");
}
