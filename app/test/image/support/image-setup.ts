import { buildah, hasImage } from "../../../image/buildah";
import { imageName } from "../../../image/build";
import { forgetMeasurements } from "./measurements";

/** Runs once before all image tests and once after them. */
export default function setUp(): () => void {
  if (!hasImage(imageName)) throw new Error(`There is no image ${imageName}: run npm run image first`);
  forgetMeasurements();
  // A run that was killed has left its working containers behind.
  buildah("rm", "--all");
  return () => {
    const left = buildah("containers", "--quiet");
    if (left) throw new Error(`The tests have left working containers behind: ${left}`);
  };
}
