import { getItem } from "../adapters/get-item";
import { putNewItem } from "../adapters/put-item";
import { queryItems } from "../adapters/query-items";
import { bodies, metrics, productQuery } from "../contract";
import { restHandler } from "../http/api";
import { count } from "../observability";
import { orderKey, type PlacedOrder } from "../orders/order";
import { Refusal } from "../refusal";
import { setting } from "../settings";

const MAX_OPINIONS = 50;

interface Opinion {
  readonly productId: string;
  readonly customerId: string;
  readonly rating: number;
  readonly text: string;
  readonly givenAt: string;
}

/** Feedback on products, by customers who have paid for them: one for each product and customer. */
export const handler = restHandler({
  giveFeedback: async (request) => {
    const { orderId, productId, rating, text } = request.body(bodies.Feedback);
    const { customerId } = request;
    const order = await getItem<PlacedOrder>(setting("ORDERS_TABLE"), orderKey(orderId));
    const hasBought =
      order?.customerId === customerId &&
      order.status === "PAID" &&
      order.items.some((item) => item.productId === productId);
    if (!hasBought) throw new Refusal("not-bought", "Only customers who have bought the product give feedback");
    const opinion: Opinion = { productId, customerId, rating, text, givenAt: new Date().toISOString() };
    const isNew = await putNewItem(setting("FEEDBACK_TABLE"), { ...opinion, orderId }, "productId");
    if (!isNew) throw new Refusal("already-given", "There is feedback on this product already");
    count(metrics.feedbackGiven);
    return { status: 201, body: shown(opinion) };
  },
  listFeedback: async (request) => {
    const { productId } = request.query(productQuery);
    const table = { TableName: setting("FEEDBACK_TABLE") };
    const opinions = await queryItems<Opinion>(table, { name: "productId", value: productId }, MAX_OPINIONS);
    return { status: 200, body: { feedback: opinions.map(shown) } };
  },
});

/** An opinion as visitors see it: without its customer. */
function shown({ productId, rating, text, givenAt }: Opinion) {
  return { productId, rating, text, givenAt };
}
