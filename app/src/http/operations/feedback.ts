import { metrics } from "../../../contract";
import { Refusal } from "../../domain/errors";
import { customerOperation, publicOperation } from "../operation";
import { jsonResponse } from "../response";
import * as schemas from "../schemas";

export const listFeedback = publicOperation({
  summary: "Feedback on a product, page by page",
  params: schemas.idParams,
  query: schemas.pageQuery,
  answer: { status: 200, schema: schemas.pageOf(schemas.feedback) },
  refuses: [400, 404],
  handle: async ({ catalogue, products }, { params, query }) => {
    const page = await catalogue.listFeedback(params.id, query);
    if (page.items.length === 0 && !(await products.find(params.id)))
      throw new Refusal("not-found", "There is no such product");
    return jsonResponse(200, page);
  },
});

export const giveFeedback = customerOperation({
  summary: "Rates a product of a paid order, once for each customer",
  body: schemas.feedbackRequest,
  answer: { status: 201, schema: schemas.feedback },
  refuses: [400, 404, 409, 413, 415],
  handle: async ({ store, catalogue, products, meter }, { caller, body }) => {
    const feedback = await store.giveFeedback(caller.customerId, body);
    // The product's rating has changed with it.
    await products.drop([body.productId]);
    await catalogue.dropFeedback(body.productId);
    meter.add(metrics.feedbackGiven);
    return jsonResponse(201, feedback);
  },
});
