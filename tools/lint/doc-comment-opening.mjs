const RELATIVE = /^(?:What|Where|Whether|Who|How|Whose|When)\b/;

/** Reports doc comments that open with a relative clause in place of a noun or a verb. */
export const docCommentOpening = {
  meta: {
    type: "suggestion",
    schema: [],
    messages: { relative: 'A doc comment begins with a noun or a verb, not with "{{word}}".' },
  },
  create: ({ sourceCode, report }) => ({
    Program() {
      for (const comment of sourceCode.getAllComments()) {
        if (comment.type !== "Block" || !comment.value.startsWith("*")) continue;
        const [word] = RELATIVE.exec(comment.value.replace(/^[\s*]+/, "")) ?? [];
        if (word) report({ loc: comment.loc, messageId: "relative", data: { word } });
      }
    },
  }),
};
