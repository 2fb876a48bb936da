// SPDX-License-Identifier: Apache-2.0
//
// Facts of the review: what an office said in public. The subject is the publication's name.

/// Figures were published: the question that they answer, fixed in both its clocks, and what each said.
/// From the question they are computed again, byte for byte, for ever.
public struct Published: Hashable, Sendable {
    /// The unit asked about.
    public var unit: UnitCode?
    public var asOf: CivilDay?
    /// The journal's epoch and position as known at which they were computed.
    public var epoch: String?
    public var knownAt: Int64?
    public var threshold: Int64?
    public var cohort: Cohort?
    public var decimals: Int64?
    public var rounding: RoundingRule?
    public var language: LanguageChoice?
    public var bundles: BundleChoice?
    public var tree: TreeChoice?
    /// One at least.
    public var figures: [PublishedFigure] = []

    public init() {}
}

/// One figure as it was published.
public struct PublishedFigure: Hashable, Sendable {
    /// Its name in answers, as `completionRate`.
    public var measure: String?
    /// Of which measure, for a rate or a task.
    public var of: Measure?
    public var grade: TaskGrade?
    public var issuer: String?
    /// As it was printed.
    public var text: String?
    /// SHA-256 of the whole figure, as answers give it.
    public var digest: DigestText?

    public init() {}
}

/// The name of a publication: 1–64 bytes, no blanks.
public struct PublicationName: KeyCoded {
    public let text: String
    public static var formRule: Rule { .malformedCode }
    public init?(text: String) {
        guard text.isPlainWord else { return nil }
        self.text = text
    }
}

/// How a number is rounded, once, at display (DOMAIN.md R3).
public enum RoundingRule: String, NamedChoice {
    /// 四舍五入, half away from zero.
    case halfUp = "HALF_UP"
    case halfEven = "HALF_EVEN"
    case truncate = "TRUNCATE"
}

/// Which projects a rate speaks of.
public enum Cohort: String, NamedChoice {
    case newlyStored = "NEWLY_STORED"
    case signed = "SIGNED"
}

/// What a count says of a bundle (打包项目).
public enum BundleChoice: String, NamedChoice {
    case asOne = "AS_ONE"
    case byParts = "BY_PARTS"
}

/// By which tree figures are summed.
public enum TreeChoice: String, NamedChoice {
    /// The ancestors of each day.
    case dated = "DATED"
    /// The tree of the as-of day (可比口径).
    case now = "NOW"
}

/// The language of texts.
public enum LanguageChoice: String, NamedChoice {
    case chinese = "ZH"
    case english = "EN"
}
