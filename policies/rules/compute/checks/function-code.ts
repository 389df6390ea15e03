import { expectAt, fail, unknown } from "../../../engine/checks";
import type { Check } from "../../../engine/rule";
import { isUnresolved } from "../../../engine/values";
import { regionOf } from "../../checks/regions";
import { LISTED, RUNTIMES } from "../../checks/supported-versions";

const PRIVATE_IMAGE = /^\d{12}\.dkr\.ecr\.([\w-]+)\.amazonaws\.com(?:\.cn)?\//;

export const isImage = (values: Readonly<Record<string, unknown>>): boolean => values["package_type"] === "Image";

const hasCurrentRuntime = expectAt("runtime", `must be one of ${RUNTIMES.join(", ")} (${LISTED})`, (value) =>
  RUNTIMES.includes(String(value)),
);

/** Requires a supported runtime, or an image by digest from a private repository in the function's region. */
export const hasCurrentCode: Check = (lambda, context) => {
  if (!isImage(lambda.values)) return hasCurrentRuntime(lambda, context);
  const image = String(lambda.values["image_uri"]);
  // In dev, a mutable tag deploys the current image.
  const fixed = image.includes("@sha256:") || context.profile === "dev";
  if (isUnresolved(image)) return fixed ? [] : [unknown("image_uri")];
  const where = isReachable(image, regionOf(lambda, context.graph));
  return [
    ...(fixed ? [] : [fail("image_uri", "must name its image by digest")]),
    ...(where ? [] : [fail("image_uri", "must be in a private repository in the function's region")]),
  ];
};

function isReachable(image: string, home: string | undefined): boolean {
  const [, region] = PRIVATE_IMAGE.exec(image) ?? [];
  return region !== undefined && (home === undefined || region === home);
}
