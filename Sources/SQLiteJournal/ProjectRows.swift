// SPDX-License-Identifier: Apache-2.0
//
// Rows of projects: written, read, and listed by a filter.
//
// A filter becomes a WHERE of those conditions only that are set, so that SQLite can choose an
// index for each; there are few such texts, and each is prepared once. All values are bound.

import Journal
import Pipeline
import Rollup

extension Connection {
    private static let projectColumns = """
        project, name, credited_unit, stage, signed_on, stored_on, started_on, operational_on, \
        closed_on, capital, investor, investor_code, origin, host_unit, industry, ownership, \
        investment, currency, has_investment, approval_code, site, lead_on, \
        negotiating_on, fulfilled_on, in_statistics_on, at_capacity_on, suspended_on, progress, duplicate_of
        """

    func readProject(_ id: ProjectID) throws(JournalError) -> ProjectRecord? {
        let sql = "SELECT \(Self.projectColumns) FROM projects WHERE project = ?1"
        return try use { () throws(JournalError) in
            let statement = try statement(sql)
            statement.bind(1, id.text)
            return try statement.first { (row) throws(JournalError) in try row.project() }
        }
    }

    func readProjects(_ filter: ProjectFilter) throws(JournalError) -> [ProjectRecord] {
        let sql = """
            SELECT \(Self.projectColumns) FROM projects WHERE \(filter.conditions) \
            ORDER BY project LIMIT ?8
            """
        return try use { () throws(JournalError) in
            let statement = try statement(sql)
            statement.bind(filter)
            return try statement.map { (row) throws(JournalError) in try row.project() }
        }
    }
}

extension ProjectFilter {
    fileprivate var conditions: String {
        var conditions = ["project > ?7"]
        conditions.append(stage == nil ? "stage IS NOT NULL" : "stage = ?1")
        if units != nil {
            conditions.append("credited_unit IN (SELECT value FROM json_each(?2))")
        }
        if industryPrefix != nil {
            conditions.append("substr(industry, 1, length(?3)) = ?3")
        }
        if from != nil || to != nil {
            let days = [
                "signed_on", "stored_on", "started_on", "operational_on", "closed_on", "lead_on",
                "negotiating_on", "fulfilled_on", "in_statistics_on", "at_capacity_on",
                "suspended_on",
            ]
            let any = days.map { "\($0) BETWEEN ?4 AND ?5" }.joined(separator: " OR ")
            conditions.append("(\(any))")
        }
        if text != nil {
            let any = ["project", "name", "investor"].map { "instr(lower(\($0)), lower(?6)) > 0" }
            conditions.append("(\(any.joined(separator: " OR ")))")
        }
        return conditions.joined(separator: " AND ")
    }

    /// The units as a JSON list; codes have no control characters.
    fileprivate var unitList: String {
        let words = (units ?? []).map { unit in
            let escaped = unit.text.unicodeScalars.map { scalar in
                scalar == "\"" || scalar == "\\" ? "\\\(scalar)" : "\(scalar)"
            }
            return "\"\(escaped.joined())\""
        }
        return "[\(words.joined(separator: ","))]"
    }
}

extension Statement {
    fileprivate func bind(_ filter: ProjectFilter) {
        if let stage = filter.stage { bind(1, stage.rawValue) }
        if filter.units != nil { bind(2, filter.unitList) }
        if let prefix = filter.industryPrefix { bind(3, prefix) }
        if filter.from != nil || filter.to != nil {
            bind(4, filter.from ?? CivilDay(ordinal: .min))
            bind(5, filter.to ?? CivilDay(ordinal: .max))
        }
        if let text = filter.text { bind(6, text) }
        bind(7, filter.after?.text ?? "")
        bind(8, Swift.max(0, filter.max))
    }

    fileprivate func project() throws(JournalError) -> ProjectRecord {
        var record = ProjectRecord(project: try code(0))
        record.name = textIfAny(1)
        record.creditedUnit = try codeIfAny(2)
        record.stage = try choiceIfAny(3)
        record.signedOn = dayIfAny(4)
        record.storedOn = dayIfAny(5)
        record.startedOn = dayIfAny(6)
        record.operationalOn = dayIfAny(7)
        record.closedOn = dayIfAny(8)
        record.capitalFen = try amount(9)
        record.terms = try terms()
        record.leadOn = dayIfAny(21)
        record.negotiatingOn = dayIfAny(22)
        record.fulfilledOn = dayIfAny(23)
        record.inStatisticsOn = dayIfAny(24)
        record.atCapacityOn = dayIfAny(25)
        record.suspendedOn = dayIfAny(26)
        record.progressBasisPoints = integerIfAny(27)
        record.duplicateOf = try codeIfAny(28)
        return record
    }

    private func terms() throws(JournalError) -> AgreementTerms {
        var terms = AgreementTerms()
        terms.investor = textIfAny(10)
        terms.investorCode = try codeIfAny(11)
        terms.origin = try codeIfAny(12)
        terms.hostUnit = try codeIfAny(13)
        terms.industry = try codeIfAny(14)
        terms.ownership = try choiceIfAny(15)
        if integer(18) != 0 {
            var investment = Money()
            investment.minorUnits = integerIfAny(16)
            investment.currency = try codeIfAny(17)
            terms.totalInvestment = investment
        }
        terms.approvalCode = try codeIfAny(19)
        terms.site = textIfAny(20)
        return terms
    }

    func bind(_ record: ProjectRecord) {
        bind(1, record.project.text)
        bind(2, record.name)
        bind(3, record.creditedUnit?.text)
        bind(4, record.stage?.rawValue)
        bind(5, record.signedOn?.ordinal)
        bind(6, record.storedOn?.ordinal)
        bind(7, record.startedOn?.ordinal)
        bind(8, record.operationalOn?.ordinal)
        bind(9, record.closedOn?.ordinal)
        bind(10, amount: record.capitalFen)
        bind(record.terms)
        bind(22, record.leadOn?.ordinal)
        bind(23, record.negotiatingOn?.ordinal)
        bind(24, record.fulfilledOn?.ordinal)
        bind(25, record.inStatisticsOn?.ordinal)
        bind(26, record.atCapacityOn?.ordinal)
        bind(27, record.suspendedOn?.ordinal)
        if let progress = record.progressBasisPoints { bind(28, progress) } else { bindNull(28) }
        bind(29, record.duplicateOf?.text)
    }

    private func bind(_ terms: AgreementTerms) {
        bind(11, terms.investor)
        bind(12, terms.investorCode?.text)
        bind(13, terms.origin?.text)
        bind(14, terms.hostUnit?.text)
        bind(15, terms.industry?.text)
        bind(16, terms.ownership?.rawValue)
        if let units = terms.totalInvestment?.minorUnits { bind(17, units) } else { bindNull(17) }
        bind(18, terms.totalInvestment?.currency?.text)
        bind(19, terms.totalInvestment == nil ? 0 : 1)
        bind(20, terms.approvalCode?.text)
        bind(21, terms.site)
    }
}
