import { ENGINE, PACK, type Pack } from "../../policies/refusals";

/**
 * A text that names the versions of pack and engine (`package.json`, `NOTICE`), with those of another pack.
 *
 * @throws Error if the text does not name both.
 */
export function withVersions(text: string, before: Pack, after: Pack): string {
  const packages = [
    [PACK, before.version, after.version],
    [ENGINE, before.engineVersion, after.engineVersion],
  ] as const;
  return packages.reduce((current, [name, old, version]) => {
    const parts = current.split(new RegExp(`(?<=${name}(?:": "| ))${old.replaceAll(".", "\\.")}`));
    if (parts.length < 2) throw new Error(`${name} ${old} is not named; correct the file by hand`);
    return parts.join(version);
  }, text);
}
