import { publicOperation } from "../operation";
import { jsonResponse } from "../response";
import * as schemas from "../schemas";

/** For monitors that ask without a body. */
export const headHealth = publicOperation({
  summary: "Health, without a body",
  answer: { status: 200 },
  refuses: [],
  handle: async ({ store }) => {
    await store.checkHealth();
    return { status: 200 };
  },
});

export const health = publicOperation({
  summary: "Health: the database answers and has the required schema",
  answer: { status: 200, schema: schemas.health },
  refuses: [],
  handle: async ({ store }) => {
    await store.checkHealth();
    return jsonResponse(200, { status: "ok" });
  },
});
