import { originSecretHeader } from "../../../contract";
import type { Secret } from "../../domain/ports";
import { HttpProblem } from "../problem";
import type { HttpRequest } from "../request";
import { equalInConstantTime, holdsFor } from "./secrets";

/** Requires that the request came through CloudFront and so through its firewall. @throws HttpProblem 403. */
export async function requireOrigin(request: HttpRequest, secret: Secret): Promise<void> {
  const candidate = request.headers[originSecretHeader];
  if (candidate && (await holdsFor(secret, (value) => equalInConstantTime(candidate, value)))) return;
  throw new HttpProblem(403, "forbidden", "The API accepts only requests of its CloudFront distribution");
}
