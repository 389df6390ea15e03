import { fail } from "../../../engine/checks";
import type { Check } from "../../../engine/rule";
import { booleanOf, isUnresolved, recordsOf, select, valueAt } from "../../../engine/values";

const CREDENTIAL = /^(?:AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN)$/;

/** Rejects credentials in variables and source URLs; builds use their service role. */
export const hasNoCredentials: Check = ({ values }) => {
  const variables = recordsOf(valueAt(values, "environment.environment_variable"))
    .filter(({ name, type }) => CREDENTIAL.test(String(name)) && (type ?? "PLAINTEXT") === "PLAINTEXT")
    .map(({ name }) => fail("environment.environment_variable", `must not contain ${String(name)}`));
  const sources = ["source.location", "secondary_sources.location"].flatMap((path) =>
    select(values, path)
      .filter(({ value }) => /^https?:\/\/[^/@]+@/.test(String(value)))
      .map(({ path: place }) => fail(place, "must not contain credentials")),
  );
  return [...variables, ...sources];
};

/** Allows privileged mode only if the buildspec builds an image. */
export const isPrivilegedForImages: Check = ({ values }) => {
  if (booleanOf(valueAt(values, "environment.privileged_mode")) !== true) return [];
  const build = String(valueAt(values, "source.buildspec") ?? "");
  return /\bdocker\b|\bbuildx\b|\bbuildah\b/.test(build) || isUnresolved(build)
    ? []
    : [fail("environment.privileged_mode", "must not be true, because the buildspec builds no image")];
};
