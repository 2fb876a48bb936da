# SPDX-License-Identifier: Apache-2.0
#
# A ledger's sheet as a script with pandas treats it: read, and grouped by unit and month. Prints the
# seconds of reading and grouping, launch and imports not counted, and what all groups sum to.
import sys
import time

import pandas


def read(path, amounts):
    start = time.perf_counter()
    sheet = pandas.read_excel(path) if path.endswith(".xlsx") else pandas.read_csv(path)
    day = "到位时间" if "到位时间" in sheet else "合同签约时间"
    sheet["month"] = pandas.to_datetime(sheet[day]).dt.to_period("M")
    groups = sheet.groupby(["单位代码", "month"])[amounts].agg(["count", "sum"])
    print(time.perf_counter() - start)
    print(f"{groups['count'].sum()} rows, {groups['sum'].sum()} 万元")


if sys.argv[1] == "write":
    pandas.read_csv(sys.argv[2]).to_excel(sys.argv[3], index=False)
else:
    read(sys.argv[2], sys.argv[3])
