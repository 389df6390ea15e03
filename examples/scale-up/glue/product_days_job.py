"""Glue job: an export of the DynamoDB table `Orders` and the events of the data lake to RDS and S3.

Arguments: JOB_NAME, ORDERS_EXPORT (s3:// address of the export's data files), EVENTS (s3:// address), OUTPUT (s3://
address), CONNECTION (Glue connection of the database), DATABASE. The file transform.py comes by --extra-py-files.
"""

import gzip
import json
import sys

from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from pyspark.sql import functions as sql
from transform import add, keyed_sale, keyed_view, paid_items, row, viewed_product

ARGUMENTS = ["JOB_NAME", "ORDERS_EXPORT", "EVENTS", "OUTPUT", "CONNECTION", "DATABASE"]
TABLE = "product_days"


def exported_items(file):
    """Returns the items of a data file of an export: compressed JSON lines."""
    _, content = file
    return [json.loads(line)["Item"] for line in gzip.decompress(content).splitlines() if line]


def product_days(spark, context, arguments):
    """Returns the data frame of the table."""
    sales = context.binaryFiles(arguments["ORDERS_EXPORT"]).flatMap(exported_items).flatMap(paid_items).map(keyed_sale)
    views = context.textFile(arguments["EVENTS"]).map(viewed_product).filter(lambda view: view is not None)
    totals = sales.union(views.map(keyed_view)).reduceByKey(add).map(row)
    schema = "product_id string, day string, views long, pieces long, revenue_cents long"
    return spark.createDataFrame(totals, schema).withColumn("day", sql.to_date("day"))


def write_database(glue, frame, arguments):
    """Replaces the rows of the table; the export is complete, so that a repeated run writes the same."""
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
    frame = product_days(glue.spark_session, context, arguments).cache()
    frame.write.mode("overwrite").partitionBy("day").parquet(arguments["OUTPUT"])
    write_database(glue, frame, arguments)
    job.commit()


if __name__ == "__main__":
    main()
