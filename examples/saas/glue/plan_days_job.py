"""Glue job: the DynamoDB table `payments` to RDS and S3, as payments and money of each day and plan.

Arguments: JOB_NAME, TempDir (s3:// folder, which receives an export of the table), PAYMENTS_TABLE_ARN, OUTPUT (s3://
address), CONNECTION (Glue connection of the database), DATABASE. The file transform.py comes by --extra-py-files.
"""

import json
import sys

from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from pyspark.sql import functions as sql
from transform import add, captured_payment, keyed_payment, row

ARGUMENTS = ["JOB_NAME", "TempDir", "PAYMENTS_TABLE_ARN", "OUTPUT", "CONNECTION", "DATABASE"]
TABLE = "plan_days"


def exported_items(glue, arguments):
    """Exports the table, which uses none of its read capacity, and returns its items in DynamoDB's JSON."""
    bucket, _, prefix = arguments["TempDir"].removeprefix("s3://").partition("/")
    options = {
        "dynamodb.export": "ddb",
        "dynamodb.tableArn": arguments["PAYMENTS_TABLE_ARN"],
        "dynamodb.s3.bucket": bucket,
        "dynamodb.s3.prefix": prefix,
        "dynamodb.unnestDDBJson": False,
    }
    records = glue.create_dynamic_frame.from_options(connection_type="dynamodb", connection_options=options)
    return records.toDF().toJSON().map(lambda line: json.loads(line)["Item"])


def plan_days(glue, arguments):
    """Returns the data frame of the table."""
    payments = exported_items(glue, arguments).map(captured_payment).filter(lambda payment: payment is not None)
    totals = payments.map(keyed_payment).reduceByKey(add).map(row)
    schema = "plan string, day string, payments long, amount_cents long"
    return glue.spark_session.createDataFrame(totals, schema).withColumn("day", sql.to_date("day"))


def write_database(glue, frame, arguments):
    """Replaces the rows of the table; the export is of the whole table, so that a repeated run writes the same."""
    settings = glue.extract_jdbc_conf(arguments["CONNECTION"])
    frame.write.format("jdbc").options(
        url=f"{settings['url']}/{arguments['DATABASE']}?sslmode=require",
        user=settings["user"],
        password=settings["password"],
        dbtable=TABLE,
        truncate="true",
        driver="org.postgresql.Driver",
    ).mode("overwrite").save()


def main():
    """Runs the job."""
    arguments = getResolvedOptions(sys.argv, ARGUMENTS)
    glue = GlueContext(SparkContext.getOrCreate())
    job = Job(glue)
    job.init(arguments["JOB_NAME"], arguments)
    frame = plan_days(glue, arguments).cache()
    frame.write.mode("overwrite").partitionBy("day").parquet(arguments["OUTPUT"])
    write_database(glue, frame, arguments)
    job.commit()


if __name__ == "__main__":
    main()
