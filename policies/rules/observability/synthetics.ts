import { all, expectAt, isSet, isTrue } from "../../engine/checks";
import type { Rule } from "../../engine/rule";

/** Runtimes of Node.js 16 and older and of Python 3.8, which AWS has retired. */
const RETIRED = /^syn-(?:1\.|nodejs-2|nodejs-puppeteer-[1-6]\.|python-selenium-[1-3]\.)/;

export const SYNTHETICS_RULES: readonly Rule[] = [
  {
    id: "SYN-01",
    title: "Canaries run on a supported runtime and encrypt their artifacts with a customer managed key",
    severity: "medium",
    rationale:
      "A canary that is not started, or whose runtime is retired, reports nothing; screenshots and logs of a canary show what its user sees.",
    fix: "Set start_canary to true, runtime_version to a current runtime, and artifact_config.s3_encryption with encryption_mode SSE_KMS and kms_key_arn. In a Groundplan module: `runtime`, `key`.",
    controls: { nist: ["CA-7", "SC-28(1)", "SI-2a"] },
    types: ["aws_synthetics_canary"],
    relaxed: { dev: "off" },
    check: all(
      isTrue("start_canary"),
      isSet("artifact_config.s3_encryption.kms_key_arn"),
      expectAt("runtime_version", "must be a supported runtime", (version) => !RETIRED.test(String(version))),
    ),
  },
];
