import { publicOperation } from "../operation";
import { jsonResponse } from "../response";
import * as schemas from "../schemas";

export const health = publicOperation({
  summary: "Health: the database answers and has the required schema",
  answer: { status: 200, schema: schemas.health },
  refuses: [],
  handle: async ({ store }) => {
    await store.checkHealth();
    return jsonResponse(200, { status: "ok" });
  },
});
