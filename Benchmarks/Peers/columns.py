# SPDX-License-Identifier: Apache-2.0
#
# The totals of a table of decoded facts, by DuckDB or by polars. Prints the seconds of the statement
# alone, the tables being in memory, and its groups, facts and fen.
import sys
import time

name, folder = sys.argv[1:]
facts, above = f"{folder}/facts.csv", f"{folder}/above.csv"
types = {"id": str, "kind": int, "unit": str, "day": int, "amount": int, "replaces": str}

if name == "DuckDB":
    import duckdb

    database = duckdb.connect()
    sql = {str: "VARCHAR", int: "BIGINT"}
    columns = ", ".join(f"'{key}': '{sql[value]}'" for key, value in types.items())
    database.execute(f"CREATE TABLE facts AS FROM read_csv('{facts}', columns={{{columns}}})")
    database.execute(f"CREATE TABLE above AS FROM read_csv('{above}', all_varchar=true)")
    statement = open(f"{folder}/statement.sql").read()
    start = time.perf_counter()
    row = database.execute(statement).fetchone()
else:
    import polars

    schema = {key: polars.String if value is str else polars.Int64 for key, value in types.items()}
    facts = polars.read_csv(facts, schema=schema)
    above = polars.read_csv(above, infer_schema=False)
    start = time.perf_counter()
    replaced = facts.select("replaces").drop_nulls()
    groups = (
        facts.lazy()
        .filter(polars.col("kind") != 121)
        .join(replaced.lazy(), left_on="id", right_on="replaces", how="anti")
        .join(above.lazy(), on="unit")
        .group_by("ancestor", "kind", "day")
        .agg(polars.len().alias("facts"), polars.col("amount").sum().alias("fen"))
        .collect()
    )
    row = (groups.height, groups["facts"].sum(), groups["fen"].sum())
print(time.perf_counter() - start)
print(*row)
