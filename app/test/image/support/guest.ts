import { csrfHeader } from "../../../contract";
import type { ContainerWorld } from "./world";

/** Cookie and CSRF token of a new guest's session. */
export async function openGuest(world: ContainerWorld): Promise<{ readonly headers: Record<string, string> }> {
  const { headers, json } = await world.request("POST", "/api/cart/session");
  return { headers: { cookie: headers["set-cookie"]!.split(";")[0]!, [csrfHeader]: json.csrfToken } };
}
