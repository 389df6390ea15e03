import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildah, hasImage, inspectImage } from "../../../image/buildah";
import { imageName, workFolder } from "../../../image/build";
import { localAuthority, serverCertificate } from "../../../image/certificates";
import { inProcess, throughRuntimeApi, type FunctionsHost } from "../../../local/lambda/functions";
import { freePort } from "../../../local/http/ports";
import { ExecutionEnvironment } from "../../image/support/environment";
import { RedisServer } from "../../image/support/redis-server";

/** The functions' host and its environment variables. */
export interface FunctionsUnderTest {
  readonly host: FunctionsHost;
  readonly variables: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** The authority that signs the test servers' certificates, as the image carries it. */
const AUTHORITY_IN_IMAGE = "/var/task/rds-ca.pem";

const built = hasImage(imageName);

if (!built && process.env["CI"] === "true") throw new Error(`There is no image ${imageName}: npm run image builds it`);

// The reporter does not show what was tested.
if (!built) process.stderr.write("Browser tests: the image is not built, so the functions run from their sources\n");

/**
 * The functions of the built image with a real cache; where there is no image, those of the sources with a cache in
 * this process.
 */
export function openFunctions(): Promise<FunctionsUnderTest> {
  return built ? openImage() : Promise.resolve({ host: inProcess, variables: { REDIS_URL: "memory:" }, close });
}

async function close(): Promise<void> {}

async function openImage(): Promise<FunctionsUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), "browser-cache-"));
  const authority = localAuthority(join(workFolder, "authority"));
  const redis = new RedisServer(await freePort(), authority, serverCertificate(authority, folder, "cache"));
  await redis.start();
  const container = buildah("from", "--quiet", imageName);
  return {
    host: throughRuntimeApi(environmentsOf(container)),
    variables: { REDIS_URL: redis.url, REDIS_CA_FILE: AUTHORITY_IN_IMAGE },
    async close() {
      buildah("rm", container);
      await redis.kill();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Starts functions in a working container, which they share. */
function environmentsOf(container: string): Parameters<typeof throughRuntimeApi>[0] {
  const image = inspectImage(imageName);
  return async ({ name, command, runtimeApi, variables }) =>
    new ExecutionEnvironment({
      container,
      image,
      command,
      runtimeApi,
      functionName: name,
      memoryMegabytes: 512,
      variables,
    });
}
