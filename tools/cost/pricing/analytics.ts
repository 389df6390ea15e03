import { free, notPriced, used } from "./charges";
import type { Pricer } from "./component";

const job: Pricer = (resource, context) =>
  resource.values["execution_class"] === "FLEX"
    ? [notPriced("DPU hours", "no price for execution class FLEX")]
    : used(resource, context, [{ component: "DPU hours", price: "glue.dpu", parameters: ["monthly_dpu_hours"] }]);

const crawler: Pricer = (resource, context) =>
  used(resource, context, [{ component: "DPU hours", price: "glue.dpu", parameters: ["monthly_dpu_hours"] }]);

const workgroup: Pricer = (resource, context) =>
  used(resource, context, [{ component: "scanned data", price: "athena", parameters: ["monthly_scanned_tb"] }]);

const dataSource: Pricer = () => [free("QuickSight charges users, not data sources")];

const vpcConnection: Pricer = () => [free("QuickSight charges users, not VPC connections")];

export const ANALYTICS: Readonly<Record<string, Pricer>> = {
  aws_athena_workgroup: workgroup,
  aws_glue_crawler: crawler,
  aws_glue_job: job,
  aws_quicksight_data_source: dataSource,
  aws_quicksight_vpc_connection: vpcConnection,
};
