import { originSecretHeader } from "../../../contract";
import type { Secret } from "../../domain/ports";
import { HttpProblem } from "../problem";
import type { HttpRequest } from "../request";
import { equalInConstantTime, holdsFor } from "./secrets";

/** Lets only requests through that came through CloudFront, where the firewall is. */
export async function requireOrigin(request: HttpRequest, secret: Secret): Promise<void> {
  const given = request.headers[originSecretHeader];
  if (given && (await holdsFor(secret, (value) => equalInConstantTime(given, value)))) return;
  throw new HttpProblem(403, "forbidden", "The API answers its own distribution only");
}
