// SPDX-License-Identifier: Apache-2.0
//
// Rules for rule sets: adopted once a name, and in themselves whole: decimals in their range, lamps
// total, rungs with names of their own.

extension AdmissionState {
    func judge(_ adopted: RuleSetAdopted, into docket: inout Docket) {
        for (name, decimals) in [
            ("percentDecimals", adopted.percentDecimals),
            ("pointsDecimals", adopted.pointsDecimals),
        ] {
            if let decimals, !(0...4).contains(decimals) {
                docket.refuse(.decimalsOutOfRange, docket.own(name), "0 to 4 decimals")
            }
        }
        docket.check(adopted.lamps)
        docket.check(adopted.rungs)
        guard case .ruleSet(let name)? = docket.subject else { return }
        if adoptedRuleSets.contains(name) || name == .standard {
            docket.refuse(
                .alreadyAdopted, "subject",
                "there is a rule set \(name.text); a new one has a name of its own")
        }
    }
}

extension Docket {
    /// An empty list leaves the product's own rules in force.
    fileprivate mutating func check(_ rules: [LampRule]) {
        guard !rules.isEmpty else { return }
        guard rules.count <= LampRule.rulesMax else {
            return refuse(.lampRuleInvalid, own("lamps"), "at most \(LampRule.rulesMax) rules")
        }
        let before = refusals.count
        for (index, rule) in rules.enumerated() { check(rule, at: own("lamps[\(index)]")) }
        guard refusals.count == before, let fault = LampGrid(rules).fault() else { return }
        if fault.rules.isEmpty {
            refuse(.lampGap, own("lamps"), "no rule where \(fault.place)")
        } else {
            let names = fault.rules.map { "lamps[\($0)]" }.joined(separator: ", ")
            refuse(.lampOverlap, own("lamps"), "\(names) all hold where \(fault.place)")
        }
    }

    private mutating func check(_ rule: LampRule, at path: FieldPlace) {
        need(rule.lamp != nil, "\(path).lamp")
        let ahead = [
            ("aheadFrom", rule.aheadFrom), ("aheadAbove", rule.aheadAbove),
            ("aheadUpTo", rule.aheadUpTo), ("aheadBelow", rule.aheadBelow),
        ]
        for (name, bound) in ahead
        where bound.map({ $0.magnitude > LampRule.aheadMax.magnitude }) ?? false {
            refuse(
                .lampRuleInvalid, "\(path).\(name)",
                "at most \(LampRule.aheadMax) hundredths of a point either way")
        }
        let days = [("overdueFrom", rule.overdueFrom), ("overdueBelow", rule.overdueBelow)]
        for (name, bound) in days
        where bound.map({ !(0...LampRule.overdueMax).contains($0) }) ?? false {
            refuse(.lampRuleInvalid, "\(path).\(name)", "0 to \(LampRule.overdueMax) days")
        }
        if rule.aheadFrom != nil, rule.aheadAbove != nil {
            refuse(.lampRuleInvalid, "\(path).aheadAbove", "one lower bound: from, or above")
        }
        if rule.aheadUpTo != nil, rule.aheadBelow != nil {
            refuse(.lampRuleInvalid, "\(path).aheadBelow", "one upper bound: up to, or below")
        }
        if rule.isEmpty { refuse(.lampRuleInvalid, path, "no number and no day is within it") }
    }

    fileprivate mutating func check(_ rungs: [OrderRung]) {
        if rungs.count > OrderRung.rungsMax {
            return refuse(.rungInvalid, own("rungs"), "at most \(OrderRung.rungsMax) rungs")
        }
        for (index, rung) in rungs.enumerated() {
            let path = own("rungs[\(index)]")
            need(rung.name?.isEmpty == false, "\(path).name")
            need(rung.days != nil, "\(path).days")
            if let days = rung.days, !(0...3_660).contains(days) {
                refuse(.rungInvalid, "\(path).days", "0 to 3660 days")
            }
            if let name = rung.name, rungs[..<index].contains(where: { $0.name == name }) {
                refuse(.rungInvalid, "\(path).name", "an earlier rung is called \(name) too")
            }
        }
    }
}

extension LampRule {
    /// Whether its bounds leave nothing between them.
    fileprivate var isEmpty: Bool {
        if let below = overdueBelow, overdueFrom ?? 0 >= below { return true }
        guard let low = aheadFrom ?? aheadAbove, let high = aheadUpTo ?? aheadBelow else {
            return false
        }
        return aheadFrom != nil && aheadUpTo != nil ? low > high : low >= high
    }
}
