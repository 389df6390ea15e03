"""Glue job: the DynamoDB table `Orders` and the events of the data lake to RDS and S3.

Arguments: JOB_NAME, TempDir (s3:// folder, which receives an export of the table), ORDERS_TABLE_ARN, EVENTS (s3://
address), OUTPUT (s3:// address), CONNECTION (Glue connection of the database), DATABASE. The file transform.py comes by
--extra-py-files.
"""

import json
import sys

from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from pyspark.sql import functions as sql
from transform import add, keyed_sale, keyed_view, paid_items, row, viewed_product

ARGUMENTS = ["JOB_NAME", "TempDir", "ORDERS_TABLE_ARN", "EVENTS", "OUTPUT", "CONNECTION", "DATABASE"]
TABLE = "product_days"


def exported_items(glue, arguments):
    """Exports the table, which uses none of its read capacity, and returns its items in DynamoDB's JSON."""
    bucket, _, prefix = arguments["TempDir"].removeprefix("s3://").partition("/")
    options = {
        "dynamodb.export": "ddb",
        "dynamodb.tableArn": arguments["ORDERS_TABLE_ARN"],
        "dynamodb.s3.bucket": bucket,
        "dynamodb.s3.prefix": prefix,
        "dynamodb.unnestDDBJson": False,
    }
    records = glue.create_dynamic_frame.from_options(connection_type="dynamodb", connection_options=options)
    return records.toDF().toJSON().map(lambda line: json.loads(line)["Item"])


def product_days(glue, context, arguments):
    """Returns the data frame of the table."""
    sales = exported_items(glue, arguments).flatMap(paid_items).map(keyed_sale)
    views = context.textFile(arguments["EVENTS"]).map(viewed_product).filter(lambda view: view is not None)
    totals = sales.union(views.map(keyed_view)).reduceByKey(add).map(row)
    schema = "product_id string, day string, views long, pieces long, revenue_cents long"
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
    context = SparkContext.getOrCreate()
    glue = GlueContext(context)
    job = Job(glue)
    job.init(arguments["JOB_NAME"], arguments)
    frame = product_days(glue, context, arguments).cache()
    frame.write.mode("overwrite").partitionBy("day").parquet(arguments["OUTPUT"])
    write_database(glue, frame, arguments)
    job.commit()


if __name__ == "__main__":
    main()
