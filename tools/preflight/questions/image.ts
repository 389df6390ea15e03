import {
  BatchGetImageCommand,
  ECRClient,
  GetDownloadUrlForLayerCommand,
  type ImageIdentifier,
} from "@aws-sdk/client-ecr";
import { literals, resourcesOf, type EnvironmentStacks } from "../environment-stacks";
import { missing, ok, unlessNotFound, type Answer, type Question } from "../question";

const MANIFEST_TYPES = [
  "application/vnd.docker.distribution.manifest.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.index.v1+json",
];

/** Architectures of images by the names that Lambda has for them. */
const ARCHITECTURES: Readonly<Record<string, string>> = { arm64: "arm64", amd64: "x86_64" };

interface ImageLocation {
  readonly uri: string;
  readonly registryId: string;
  readonly region: string;
  readonly repositoryName: string;
  readonly id: ImageIdentifier;
}

/** Images that functions run: each must be in its repository, for the function's architecture. */
export function imageQuestions({ own }: EnvironmentStacks): Question[] {
  const functions = resourcesOf(own, "aws_lambda_function").map(({ block }) => block);
  return literals(functions.map((block) => block["image_uri"])).flatMap((uri) => {
    const image = locationOf(uri);
    if (!image) return [];
    const uses = functions.filter((block) => block["image_uri"] === uri);
    const architectures = uses.map(
      (block) => (block["architectures"] as readonly string[] | undefined)?.[0] ?? "x86_64",
    );
    return [
      {
        subject: "image",
        action: "ecr:BatchGetImage and ecr:GetDownloadUrlForLayer",
        ask: () => answerOf(image, [...new Set(architectures)]),
      },
    ];
  });
}

function locationOf(uri: string): ImageLocation | undefined {
  const pattern =
    /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com[.a-z]*\/([^:@]+)(?:@(sha256:[0-9a-f]{64})|:([^@]+))$/;
  const [, registryId, region, repositoryName, imageDigest, imageTag] = pattern.exec(uri) ?? [];
  if (registryId === undefined || region === undefined || repositoryName === undefined) return undefined;
  return { uri, registryId, region, repositoryName, id: imageDigest === undefined ? { imageTag } : { imageDigest } };
}

async function answerOf(image: ImageLocation, architectures: readonly string[]): Promise<Answer> {
  const { uri, registryId, region, repositoryName, id } = image;
  const client = new ECRClient({ region });
  const input = { registryId, repositoryName, imageIds: [id], acceptedMediaTypes: MANIFEST_TYPES };
  const found = await unlessNotFound(client.send(new BatchGetImageCommand(input)));
  const text = found?.images?.[0]?.imageManifest;
  const [architecture = "arm64"] = architectures;
  const build = `docker build --platform linux/${architecture === "arm64" ? "arm64" : "amd64"} --provenance=false --sbom=false`;
  if (text === undefined) return missing(`no image ${uri}`, "push the image, and name its digest in the stack");
  const manifest = JSON.parse(text) as { readonly config?: { readonly digest: string } };
  if (!manifest.config)
    return missing(`${uri} is an image index, which Lambda rejects`, `${build} ..., and push it again`);
  const layer = { registryId, repositoryName, layerDigest: manifest.config.digest };
  const { downloadUrl } = await client.send(new GetDownloadUrlForLayerCommand(layer));
  const config = (await (await fetch(downloadUrl!)).json()) as { readonly architecture: string };
  const actual = ARCHITECTURES[config.architecture] ?? config.architecture;
  return architectures.every((one) => one === actual)
    ? ok(`${uri}, ${actual}`)
    : missing(
        `${uri} is for ${actual}, functions need ${architectures.join(" and ")}`,
        `${build} ..., and push it again`,
      );
}
