import { customerOperation } from "../operation";
import { jsonResponse } from "../response";
import * as schemas from "../schemas";

export const getCustomer = customerOperation({
  summary: "The customer of the access token, with the points balance",
  answer: { status: 200, schema: schemas.customer },
  refuses: [],
  handle: async ({ store }, { caller }) => jsonResponse(200, await store.customer(caller.customerId)),
});

export const listPoints = customerOperation({
  summary: "The customer's points ledger, page by page",
  query: schemas.pageQuery,
  answer: { status: 200, schema: schemas.pageOf(schemas.pointsEntry) },
  refuses: [400],
  handle: async ({ store }, { caller, query }) => jsonResponse(200, await store.listPoints(caller.customerId, query)),
});
