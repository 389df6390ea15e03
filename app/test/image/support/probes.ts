import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildah } from "../../../image/buildah";
import { bundleHandlers } from "../../../bundle";
import type { ContainerWorld } from "./world";

export const probes = { bare: ["probes/bare.handler"], selectOne: ["probes/select-one.handler"] } as const;

/** Adds handlers to the image's that the shop is measured against. They are bundled like the shop's own. */
export async function addProbes({ container }: ContainerWorld): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "image-probes-"));
  const source = (name: string) => `test/image/support/probes/${name}.ts`;
  try {
    await bundleHandlers({ bare: source("bare"), "select-one": source("select-one") }, folder);
    buildah("copy", "--quiet", "--chmod", "0755", container, folder, "/var/task/probes");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
