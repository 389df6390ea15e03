import { Refusal } from "../../domain/errors";
import { publicOperation } from "../operation";
import { jsonResponse } from "../response";
import * as schemas from "../schemas";

export const listProducts = publicOperation({
  summary: "Products, page by page",
  query: schemas.productsQuery,
  answer: { status: 200, schema: schemas.pageOf(schemas.product) },
  refuses: [400],
  handle: async ({ catalogue }, { query: { category, ...page } }) =>
    jsonResponse(200, await catalogue.listProducts(page, category)),
});

export const getProduct = publicOperation({
  summary: "One product",
  params: schemas.idParams,
  answer: { status: 200, schema: schemas.product },
  refuses: [404],
  handle: async ({ products }, { params }) => {
    const product = await products.find(params.id);
    if (!product) throw new Refusal("not-found", "There is no such product");
    return jsonResponse(200, product);
  },
});
