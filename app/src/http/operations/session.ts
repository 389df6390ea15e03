import { ignoreUnavailable } from "../../domain/errors";
import { customerOperation } from "../operation";
import { jsonResponse } from "../response";
import * as schemas from "../schemas";
import { sessionIdOf } from "../security/sessions";

export const openSession = customerOperation({
  summary: "Opens a session: sets its cookie, answers the CSRF token that belongs to it, and adopts the guest's cart",
  answer: { status: 201, schema: schemas.session, headers: { "Set-Cookie": "Cookie of the session" } },
  refuses: [],
  handle: async ({ sessions, carts }, { caller, request }) => {
    const { cookie, ...session } = await sessions.open(caller);
    const guestId = sessionIdOf(request);
    // A sign-in does not depend on the cart: the storefront has a copy.
    if (guestId) await carts.merge(guestId, caller.customerId).catch(ignoreUnavailable);
    return { ...jsonResponse(201, session), cookies: [cookie] };
  },
});

export const closeSession = customerOperation({
  summary: "Ends the session and clears its cookie",
  answer: { status: 204, headers: { "Set-Cookie": "Deletes the cookie of the session" } },
  refuses: [],
  handle: async ({ sessions }, { request }) => ({ status: 204, cookies: [await sessions.close(request)] }),
});
