// SPDX-License-Identifier: Apache-2.0
//
// `sys.v1/*`: greeting, liveness, what a worker is and how much it has done. Every worker answers
// these.

public import Pipeline

/// Greets a worker. `PingRequest`, `InfoRequest` and `StatsRequest` have no body.
public struct HelloRequest: Record {
    /// The program and its version.
    public var client: String?
    /// Protocol versions that the client speaks.
    public var versions: [Int64] = []

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "client", &client)
        visitor.integers(2, "versions", &versions)
    }
}

/// Who answers, and what it can be asked.
public struct HelloReply: Record {
    public var service: String?
    public var version: String?
    public var epoch: String?
    /// As `ingest.v1/LogFacts`.
    public var methods: [String] = []

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "service", &service)
        visitor.text(2, "version", &version)
        visitor.text(3, "epoch", &epoch)
        visitor.texts(4, "methods", &methods)
    }
}

/// Alive.
public struct PingReply: Record {
    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {}
}

/// What a worker is and where it stands.
public struct InfoReply: Record {
    public var service: String?
    public var version: String?
    public var epoch: String?
    public var head: Int64?
    public var cursor: Int64?
    /// The principal that the caller's facts are logged under.
    public var principal: String?
    /// Whether four eyes are enforced.
    public var fourEyes: Bool?
    public var ruleSet: String?
    /// Digest of all cells at `cursor`.
    public var cellsDigest: String?
    /// The civil day by the server's clock.
    public var today: CivilDay?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "service", &service)
        visitor.text(2, "version", &version)
        visitor.text(3, "epoch", &epoch)
        visitor.integer(4, "head", &head)
        visitor.integer(5, "cursor", &cursor)
        visitor.text(6, "principal", &principal)
        visitor.flag(7, "fourEyes", &fourEyes)
        visitor.text(8, "ruleSet", &ruleSet)
        visitor.text(9, "cellsDigest", &cellsDigest)
        visitor.coded(10, "today", &today)
    }
}

/// Counters since launch, in a fixed order.
public struct StatsReply: Record {
    public var counters: [Counter] = []

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.records(1, "counters", &counters)
    }
}

/// A counter's value.
public struct Counter: Record {
    public var name: String?
    public var value: Int64?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "name", &name)
        visitor.integer(2, "value", &value)
    }
}
