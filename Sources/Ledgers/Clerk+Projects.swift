// SPDX-License-Identifier: Apache-2.0
//
// A row of projects → its milestones, a fact for each day that is filled, in ladder order.
//
// The key is the project's number, else 序号 and 项目名称; then the subject is made of the same, so
// that the row keeps its project for as long as neither changes. A chain (电子信息产业链) is no
// industry of GB/T 4754: it is kept in the note, and flagged only where no industry code stands.

import Pipeline

extension Clerk {
    mutating func projectFacts(_ row: inout Row) -> [Fact] {
        guard let project = project(&row) else { return [] }
        let unit = unit(&row)
        var facts: [Fact] = []
        for (column, content) in milestones(&row, unit) {
            guard let day = row.day(column) else { continue }
            var fact = fact(content, key: project.key, in: &row, keyColumn: .key)
            fact.subject = project.subject
            fact.unit = unit
            fact.effectiveOn = day
            facts.append(fact)
        }
        if row.text(.signedOn) == nil {
            row.flag(.fieldMissing, .signedOn, "without its signing a project is not known")
        }
        return facts
    }

    private func project(_ row: inout Row) -> (subject: String, key: [String])? {
        if row.text(.key) != nil {
            return row.code(.key, as: ProjectID.self).map { ($0.text, [$0.text]) }
        }
        guard let name = row.text(.name) else {
            row.flag(.fieldMissing, .name, "the row names no project")
            return nil
        }
        let key = [row.word(.sequence) ?? "", name]
        return ("row-\(identity.rowName(key))", key)
    }

    private func milestones(_ row: inout Row, _ unit: UnitCode?) -> [(Column, Content)] {
        var signed = ProjectSigned()
        signed.agreement = agreement(&row)
        signed.name = row.text(.name)
        if signed.name == nil { row.flag(.fieldMissing, .name, "the project has no name") }
        signed.terms = terms(&row, unit)
        var stored = ProjectStored()
        stored.libraryNumber = row.text(.libraryNumber)
        var started = ProjectStarted()
        started.permitNumber = row.text(.permitNumber)
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
        terms.investor = row.text(.investor)
        terms.investorCode = row.code(.creditCode, as: CreditCode.self)
        terms.origin = row.origin()
        terms.hostUnit = unit
        terms.industry = industry(&row)
        terms.ownership = row.choice(.ownership, as: Ownership.self)
        terms.totalInvestment = row.money(.amount)
        terms.approvalCode = row.code(.approvalCode, as: ApprovalCode.self)
        terms.site = row.text(.site)
        return terms
    }

    /// The code in the column of codes, or the one that a chain begins with (`C39 电子信息`).
    private func industry(_ row: inout Row) -> IndustryCode? {
        guard row.text(.industry) == nil else {
            row.keepQuietly(.chain)
            return industry(.industry, &row)
        }
        return industry(.chain, &row)
    }

    private func industry(_ column: Column, _ row: inout Row) -> IndustryCode? {
        guard let word = row.word(column) else { return nil }
        let first = word.prefix { $0 != " " }.uppercased()
        if let code = IndustryCode(text: first) { return code }
        row.keep(column, .malformedIndustry, "“\(word)” is no industry of GB/T 4754")
        return nil
    }
}
