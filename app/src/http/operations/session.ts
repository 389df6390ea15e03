import { customerOperation } from "../operation";
import { jsonResponse } from "../response";
import * as schemas from "../schemas";

export const openSession = customerOperation({
  summary: "Opens a session: sets its cookie and answers the CSRF token that belongs to it",
  answer: { status: 201, schema: schemas.session, headers: { "Set-Cookie": "Cookie of the session" } },
  refuses: [],
  handle: async ({ sessions }, { caller }) => {
    const { cookie, ...session } = await sessions.open(caller);
    return { ...jsonResponse(201, session), cookies: [cookie] };
  },
});

export const closeSession = customerOperation({
  summary: "Ends the session and clears its cookie",
  answer: { status: 204, headers: { "Set-Cookie": "Deletes the cookie of the session" } },
  refuses: [],
  handle: async ({ sessions }, { request }) => ({ status: 204, cookies: [await sessions.close(request)] }),
});
