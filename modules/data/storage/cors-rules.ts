import type { S3BucketCorsConfigurationCorsRule } from "@cdktf/provider-aws/lib/s3-bucket-cors-configuration";
import type { CorsRule } from "./bucket-props";

export function corsRules(rules: readonly CorsRule[]): S3BucketCorsConfigurationCorsRule[] {
  return rules.map(({ allowedOrigins, allowedMethods, allowedHeaders, exposeHeaders, maxAgeSeconds }) => ({
    allowedOrigins: [...allowedOrigins],
    allowedMethods: [...allowedMethods],
    allowedHeaders: allowedHeaders && [...allowedHeaders],
    exposeHeaders: exposeHeaders && [...exposeHeaders],
    maxAgeSeconds,
  }));
}
