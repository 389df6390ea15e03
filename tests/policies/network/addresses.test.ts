import { coversInternet } from "../../../policies/network/addresses";

describe("address ranges", () => {
  test.each([
    [["0.0.0.0/0"]],
    [["0.0.0.0/1", "128.0.0.0/1"]],
    [["0.0.0.0/0", "9.0.0.0/8"]],
    [["9.0.0.0/8", "0.0.0.0/1", "128.0.0.0/1"]],
    [["::/0"]],
    [["::/0", "0:1::/64"]],
    [["0:0:0:0:0:0:0:0/0"]],
  ])("of %s cover the internet", (blocks) => {
    expect(coversInternet(blocks)).toBe(true);
  });

  test.each([
    [["10.0.0.0/8"]],
    [["203.0.113.7"]],
    [["0.0.0.0/x"]],
    [["0.0.0.0/33"]],
    [["0.0.0.256/0"]],
    [["office"]],
    [["2001:db8::1::/0"]],
    [["2001:db8::/32"]],
    [["fc00::/7"]],
    [[]],
  ])("of %s do not cover the internet", (blocks) => {
    expect(coversInternet(blocks)).toBe(false);
  });
});
