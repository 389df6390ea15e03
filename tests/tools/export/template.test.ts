import { expressionOf } from "../../../tools/export/template";

describe("a string of Terraform's JSON in HCL", () => {
  test.each([
    ["orders", '"orders"'],
    ["", '""'],
    ["${aws_vpc.net.id}", "aws_vpc.net.id"],
    ["${merge(\n  a,\n  b\n)}", "(merge(\n  a,\n  b\n))"],
    ["arn:${aws_vpc.net.id}/*", '"arn:${aws_vpc.net.id}/*"'],
    ["${a}${b}", '"${a}${b}"'],
    ["${~ a ~}", '"${~ a ~}"'],
    ['${lookup({"a" = "}"}, "${var.key}\\"")}', 'lookup({"a" = "}"}, "${var.key}\\"")'],
    ['${replace(x, "$${", "%%{")}', 'replace(x, "$${", "%%{")'],
    ["$${literal} %%{literal}", '"$${literal} %%{literal}"'],
    ["%{ if x }yes%{ endif }", '"%{ if x }yes%{ endif }"'],
    ["%{ if x }", '"%{ if x }"'],
    ['a "quote" and \\ and\ttab', '"a \\"quote\\" and \\\\ and\\ttab"'],
    ["bell \u0007", '"bell \\u0007"'],
    ["two\nlines", '"two\\nlines"'],
  ])("%j is %s", (template, expression) => {
    expect(expressionOf(template)).toBe(expression);
  });

  test.each([
    ["two\nlines\n", "<<EOT\ntwo\nlines\nEOT"],
    ["two\nlines", "chomp(<<EOT\ntwo\nlines\nEOT\n)"],
    ["one line\n", '"one line\\n"'],
    ["two\r\nlines", '"two\\r\\nlines"'],
    ["two\n  EOT\n", '"two\\n  EOT\\n"'],
  ])("lines of an argument become a heredoc where it is equal: %j", (template, expression) => {
    expect(expressionOf(template, true)).toBe(expression);
  });

  test.each(["${a", '${a("b}', "${a({}"])("%s has no end and is refused", (template) => {
    expect(() => expressionOf(template)).toThrow(`an interpolation has no end: ${template}; correct it in the app`);
  });
});
