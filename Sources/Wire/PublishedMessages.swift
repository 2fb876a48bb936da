// SPDX-License-Identifier: Apache-2.0
//
// `query.v1/Published`: what was published, computed again from its question, and what is known now.

public import Pipeline

/// Asks for a publication.
public struct PublishedRequest: Record {
    public var name: PublicationName?
    /// Read your own write: the answer knows at least this position, or says how far it is.
    public var atLeastPosition: Int64?
    /// Of labels, and of the figures as known now; the published texts stay as they were.
    public var language: LanguageChoice?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "name", &name)
        visitor.integer(2, "atLeastPosition", &atLeastPosition)
        visitor.choice(3, "language", &language)
    }
}

/// A publication and its figures.
public struct PublishedReply: Record {
    public var name: PublicationName?
    public var unit: UnitCode?
    public var unitName: String?
    public var asOf: CivilDay?
    /// The knowledge that the published figures rest on.
    public var knownAt: KnownAt?
    /// The day of publication.
    public var publishedOn: CivilDay?
    public var position: Int64?
    public var recordedAt: Int64?
    public var principal: String?
    public var figures: [PublishedFigureMessage] = []
    public var freshness: Freshness?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "name", &name)
        visitor.coded(2, "unit", &unit)
        visitor.text(3, "unitName", &unitName)
        visitor.coded(4, "asOf", &asOf)
        visitor.record(5, "knownAt", &knownAt)
        visitor.coded(6, "publishedOn", &publishedOn)
        visitor.integer(7, "position", &position)
        visitor.integer(8, "recordedAt", &recordedAt)
        visitor.text(9, "principal", &principal)
        visitor.records(10, "figures", &figures)
        visitor.record(11, "freshness", &freshness)
    }
}

/// One published figure: as it was said, as it comes out again, and as it is known now.
public struct PublishedFigureMessage: Record {
    public var published: PublishedFigure?
    /// From the same question, known at the same position; unset where it has no such figure.
    public var recomputed: FigureMessage?
    /// Whether the recomputed figure is the published one, byte for byte.
    public var isReproduced: Bool?
    /// The same question by all that is known now.
    public var now: FigureMessage?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.record(1, "published", &published)
        visitor.record(2, "recomputed", &recomputed)
        visitor.flag(3, "isReproduced", &isReproduced)
        visitor.record(4, "now", &now)
    }
}
