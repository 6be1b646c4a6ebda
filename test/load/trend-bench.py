"""The Python side of trend-bench.mjs: times pymannkendall.original_test on rows of doubles from a file.

Reads "first count" lines on standard input, answers each with seconds, sum of S and sum of slopes.
"""
import array
import sys
import time

import numpy
import pymannkendall

path, points = sys.argv[1], int(sys.argv[2])
values = array.array("d")
with open(path, "rb") as file:
    values.frombytes(file.read())
rows = numpy.frombuffer(values).reshape(-1, points)
pymannkendall.original_test(rows[0])
print(f"Python {sys.version.split()[0]}, NumPy {numpy.__version__}", flush=True)
for line in sys.stdin:
    first, count = map(int, line.split())
    score, slope = 0.0, 0.0
    started = time.process_time()
    for row in rows[first : first + count]:
        result = pymannkendall.original_test(row)
        score += float(result.s)
        slope += float(result.slope)
    print(time.process_time() - started, score, slope, flush=True)
