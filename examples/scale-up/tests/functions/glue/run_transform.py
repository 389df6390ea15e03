"""Prints the rows of the table, by the transformation alone and by the job on stand-ins of Spark's collections."""

import gzip
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

    def flatMap(self, function):
        return Rdd(each for value in self.values for each in function(value))

    def filter(self, function):
        return Rdd(filter(function, self.values))

    def union(self, other):
        return Rdd(self.values + other.values)

    def reduceByKey(self, function):
        ordered = sorted(self.values, key=lambda pair: pair[0])
        groups = groupby(ordered, key=lambda pair: pair[0])
        return Rdd((key, reduce(function, [value for _, value in pairs])) for key, pairs in groups)


class Context:
    """Files of the run in place of those of S3."""

    def __init__(self, items, lines):
        self.items, self.lines = items, lines

    def binaryFiles(self, _):
        text = "".join(json.dumps({"Item": item}) + "\n" for item in self.items)
        return Rdd([("data.json.gz", gzip.compress(text.encode()))])

    def textFile(self, _):
        return Rdd(self.lines)


class Frame:
    def __init__(self, rdd):
        self.rows = rdd.values

    def withColumn(self, *_):
        return self


class Spark:
    def createDataFrame(self, rdd, _):
        return Frame(rdd)


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

import product_days_job  # noqa: E402
import transform  # noqa: E402

given = json.load(sys.stdin)
arguments = {"ORDERS_EXPORT": "s3://export", "EVENTS": "s3://events"}
frame = product_days_job.product_days(Spark(), Context(given["items"], given["lines"]), arguments)
print(json.dumps({"alone": transform.product_days(given["items"], given["lines"]), "job": frame.rows}))
