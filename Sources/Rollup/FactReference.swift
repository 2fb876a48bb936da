// SPDX-License-Identifier: Apache-2.0
//
// Where a fact stands on which a finding rests: enough to ask for it by position, subject or kind.

public import Pipeline

/// A fact in force, as it can be asked for.
public struct FactReference: Hashable, Sendable {
    /// Of the link that says it: a correction's own, where there is one.
    public var position: Position
    public var subject: Subject?
    public var kind: FactKind
    public var effectiveOn: CivilDay?
    public var recordedAt: Moment

    /// As many as a finding shows.
    public static let shownMax = 20

    /// - Parameter position: where it stands in the journal; `content` has that of its chain's beginning.
    public init?(_ content: LoggedFact, at position: Position) {
        guard let kind = content.fact.content?.kind else { return nil }
        (self.position, self.kind) = (position, kind)
        subject = content.fact.derivedSubject
        effectiveOn = content.fact.dayOfEffect
        recordedAt = content.recordedAt
    }
}

/// The positions of links by their ids.
public struct LinkPositions {
    private var positions: [FactID: Position] = [:]

    public init(_ facts: some Sequence<LoggedFact>) {
        for logged in facts {
            if let id = logged.fact.id { positions[id] = logged.position }
        }
    }

    /// Where a content in force can be asked for.
    public func reference(_ content: LoggedFact) -> FactReference? {
        let position = content.fact.id.flatMap { positions[$0] } ?? content.position
        return FactReference(content, at: position)
    }
}
