"""Prints the rows that the job writes, on stand-ins of Spark's collections."""

import json
import sys
import types
from functools import reduce
from itertools import groupby

sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])


class Rdd:
    """The operations of Spark's collections that the job calls, on a list."""

    def __init__(self, values):
        self.values = list(values)

    def map(self, function):
        return Rdd(map(function, self.values))

    def filter(self, function):
        return Rdd(filter(function, self.values))

    def reduceByKey(self, function):
        ordered = sorted(self.values, key=lambda pair: pair[0])
        groups = groupby(ordered, key=lambda pair: pair[0])
        return Rdd((key, reduce(function, [value for _, value in pairs])) for key, pairs in groups)


class Frame:
    def __init__(self, rdd):
        self.rows = rdd.values

    def withColumn(self, *_):
        return self


class Spark:
    def createDataFrame(self, rdd, _):
        return Frame(rdd)


class Export:
    """Records of an export, as Glue's connector returns them."""

    def __init__(self, items):
        self.items = items

    def toDF(self):
        return self

    def toJSON(self):
        return Rdd(json.dumps({"Item": item}) for item in self.items)


class Glue:
    spark_session = Spark()

    def __init__(self, items):
        self.items = items
        self.create_dynamic_frame = self

    def from_options(self, connection_type, connection_options):
        expected = {
            "dynamodb.export": "ddb",
            "dynamodb.tableArn": "arn:table",
            "dynamodb.s3.bucket": "lake",
            "dynamodb.s3.prefix": "temporary/job/",
            "dynamodb.unnestDDBJson": False,
        }
        assert (connection_type, connection_options) == ("dynamodb", expected), connection_options
        return Export(self.items)


def module(name, **values):
    sys.modules[name] = types.ModuleType(name)
    for key, value in values.items():
        setattr(sys.modules[name], key, value)


module("awsglue")
module("awsglue.context", GlueContext=object)
module("awsglue.job", Job=object)
module("awsglue.utils", getResolvedOptions=None)
module("pyspark")
module("pyspark.context", SparkContext=object)
functions = types.SimpleNamespace(to_date=lambda column: column)
module("pyspark.sql", functions=functions)

import plan_days_job  # noqa: E402

arguments = {"PAYMENTS_TABLE_ARN": "arn:table", "TempDir": "s3://lake/temporary/job/"}
frame = plan_days_job.plan_days(Glue(json.load(sys.stdin)), arguments)
print(json.dumps(frame.rows))
