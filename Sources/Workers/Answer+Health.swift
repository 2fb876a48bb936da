// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Health`: the projects of a unit that fail a test, in pages by their keys.
//
// A row tells which tests a project may fail, and only the facts of those projects are read. A page ends
// after so many ill projects, or so many looked at.

import Journal
import Pipeline
import Present
import Rollup
import Wire

extension Answer {
    private static var lookedAtMax: Int { 5_000 }

    func health(_ body: HealthRequest) throws(JournalError) -> [[UInt8]] {
        let tests = body.tests.compactMap { HealthTest(rawValue: $0) }
        guard tests.count == body.tests.count else {
            let words = HealthTest.allCases.map(\.rawValue).joined(separator: ", ")
            return request.refusal(.invalidArgument, "TEST_UNKNOWN", "tests are \(words)")
        }
        let day: CivilDay
        switch try asOf(body.asOf, year: nil, knownAt: known[0]) {
        case .failure(let refused): return refused.frames
        case .success(let found): day = found
        }
        let list = try ProjectList(
            view: view, tree: try units(knownAt: known[0]), asOf: day, knownAt: known[0])
        var filter = ProjectFilter(max: 500)
        filter.after = body.afterProject
        if let unit = body.unit {
            guard let units = list.units(below: unit) else {
                return notFound(.unknownUnit, at: "unit", "no unit \(unit.text)")
            }
            filter.units = units
        }
        var ward = HealthWard(
            list: list, files: try ProjectFiles(view: view, knownAt: known[0]), day: day,
            tests: tests.isEmpty ? HealthTest.allCases : tests,
            language: body.language == .english ? .en : .zh)
        var reply = HealthReply()
        reply.next = try ward.fill(
            filter, illMax: Int(min(max(body.max ?? 100, 1), 500)), lookedAtMax: Self.lookedAtMax)
        (reply.asOf, reply.findings) = (day, ward.findings)
        reply.limits = HealthLimitsMessage(ward.limits)
        (reply.knownAt, reply.freshness) = (knownAt, freshness)
        return request.reply(reply, position: place)
    }
}

/// Looks at projects one after the other.
private struct HealthWard<View: LedgerView> {
    let list: ProjectList<View>
    let files: ProjectFiles<View>
    let day: CivilDay
    let tests: [HealthTest]
    let language: Language
    let limits = HealthLimits()
    private(set) var findings: [HealthMessage] = []

    init(
        list: ProjectList<View>, files: ProjectFiles<View>, day: CivilDay, tests: [HealthTest],
        language: Language
    ) {
        (self.list, self.files, self.day) = (list, files, day)
        (self.tests, self.language) = (tests, language)
    }

    /// - Returns: the last project looked at, where there may be more.
    mutating func fill(
        _ filter: ProjectFilter, illMax: Int, lookedAtMax: Int
    ) throws(JournalError) -> ProjectID? {
        var (filter, ill, lookedAt) = (filter, 0, 0)
        repeat {
            let page = try list.page(filter)
            for record in page.rows {
                lookedAt += 1
                if try look(at: record) { ill += 1 }
                if ill == illMax || lookedAt == lookedAtMax { return record.project }
            }
            filter.after = page.next
        } while filter.after != nil
        return nil
    }

    private mutating func look(at record: ProjectRecord) throws(JournalError) -> Bool {
        let suspected = HealthTest.suspected(of: record, on: day, limits: limits)
            .filter(tests.contains)
        guard !suspected.isEmpty, let file = try files.file(of: record.project) else {
            return false
        }
        let health = ProjectHealth(
            of: file.facts, kin: file.kin, tree: list.tree, asOf: day, limits: limits)
        let found = health.findings(among: suspected)
        findings += found.map { message($0, record) }
        return !found.isEmpty
    }

    private func message(_ finding: HealthFinding, _ record: ProjectRecord) -> HealthMessage {
        var message = HealthMessage()
        message.project = list.message(record)
        (message.test, message.from, message.lastDay) = (
            finding.test, finding.from, finding.lastDay
        )
        message.since = finding.since
        message.days = Int64(day.ordinal) - Int64(finding.since.ordinal) + 1
        message.text = HealthText.text(
            of: finding, record: record, limits: limits, language: language)
        message.facts = finding.facts.map { FactReferenceMessage($0) }
        message.factCount = Int64(finding.factCount)
        return message
    }
}

extension HealthLimitsMessage {
    init(_ limits: HealthLimits) {
        self.init()
        startMonths = Int64(limits.startMonths)
        capitalMonths = Int64(limits.capitalMonths)
        lowCapitalMonths = Int64(limits.lowCapitalMonths)
        lowCapitalBasisPoints = Int64(limits.lowCapitalBasisPoints)
        stepBasisPoints = Int64(limits.stepBasisPoints)
        negotiatingDays = Int64(limits.negotiatingDays)
        signedDays = Int64(limits.signedDays)
    }
}

extension FactReferenceMessage {
    init(_ fact: FactReference) {
        self.init()
        position = fact.position.number
        (subject, kind, effectiveOn) = (fact.subject, fact.kind.name, fact.effectiveOn)
        recordedAt = fact.recordedAt.microseconds
    }
}
