import * as z from "zod";
import { getItem } from "../adapters/get-item";
import { restHandler } from "../http/api";
import { setting } from "../settings";

/** An item that no customer has: the read shows that the table answers. */
const KEY = { customerId: "health", subscriptionId: "health" };

/** Says if this region can serve: its function runs, and its replica of the table answers. */
export const handler = restHandler({
  getHealth: async (request) => {
    request.query(z.strictObject({}));
    await getItem(setting("SUBSCRIPTIONS_TABLE"), KEY);
    return { status: 200, body: { status: "ok", region: process.env["AWS_REGION"] } };
  },
});
