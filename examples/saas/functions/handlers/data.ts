import { bodies, exportPath } from "../contract";
import { createExport, readExport } from "../data/exports";
import { restHandler } from "../http/api";
import { requiredKey } from "../http/idempotency";
import { checkedPeriod } from "../http/period";

/** Exports of the ledger. */
export const handler = restHandler({
  createExport: async (request) => {
    const period = checkedPeriod(request.body(bodies.Export));
    return { status: 201, body: await createExport(request.userId, requiredKey(request), period) };
  },
  getExport: async (request) => ({ status: 200, body: await readExport(request.path(exportPath).exportId) }),
});
