import { HttpProblem } from "./problem";
import type { HttpRequest } from "./request";

const MAX_BODY_BYTES = 64 * 1024;

/** Parses the request's body as JSON, after a check of its size. */
export function readJsonBody({ headers, body }: HttpRequest): unknown {
  const encoding = body.isBase64 ? "base64" : "utf8";
  if (Buffer.byteLength(body.text, encoding) > MAX_BODY_BYTES) {
    throw new HttpProblem(413, "body-too-large", `The body may have up to ${MAX_BODY_BYTES} bytes`);
  }
  const mediaType = headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "application/json") {
    throw new HttpProblem(415, "unsupported-media-type", "The body must be application/json");
  }
  try {
    return JSON.parse(Buffer.from(body.text, encoding).toString("utf8"));
  } catch {
    throw new HttpProblem(400, "invalid-request", "The body is not JSON", {
      errors: [{ path: "body", message: "not JSON" }],
    });
  }
}
