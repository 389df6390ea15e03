import { commentLength } from "./comment-length.mjs";
import { docCommentOpening } from "./doc-comment-opening.mjs";
import { moduleFiles } from "./module-files.mjs";

/** Rules of this repository's English and file names that no published plugin has. */
export default {
  meta: { name: "groundplan" },
  rules: { "comment-length": commentLength, "doc-comment-opening": docCommentOpening, "module-files": moduleFiles },
};
