import { routes } from "../../../contract";
import { publicOperation } from "../operation";
import { HttpProblem } from "../problem";

const patterns = routes
  .filter(({ name }) => name !== "unmatched")
  .map(({ routeKey }) => {
    const [method = "", path = ""] = routeKey.split(" ");
    return { method, matches: new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`) };
  });

/** Answers 405 for a known path with another method, and 404 for every other path. */
export const unmatched = publicOperation({
  summary: "Answers every other path and method",
  answer: { status: 404 },
  refuses: [404, 405],
  handle: async (_shop, { request }) => {
    const allowed = patterns.filter(({ matches }) => matches.test(request.path)).map(({ method }) => method);
    if (allowed.length === 0) throw new HttpProblem(404, "not-found", "There is nothing at this address");
    throw new HttpProblem(405, "method-not-allowed", `${request.method} is not supported at this address`, {
      headers: { allow: allowed.join(", ") },
    });
  },
});
