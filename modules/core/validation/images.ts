import { matching, type Rule } from "./rules";

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const TAG = /^(?!latest$)\w[\w.-]{0,127}$/;

/** Accepts digests of container images. */
export function imageDigest(fix = "copy the digest from the image repository"): Rule<string> {
  return matching(DIGEST, "sha256: and 64 hexadecimal digits", fix);
}

/** Accepts tags of container images except `latest`, which every push moves. */
export function imageTag(fix = "name the commit that the image was built from"): Rule<string> {
  return matching(TAG, "an immutable tag, never latest", fix);
}
