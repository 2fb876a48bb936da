// SPDX-License-Identifier: Apache-2.0
//
// The rule set (口径) of a question: what it uses where it names nothing of its own.
//
// Law: a function of the adoptions known at K and of the as-of A. In force is the one of the latest day
// not after A, of one day the one logged later; so a rule set that is adopted today for next year
// moves no figure of this one, and none of a question as known before. Where none is in force the
// product's own holds: `default`, in which everything is unset but
// the lamps and the ladder of orders.

public import Pipeline

/// What holds where a question names nothing.
public struct RuleSet: Hashable, Sendable {
    public var name = RuleSetName.standard
    /// What it is called, for people.
    public var title: String?
    /// Unset, newly stored.
    public var cohort: Cohort?
    /// Unset, as `Present` rounds.
    public var rounding: RoundingRule?
    /// Of rates, 0–4.
    public var percentDecimals: Int?
    /// Of differences of rates, 0–4.
    public var pointsDecimals: Int?
    /// Total.
    public var lamps = LampRule.standard
    /// The ladder of supervision orders, from the first rung up.
    public var rungs = OrderRung.standard

    /// The product's own.
    public init() {}

    /// An adopted one.
    public init(_ name: RuleSetName, _ adopted: RuleSetAdopted) {
        self.name = name
        title = adopted.title
        cohort = adopted.cohort
        rounding = adopted.rounding
        percentDecimals = adopted.percentDecimals.map(RuleSet.places)
        pointsDecimals = adopted.pointsDecimals.map(RuleSet.places)
        if !adopted.lamps.isEmpty { lamps = adopted.lamps }
        if !adopted.rungs.isEmpty { rungs = adopted.rungs }
    }

    /// Admission refuses other numbers than 0 to 4.
    private static func places(_ decimals: Int64) -> Int { Int(min(max(decimals, 0), 4)) }

    /// The one in force on a day.
    ///
    /// - Parameter facts: all facts of all rule sets up to the known-at, in the order of their positions.
    public init(inForceOn day: CivilDay, among facts: [LoggedFact]) {
        self.init()
        let bySubject = Dictionary(grouping: facts) { $0.fact.derivedSubject }
        let known = bySubject.values.flatMap { Chains.inForce(of: $0) }
        let begun = known.compactMap(Adoption.init).filter { $0.day <= day }
        if let latest = begun.max(by: Adoption.precedes) { self = latest.ruleSet }
    }
}

/// A rule set with what orders it among the others.
private struct Adoption {
    var ruleSet: RuleSet
    var day: CivilDay
    var position: Position

    init?(_ logged: LoggedFact) {
        guard case .ruleSetAdopted(let adopted)? = logged.fact.content,
            case .ruleSet(let name)? = logged.fact.derivedSubject,
            let day = logged.fact.effectiveOn
        else { return nil }
        ruleSet = RuleSet(name, adopted)
        (self.day, position) = (day, logged.position)
    }

    static func precedes(_ left: Adoption, _ right: Adoption) -> Bool {
        (left.day, left.position) < (right.day, right.position)
    }
}
