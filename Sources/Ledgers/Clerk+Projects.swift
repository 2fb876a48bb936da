// SPDX-License-Identifier: Apache-2.0
//
// A row of projects → its milestones, a fact for each day that is filled, in ladder order.
//
// The key is the project's number, else its name, for running numbers are written anew each month and
// an investor may be filled in later. Of several rows with one name each is a project of its own, flagged;
// which of them a later sheet means is told by what they say (`LedgerSync+Matching`). Without a number
// the subject is made of the key. A chain (电子信息产业链) is no industry of GB/T 4754: it is a detail, and
// flagged where the library needs an industry and none stands.

import Pipeline

extension Clerk {
    mutating func projectFacts(_ row: inout Row) -> [Fact] {
        guard let parts = projectKey(&row) else { return [] }
        let unit = unit(&row)
        let key = key(parts, in: &row, keyColumn: row.text(.key) == nil ? .name : .key)
        let subject = subject(key, &row)
        var facts: [Fact] = []
        for (column, content) in milestones(&row, unit) {
            guard let day = row.day(column) else {
                // What hangs on the day is kept as a detail.
                row.release(Clerk.columns(hangingOn: column))
                continue
            }
            var fact = fact(content, key, in: row)
            fact.subject = subject
            fact.unit = unit
            fact.effectiveOn = day
            facts.append(fact)
        }
        if row.text(.signedOn) == nil {
            row.flag(.fieldMissing, .signedOn, "without its signing a project is not known")
        }
        let isSigned = facts.first?.content?.kind == .projectSigned
        if !isSigned { row.release(Clerk.columnsOfSigning) }
        return facts
    }

    /// The project's number, else a name made of the key; of a renamed row, what it was.
    private func subject(_ key: RowKey, _ row: inout Row) -> String {
        let made = "row-\(identity.rowName(key))"
        if let renamed = mapping?.renamed?.first(where: { $0.was == key.parts }) {
            row.release([.key])
            return renamed.isNumber == true ? key.parts[0] : made
        }
        return row.word(.key).flatMap { ProjectID(text: $0) ?? ProjectID(text: $0.uppercased()) }?
            .text ?? made
    }

    /// What only the signing holds.
    private static let columnsOfSigning: [Column] = [
        .name, .investor, .creditCode, .origin, .industry, .ownership, .amount, .agreement,
        .approvalCode, .site,
    ]

    /// The columns that come into the fact of that day alone.
    private static func columns(hangingOn day: Column) -> [Column] {
        switch day {
        case .storedOn: [.libraryNumber]
        case .startedOn: [.permitNumber]
        default: []
        }
    }

    private func projectKey(_ row: inout Row) -> [String]? {
        if row.text(.key) != nil { return row.code(.key, as: ProjectID.self).map { [$0.text] } }
        guard let name = row.text(.name) else {
            row.flag(.fieldMissing, .name, "the row names no project")
            return nil
        }
        return [name]
    }

    private func milestones(_ row: inout Row, _ unit: UnitCode?) -> [(Column, Content)] {
        var signed = ProjectSigned()
        signed.agreement = agreement(&row)
        signed.name = row.takeText(.name)
        if signed.name == nil { row.flag(.fieldMissing, .name, "the project has no name") }
        signed.terms = terms(&row, unit)
        var stored = ProjectStored()
        if row.text(.storedOn) != nil { stored.libraryNumber = row.takeText(.libraryNumber) }
        var started = ProjectStarted()
        if row.text(.startedOn) != nil { started.permitNumber = row.takeText(.permitNumber) }
        return [
            (.signedOn, .projectSigned(signed)),
            (.upgradedOn, .agreementUpgraded(AgreementUpgraded())),
            (.storedOn, .projectStored(stored)),
            (.startedOn, .projectStarted(started)),
            (.operationalOn, .projectOperational(ProjectOperational())),
            (.withdrawnOn, .projectWithdrawn(ProjectWithdrawn())),
            (.terminatedOn, .projectTerminated(ProjectTerminated())),
        ]
    }

    /// Without a column of kinds, the heading 合同签约时间 says that a contract was signed.
    private func agreement(_ row: inout Row) -> AgreementKind? {
        if row.text(.agreement) != nil { return row.choice(.agreement, as: AgreementKind.self) }
        if header.heading(of: .signedOn).contains("合同") { return .contract }
        if row.text(.signedOn) != nil {
            row.flag(.fieldMissing, .agreement, "neither a contract nor a framework")
        }
        return nil
    }

    private func terms(_ row: inout Row, _ unit: UnitCode?) -> AgreementTerms {
        var terms = AgreementTerms()
        terms.investor = row.takeText(.investor)
        terms.investorCode = row.code(.creditCode, as: CreditCode.self)
        terms.origin = row.origin()
        terms.hostUnit = unit
        terms.industry = industry(&row)
        terms.ownership = row.choice(.ownership, as: Ownership.self)
        terms.totalInvestment = row.money(.amount)
        terms.approvalCode = row.code(.approvalCode, as: ApprovalCode.self)
        terms.site = row.takeText(.site)
        return terms
    }

    /// The code in the column of codes, or the one that a chain begins with (`C39 电子信息`).
    private func industry(_ row: inout Row) -> IndustryCode? {
        if let word = row.word(.industry) {
            if let code = IndustryCode(text: Clerk.firstWord(word)) {
                if word.count == code.text.count { row.take(.industry) }
                return code
            }
            row.flag(.malformedIndustry, .industry, "“\(word)” is no industry of GB/T 4754")
            return nil
        }
        guard let word = row.word(.chain) else { return nil }
        if let code = IndustryCode(text: Clerk.firstWord(word)) { return code }
        if row.text(.storedOn) != nil {
            row.flag(.malformedIndustry, .chain, "“\(word)” is no industry of GB/T 4754")
        }
        return nil
    }

    private static func firstWord(_ word: String) -> String {
        word.prefix { $0 != " " }.uppercased()
    }
}
