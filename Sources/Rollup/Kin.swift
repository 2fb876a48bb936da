// SPDX-License-Identifier: Apache-2.0
//
// Projects that count in one another: a duplicate brings its capital to the project that it is one of,
// a bundle makes of its parts one. What a fact changes of the other is a delta at its own position.

public import Pipeline

/// What other projects' facts bring to one.
public struct Kin: Sendable {
    /// The facts of each of its duplicates, in the order of their keys.
    public var duplicates: [[LoggedFact]] = []
    /// The facts of each project that ever named it as a part.
    public var bundles: [[LoggedFact]] = []

    public init() {}

    /// What is in force of the duplicates whose money is not the project's own, logged twice; that is
    /// known of a duplicate whatever the day, as the link is.
    var money: [[LoggedFact]] {
        duplicates.map { Chains.inForce(of: $0) }.filter { !ProjectKinship($0).isSameMoney }
    }
}

/// What a project's own facts say of others.
public struct ProjectKinship: Hashable, Sendable {
    /// The project that it is a duplicate of, by all that is known.
    public private(set) var duplicateOf: ProjectID?
    /// Its capital is the other's, logged twice.
    public private(set) var isSameMoney = false
    /// Its parts, by the fact of the latest day.
    public private(set) var parts: Set<ProjectID> = []
    /// All projects that any of the facts names as a part.
    public private(set) var partsEver: Set<ProjectID> = []
    private var partsDay: CivilDay?

    public init() {}

    /// - Parameter facts: those in force of one project, in the order of their positions.
    init(_ facts: [LoggedFact]) {
        for logged in facts { take(logged.fact) }
    }

    /// - Parameter facts: all facts of one project, in the order of their positions.
    public init(of facts: [LoggedFact]) { self.init(Chains.inForce(of: facts)) }

    mutating func take(_ fact: Fact) {
        switch fact.content {
        case .duplicateLinked(let linked):
            (duplicateOf, isSameMoney) = (linked.of, linked.sameMoney ?? false)
        case .duplicateUnlinked: (duplicateOf, isSameMoney) = (nil, false)
        case .bundleSet(let set):
            let named = Set(set.parts.compactMap(\.project))
            partsEver.formUnion(named)
            guard let day = fact.effectiveOn, day >= partsDay ?? day else { return }
            (parts, partsDay) = (named, day)
        default: break
        }
    }

    /// Whether a fact may change it.
    public static func isTold(by content: Content?) -> Bool {
        switch content {
        case .duplicateLinked, .duplicateUnlinked, .bundleSet, .corrected, .voided: true
        default: false
        }
    }
}
