import { publicOperation } from "../operation";
import { jsonResponse } from "../response";
import * as schemas from "../schemas";

export const health = publicOperation({
  summary: "Whether the shop can serve: its database answers and has the right schema",
  answer: { status: 200, schema: schemas.health },
  refuses: [],
  handle: async ({ store }) => {
    await store.checkHealth();
    return jsonResponse(200, { status: "ok" });
  },
});
