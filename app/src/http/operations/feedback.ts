import { metrics } from "../../../contract";
import { customerOperation, publicOperation } from "../operation";
import { jsonResponse } from "../response";
import * as schemas from "../schemas";

export const listFeedback = publicOperation({
  summary: "Feedback on a product, page by page",
  params: schemas.idParams,
  query: schemas.pageQuery,
  answer: { status: 200, schema: schemas.pageOf(schemas.feedback) },
  refuses: [400, 404],
  handle: async ({ catalogue }, { params, query }) => jsonResponse(200, await catalogue.listFeedback(params.id, query)),
});

export const giveFeedback = customerOperation({
  summary: "Rates a product, once for each customer",
  body: schemas.feedbackRequest,
  answer: { status: 201, schema: schemas.feedback },
  refuses: [400, 404, 409, 413, 415],
  handle: async ({ store, products, meter }, { caller, body }) => {
    const feedback = await store.giveFeedback(caller.customerId, body);
    // The product's rating has changed with it.
    await products.drop([body.productId]);
    meter.add(metrics.feedbackGiven);
    return jsonResponse(201, feedback);
  },
});
