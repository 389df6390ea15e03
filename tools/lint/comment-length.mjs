const MAXIMUM = 120;

/** Reports lines of comments over 120 characters, the width of the code. A line that holds a URL may be longer. */
export const commentLength = {
  meta: {
    type: "layout",
    schema: [],
    messages: { long: `A comment line has at most ${MAXIMUM} characters; this one has {{length}}.` },
  },
  create: ({ sourceCode, report }) => ({
    Program() {
      const numbers = new Set(sourceCode.getAllComments().flatMap(({ loc }) => range(loc.start.line, loc.end.line)));
      for (const line of numbers) {
        const text = sourceCode.lines[line - 1];
        if (text.length <= MAXIMUM || text.includes("://")) continue;
        const loc = { start: { line, column: MAXIMUM }, end: { line, column: text.length } };
        report({ loc, messageId: "long", data: { length: text.length } });
      }
    },
  }),
};

function range(first, last) {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
