// SPDX-License-Identifier: Apache-2.0
//
// Which projects a list shows. All conditions that are set must hold; those unset pass everything.
//
// Text is compared by its UTF-8 bytes with A–Z folded to a–z and nothing else folded: what SQL's
// `lower` and `instr` do, so that every engine lists the same projects.

public import Pipeline
public import Rollup

/// A page of a list of projects.
public struct ProjectFilter: Hashable, Sendable {
    /// How far up the ladder.
    public var stage: Stage?
    /// Credited to one of these; an empty list passes nothing.
    public var units: [UnitCode]?
    /// The first characters of the industry code, as `C39`.
    public var industryPrefix: String?
    /// Some milestone (any from the lead to the end) on this day or later …
    public var from: CivilDay?
    /// … and the same one on this day or earlier.
    public var to: CivilDay?
    /// Part of the key, the name or the investor's name.
    public var text: String?
    /// Keys after this one in byte order.
    public var after: ProjectID?
    /// At most so many.
    public var max: Int

    /// A filter that passes everything, `max` projects at a time.
    public init(max: Int) { self.max = max }

    /// Whether a project passes, `after` and `max` apart.
    ///
    /// One whose signing is voided passes no filter.
    public func passes(_ record: ProjectRecord) -> Bool {
        guard record.stage != nil else { return false }
        if let stage, record.stage != stage { return false }
        if let units {
            guard let unit = record.creditedUnit, units.contains(unit) else { return false }
        }
        if let industryPrefix {
            guard let industry = record.terms.industry?.text, industry.hasPrefix(industryPrefix)
            else { return false }
        }
        return passesDays(record) && passesText(record)
    }

    private func passesDays(_ record: ProjectRecord) -> Bool {
        guard from != nil || to != nil else { return true }
        let days = [
            record.signedOn, record.storedOn, record.startedOn, record.operationalOn,
            record.closedOn, record.leadOn, record.negotiatingOn, record.fulfilledOn,
            record.inStatisticsOn, record.atCapacityOn, record.suspendedOn,
        ]
        return days.contains { day in
            guard let day else { return false }
            return (from.map { day >= $0 } ?? true) && (to.map { day <= $0 } ?? true)
        }
    }

    private func passesText(_ record: ProjectRecord) -> Bool {
        guard let text else { return true }
        let wanted = ProjectFilter.folded(text)
        return [record.project.text, record.name, record.terms.investor].contains { candidate in
            guard let candidate else { return false }
            return ProjectFilter.folded(candidate).contains(bytes: wanted)
        }
    }

    private static func folded(_ text: String) -> [UInt8] {
        text.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    }
}

extension [UInt8] {
    fileprivate func contains(bytes wanted: [UInt8]) -> Bool {
        guard wanted.count <= count else { return false }
        return (0...(count - wanted.count)).contains { start in
            self[start..<(start + wanted.count)].elementsEqual(wanted)
        }
    }
}
