import { environments } from "../../environments";
import { synthesize } from "../../modules/core";
import { PlatformStack } from "../../stacks/platform";

/** A measured program: synthesizes the number of environments in its argument, each with its own name and domain. */
const count = Number(process.argv[2]);
const prod = environments.find(({ stage }) => stage === "production")!;

synthesize((app) => {
  for (let number = 1; number <= count; number++) {
    const site = { ...prod.site, domainName: `shop-${number}.example.com` };
    const environment = { ...prod, name: `prod-${number}`, site };
    new PlatformStack(app, environment.name, {
      environment,
      imageRepository: "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop",
    });
  }
});
