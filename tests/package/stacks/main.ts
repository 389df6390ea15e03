import { synthesize } from "groundplan/core";
import { NetworkAndData } from "./network-and-data";
import { StaticSite } from "./static-site";
import { Worker } from "./worker";

synthesize(
  (app) => {
    new NetworkAndData(app);
    new Worker(app);
    new StaticSite(app);
  },
  // The stack that exists has a provider called `AWS`, and a DynamoDB table that locks its state.
  { disable: ["kebab-case-ids", "locked-encrypted-state"] },
);
