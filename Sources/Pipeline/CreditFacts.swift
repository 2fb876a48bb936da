// SPDX-License-Identifier: Apache-2.0
//
// Who is credited with a project, and what is one project: shares, duplicates, bundles (打包项目). The
// subject is the project's key; of a bundle that of the whole.

/// Several units share the credit from the fact's day on, until shares are set again.
public struct CreditSharesSet: Hashable, Sendable {
    /// A unit once; together 10,000 basis points.
    public var shares: [CreditShare] = []
    public var reason: String?

    /// The most units that share a project.
    public static let sharesMax = 20

    public init() {}
}

/// A unit's part of a project's credit.
public struct CreditShare: Hashable, Sendable {
    public var unit: UnitCode?
    /// 1 to 10,000.
    public var basisPoints: Int64?

    public init() {}
}

/// The project is another one that is known already: it counts in no period, for whoever knows so.
public struct DuplicateLinked: Hashable, Sendable {
    /// The project that counts.
    public var of: ProjectID?
    /// Its capital is the other's, logged twice, and leaves; unset or false, it moves to the other.
    public var sameMoney: Bool?
    public var reason: String?

    public init() {}
}

/// The project is none of another one after all.
public struct DuplicateUnlinked: Hashable, Sendable {
    public var reason: String?

    public init() {}
}

/// The project is a bundle of others from the fact's day on: counted as one, or by its parts.
public struct BundleSet: Hashable, Sendable {
    /// All its parts; they replace those set before.
    public var parts: [BundlePart] = []
    /// It is a bundle no more.
    public var dissolved: Bool?
    public var reason: String?

    /// The most parts of a bundle.
    public static let partsMax = 100

    public init() {}
}

extension Content {
    /// Whether it says who is credited or what is one project; that may be said after the end too.
    var isCredit: Bool {
        switch self {
        case .creditSharesSet, .duplicateLinked, .duplicateUnlinked, .bundleSet: true
        default: false
        }
    }
}

/// A project within a bundle.
public struct BundlePart: Hashable, Sendable {
    public var project: ProjectID?

    public init() {}
}
