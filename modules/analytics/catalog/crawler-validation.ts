import type { Construct } from "constructs";
import {
  Validation,
  fields,
  glueSchedule,
  logRetention,
  matching,
  nonEmpty,
  oneOf,
  physicalName,
  providerOfRegion,
  requireProps,
  satisfying,
  withDefaults,
} from "../../core";
import { CRAWLER_DEFAULTS, type CrawledFolder, type CrawlerProps } from "./crawler-props";
import { folder } from "./folder-rule";

/**
 * Checks a crawler against the limits of `CreateCrawler`, of which a plan knows none.
 *
 * @throws InputError with every problem of the props.
 */
export function validateCrawler(scope: Construct, id: string, props: CrawlerProps): void {
  requireProps(scope, id, props, {
    name: "string",
    catalog: { databaseName: "string", grantReadWrite: "function" },
    folders: "object",
    securityConfiguration: {
      securityConfigurationName: "string",
      key: { keyArn: "string", region: "string", grantUse: "function" },
      grantUse: "function",
    },
  });
  const settings = withDefaults(props, CRAWLER_DEFAULTS);
  new Validation(scope, id)
    .props(settings, {
      name: [physicalName("Glue name"), physicalName("role name")],
      folders: (folders) => [
        ...nonEmpty("at least one folder", "list the folders to read")(Object.keys(folders)),
        ...Object.entries(folders).flatMap(([name, one]) =>
          folderRule(one).map((violation) => ({ ...violation, below: `.${name}${violation.below}` })),
        ),
      ],
      schedule: glueSchedule(),
      recrawl: oneOf<string>(["everything", "new-folders"], "choose what a run reads"),
      schemaChanges: [
        oneOf<string>(["update", "log"], "choose what a run changes"),
        satisfying<string>(
          (changes) => settings.recrawl !== "new-folders" || changes === "log",
          'log, because recrawl is "new-folders"',
          "let the crawler read everything, or log changes",
        ),
      ],
      tablePrefix: matching(/^[a-z][a-z0-9_]{0,127}$/, "lower-case letters, digits and _", "rename the prefix"),
      logRetentionDays: logRetention(),
      regional: providerOfRegion(),
    })
    .throwIfInvalid();
}

const folderRule = fields<CrawledFolder>(() => ({ prefix: folder() }));
