// SPDX-License-Identifier: Apache-2.0
//
// Looks for signs of padding in what a unit and those directly below it report for the year so far.
//
// It reads the facts of the unit's projects whole, since any of them may bear a sign: the cost is theirs, and
// their number is bounded.

import Journal
import Pipeline
import Rollup
import Wire

struct PaddingDesk<View: LedgerView> {
    /// The most projects whose facts are read for one answer.
    static var projectsMax: Int { 20_000 }
    /// The most changes of a sum that are looked through for the facts behind a hit.
    private static var deltasMax: Int { 500 }

    let stand: Standpoint<View>
    let signs: Set<PaddingSign>
    let limits = PaddingLimits()
    let list: ProjectList<View>
    /// Those of the unit and below it, by their keys; duplicates are linked already and bear no sign.
    let records: [ProjectRecord]
    let byKey: [ProjectID: ProjectRecord]
    private let files: ProjectFiles<View>

    private var view: View { stand.view }
    private var period: ClosedRange<CivilDay> { stand.question.period }

    /// Nil where the unit has too many projects.
    init?(_ stand: Standpoint<View>, _ signs: Set<PaddingSign>) throws(JournalError) {
        (self.stand, self.signs) = (stand, signs)
        list = try ProjectList(
            view: stand.view, tree: stand.tree, asOf: stand.asOf, knownAt: stand.knownAt)
        files = try ProjectFiles(view: stand.view, knownAt: stand.knownAt)
        var filter = ProjectFilter(max: 1_000)
        filter.units = list.units(below: stand.unit.code) ?? []
        var records: [ProjectRecord] = []
        repeat {
            let page = try list.page(filter)
            records += page.rows.filter { $0.duplicateOf == nil }
            if records.count > Self.projectsMax { return nil }
            filter.after = page.next
        } while filter.after != nil
        self.records = records
        byKey = Dictionary(uniqueKeysWithValues: records.map { ($0.project, $0) })
    }

    /// Of units, the one asked first; then of projects and of pairs.
    func findings() throws(JournalError) -> [PaddingFinding] {
        var arrivals: [Arrival] = []
        var late: [PaddingFinding] = []
        if !signs.isDisjoint(with: [.roundNumbers, .lastDaySpike, .backDated]) {
            for record in records { try read(record, &arrivals, &late) }
        }
        var findings: [PaddingFinding] = []
        for stand in [stand] + stand.children {
            if signs.contains(.gapToTask) { findings += try hits(of: stand) }
            let below = Set(stand.tree.subtree(of: stand.unit.code, on: stand.asOf))
            let found = ArrivalSigns(
                of: stand.unit.code, arrivals.filter { below.contains($0.unit) },
                asOf: stand.asOf, limits: limits)
            if signs.contains(.roundNumbers), let round = found.roundNumbers {
                findings.append(round)
            }
            if signs.contains(.lastDaySpike) { findings += found.spikes }
        }
        if signs.contains(.backDated) { findings += late }
        return findings + (signs.contains(.signedTwice) ? try pairs() : [])
    }

    private func read(
        _ record: ProjectRecord, _ arrivals: inout [Arrival], _ late: inout [PaddingFinding]
    ) throws(JournalError) {
        guard let unit = record.creditedUnit, let paperwork = try paperwork(of: record.project)
        else { return }
        arrivals += paperwork.arrivals(of: record.project, unit: unit, in: period)
        let found = paperwork.backDated(in: period, limits: limits)
        guard !found.late.isEmpty else { return }
        var finding = PaddingFinding(.backDated, unit: unit)
        finding.project = record.project
        (finding.from, finding.to) = (period.lowerBound, period.upperBound)
        (finding.count, finding.of) = (found.late.count, found.all)
        finding.days = found.longestDelay
        finding.show(found.late)
        late.append(finding)
    }

    private func paperwork(of id: ProjectID) throws(JournalError) -> ProjectPaperwork? {
        try files.file(of: id).map {
            ProjectPaperwork(of: $0.facts, kin: $0.kin, tree: stand.tree, asOf: stand.asOf)
        }
    }

    private func pairs() throws(JournalError) -> [PaddingFinding] {
        var findings: [PaddingFinding] = []
        for pair in DuplicateSearch(records).signedTwice(among: records) {
            let one = try paperwork(of: pair.project)?.signings ?? []
            let other = try paperwork(of: pair.other)?.signings ?? []
            guard !one.isEmpty, !other.isEmpty,
                let record = byKey[pair.project]
            else { continue }
            var finding = PaddingFinding(.signedTwice, unit: record.creditedUnit)
            (finding.project, finding.other) = (pair.project, pair.other)
            finding.amountFen = record.terms.totalInvestment?.fen.map { Int128($0) }
            finding.show(one + other)
            findings.append(finding)
        }
        return findings
    }

    private func hits(of stand: Standpoint<View>) throws(JournalError) -> [PaddingFinding] {
        let progress = Progress(stand.question, tree: stand.tree, source: stand.source)
        return try progress.taskHits().map { (hit) throws(JournalError) in
            var finding = PaddingFinding(.gapToTask, unit: stand.unit.code)
            (finding.measure, finding.issuer, finding.grade) = (hit.measure, hit.issuer, hit.grade)
            (finding.from, finding.to) = (hit.lastDay, hit.day)
            (finding.amountFen, finding.ofFen) = (hit.fen, hit.taskFen)
            finding.show(try task(hit, of: stand) + changes(hit, of: stand))
            return finding
        }
    }

    /// What says the task.
    private func task(
        _ hit: TaskHit, of stand: Standpoint<View>
    ) throws(JournalError) -> [FactReference] {
        let key = TaskKey(
            measure: hit.measure, unit: stand.unit.code, year: stand.asOf.year,
            issuer: hit.issuer, grade: hit.grade)
        let facts = try view.logged(.task(key), knownAt: stand.knownAt)
        let positions = LinkPositions(facts)
        return Chains.inForce(of: facts).ofEffect(by: hit.day)
            .filter { [.annualTaskSet, .taskAdjusted].contains($0.fact.content?.kind) }
            .compactMap(positions.reference)
    }

    /// The facts with which the measure came to stand there, on the last day that anything came.
    private func changes(
        _ hit: TaskHit, of stand: Standpoint<View>
    ) throws(JournalError) -> [FactReference] {
        var positions: Set<Position> = []
        for cell in hit.cells {
            let selection = DeltaSelection(
                cell, days: hit.lastDay...hit.lastDay, asOf: stand.asOf, knownAt: stand.knownAt)
            let deltas = try view.deltas(selection, after: nil, max: Self.deltasMax)
            positions.formUnion(deltas.map(\.position))
        }
        var facts: [FactReference] = []
        for position in positions.sorted() {
            guard let logged = try view.fact(at: position)?.logged(),
                let fact = FactReference(logged, at: position)
            else { continue }
            facts.append(fact)
        }
        return facts
    }
}
