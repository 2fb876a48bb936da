// SPDX-License-Identifier: Apache-2.0
//
// What a bureau's programmers would build on PostgreSQL for the same promises: positions in the order of
// the journal, the received bytes with a hash over the stamps, a unique id, the columns for search, and
// totals a unit, kind and month that are right with every commit.
//
// Of admission it does what SQL does by itself: the unit is defined, the project is known, the day is not
// in the future, the amount is within its limit. Not the ladder of milestones, credit, periods and the
// rest, and no correction is taken off the totals: less work than ours. A known id is left out and told
// by the count; a look at whether it says something else is not needed here.

enum PostgresSchema {
    static let columns = "id, kind, subject, unit, day, amount, body"

    static var text: String {
        """
        DROP SCHEMA public CASCADE;
        CREATE SCHEMA public;
        CREATE TABLE units (unit text PRIMARY KEY);
        CREATE TABLE projects (project text PRIMARY KEY);
        CREATE TABLE head (position bigint NOT NULL);
        INSERT INTO head VALUES (0);
        CREATE TABLE journal (
            position bigint PRIMARY KEY, leaf bytea NOT NULL, id uuid NOT NULL UNIQUE,
            recorded_at bigint NOT NULL, principal text NOT NULL, body bytea NOT NULL,
            kind smallint NOT NULL, subject text NOT NULL, unit text, day date, amount bigint);
        CREATE TABLE totals (
            unit text NOT NULL, kind smallint NOT NULL, month date NOT NULL,
            facts bigint NOT NULL, fen bigint NOT NULL, PRIMARY KEY (unit, kind, month));
        \(function("unnested", parameters: arrays, source: unnested, rows: "cardinality(ids)"))
        \(function("staged", parameters: "", source: "stage", rows: "(SELECT count(*) FROM stage)"))
        """
    }

    /// Of a connection: the table that COPY fills, and look-ups by key, which no plan made while a table
    /// was empty may forget.
    static let session = """
        CREATE TEMP TABLE stage (
            id uuid, kind smallint, subject text, unit text, day date, amount bigint, body bytea)
            ON COMMIT DELETE ROWS;
        SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off;
        """

    private static let arrays = """
        ids uuid[], kinds smallint[], subjects text[], units_ text[], days date[], amounts bigint[], \
        bodies bytea[]
        """

    private static let unnested = """
        unnest(ids, kinds, subjects, units_, days, amounts, bodies) \
        AS given(id, kind, subject, unit, day, amount, body)
        """

    /// A function that takes facts and gives how many were new.
    private static func function(
        _ name: String, parameters: String, source: String, rows: String
    ) -> String {
        """
        CREATE FUNCTION \(name)(\(parameters)) RETURNS bigint LANGUAGE plpgsql AS $$
        #variable_conflict use_column
        DECLARE
            base bigint;
            taken bigint;
            stamp bigint := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
        BEGIN
            SELECT position INTO base FROM head FOR UPDATE;
            INSERT INTO units SELECT substr(subject, 6) FROM \(source)
                WHERE kind = 20 ON CONFLICT DO NOTHING;
            INSERT INTO projects SELECT subject FROM \(source)
                WHERE kind BETWEEN 30 AND 32 ON CONFLICT DO NOTHING;
            WITH numbered AS (
                SELECT \(columns), base + row_number() OVER () AS place FROM \(source)),
            lawful AS (
                SELECT numbered.* FROM numbered
                    LEFT JOIN units ON units.unit = numbered.unit
                    LEFT JOIN projects ON projects.project = numbered.subject
                WHERE (numbered.unit IS NULL OR units.unit IS NOT NULL)
                    AND (numbered.subject NOT LIKE 'project/%' OR projects.project IS NOT NULL)
                    AND coalesce(day <= current_date, true)
                    AND coalesce(amount BETWEEN 0 AND 100000000000000, true)),
            added AS (
                INSERT INTO journal
                    (position, leaf, id, recorded_at, principal, body, kind, subject, unit, day, amount)
                SELECT place,
                    sha256(int8send(place) || int8send(stamp) || 'bench'::bytea || body),
                    id, stamp, 'bench', body, kind, subject, unit, day, amount FROM lawful
                ON CONFLICT (id) DO NOTHING RETURNING unit, kind, day, amount),
            summed AS (
                INSERT INTO totals AS known
                SELECT coalesce(unit, ''), kind,
                    coalesce(date_trunc('month', day)::date, 'epoch'::date), count(*),
                    coalesce(sum(amount), 0)
                FROM added GROUP BY 1, 2, 3
                ON CONFLICT (unit, kind, month) DO UPDATE
                    SET facts = known.facts + excluded.facts, fen = known.fen + excluded.fen)
            SELECT count(*) INTO taken FROM added;
            UPDATE head SET position = base + \(rows);
            RETURN taken;
        END $$;
        """
    }
}
