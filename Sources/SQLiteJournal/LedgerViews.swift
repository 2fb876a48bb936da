// SPDX-License-Identifier: Apache-2.0
//
// Views for any SQL tool: the figures by their names, with days as text. Read-only by nature.
//
// `project`: a row a project, by all that is logged; none whose signing is voided.
// `capital`: what came in, by unit, scope, standing and day, in fen.
// `progress`: every quantity by unit, scope, detail and year. Rates and tasks are not divided here.
//
// They show the latest knowledge, with no day asked: facts that hold from a later day are in. An
// amount beyond 64 bits, which no sum of a nation's ledger reaches, shows as NULL.

enum LedgerViews {
    static let first = """
        CREATE TABLE quantities (quantity INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
        INSERT INTO quantities VALUES
            (1, 'signed'), (2, 'signedInvestment'), (3, 'newlyStored'),
            (4, 'newlyStoredInvestment'), (5, 'newlyStoredSinceWithdrawn'), (6, 'started'),
            (7, 'startedInvestment'), (8, 'startedOfCohort'), (9, 'startedOfSigned'),
            (10, 'operationalOfSigned'), (11, 'capitalOfSigned'), (12, 'capitalNew'),
            (13, 'capitalCarryOver'), (14, 'capitalOriginMissing'), (15, 'capitalForeign'),
            (16, 'capitalInside'), (17, 'capitalUnjudged'), (18, 'capitalNotStored'),
            (19, 'fourEyesNotEnforced'), (30, 'task'), (31, 'entityStock'),
            (32, 'entityStockReports'), (33, 'entitiesRegistered'),
            (34, 'entitiesDeregistered'), (35, 'entitiesMovedIn'), (36, 'entitiesMovedOut'),
            (37, 'indicator'), (38, 'indicatorStatus');

        CREATE VIEW project AS SELECT
            project, name, investor, credited_unit AS unit, stage, industry,
            CASE WHEN currency = 'CNY' THEN investment END AS investment_fen,
            CASE WHEN typeof(capital) = 'integer' THEN capital END AS capital_fen,
            date(signed_on * 86400, 'unixepoch') AS signed_on,
            date(stored_on * 86400, 'unixepoch') AS stored_on,
            date(started_on * 86400, 'unixepoch') AS started_on,
            date(operational_on * 86400, 'unixepoch') AS operational_on,
            date(closed_on * 86400, 'unixepoch') AS closed_on
        FROM projects;

        CREATE VIEW capital AS SELECT
            unit, CASE scope WHEN 0 THEN 'own' ELSE 'subtree' END AS scope, name AS standing,
            date(day * 86400, 'unixepoch') AS day,
            CASE WHEN typeof(amount) = 'integer' THEN amount END AS fen, facts
        FROM cells JOIN quantities USING (quantity)
        WHERE quantity BETWEEN 12 AND 18;

        CREATE VIEW progress AS SELECT
            unit, CASE scope WHEN 0 THEN 'own' ELSE 'subtree' END AS scope, name AS quantity,
            detail, CAST(strftime('%Y', day * 86400, 'unixepoch') AS INTEGER) AS year,
            CASE WHEN max(typeof(amount) <> 'integer') THEN NULL ELSE sum(amount) END AS amount,
            sum(facts) AS facts
        FROM cells JOIN quantities USING (quantity)
        GROUP BY unit, scope, quantities.quantity, detail, year;
        """

    /// `unit`: a row a unit and day from which it is so.
    static let unitsOverTime = """
        INSERT INTO quantities VALUES (22, 'participated'), (23, 'bundled'),
            (39, 'entitiesConverted'), (40, 'entitiesPromoted');
        CREATE VIEW unit AS SELECT
            code, date(from_day * 86400, 'unixepoch') AS since, name, parent, kind, peer_group,
            division, is_closed
        FROM unit_states;

        """ + projects(also: ", duplicate_of")

    static let wholeLadder = """
        INSERT INTO quantities VALUES (20, 'fulfilledOfSigned'), (21, 'capitalVerified');

        """ + projects(also: "")

    /// The views of cells that have numbers.
    static let numberedCells = """
        CREATE VIEW capital AS SELECT
            unit, CASE scope WHEN 0 THEN 'own' ELSE 'subtree' END AS scope, name AS standing,
            date(day * 86400, 'unixepoch') AS day,
            CASE WHEN typeof(amount) = 'integer' THEN amount END AS fen, facts
        FROM cells JOIN quantities USING (quantity) JOIN cell_days USING (cell)
        WHERE quantity BETWEEN 12 AND 18 AND (amount <> 0 OR facts <> 0);

        CREATE VIEW progress AS SELECT
            unit, CASE scope WHEN 0 THEN 'own' ELSE 'subtree' END AS scope, name AS quantity,
            detail, CAST(strftime('%Y', day * 86400, 'unixepoch') AS INTEGER) AS year,
            CASE WHEN max(typeof(amount) <> 'integer') THEN NULL ELSE sum(amount) END AS amount,
            sum(facts) AS facts
        FROM cells JOIN quantities USING (quantity) JOIN cell_days USING (cell)
        WHERE amount <> 0 OR facts <> 0
        GROUP BY unit, scope, quantities.quantity, detail, year;
        """

    /// The view of projects once the whole ladder is known, with the columns that came since.
    private static func projects(also columns: String) -> String {
        """
        DROP VIEW project;
        CREATE VIEW project AS SELECT
            project, name, investor, credited_unit AS unit, stage, industry,
            CASE WHEN currency = 'CNY' THEN investment END AS investment_fen,
            CASE WHEN typeof(capital) = 'integer' THEN capital END AS capital_fen,
            date(lead_on * 86400, 'unixepoch') AS lead_on,
            date(negotiating_on * 86400, 'unixepoch') AS negotiating_on,
            date(signed_on * 86400, 'unixepoch') AS signed_on,
            date(stored_on * 86400, 'unixepoch') AS stored_on,
            date(fulfilled_on * 86400, 'unixepoch') AS fulfilled_on,
            date(started_on * 86400, 'unixepoch') AS started_on,
            date(in_statistics_on * 86400, 'unixepoch') AS in_statistics_on,
            date(operational_on * 86400, 'unixepoch') AS operational_on,
            date(at_capacity_on * 86400, 'unixepoch') AS at_capacity_on,
            date(suspended_on * 86400, 'unixepoch') AS suspended_on,
            date(closed_on * 86400, 'unixepoch') AS closed_on,
            progress AS progress_basis_points\(columns)
        FROM projects WHERE stage IS NOT NULL;
        """
    }
}
