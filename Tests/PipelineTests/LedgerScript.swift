// SPDX-License-Identifier: Apache-2.0
//
// Short words for tests that log facts one after another and look at the verdicts.

import Pipeline

/// A ledger of its own: facts in, verdicts out.
struct LedgerScript {
    var state = AdmissionState()
    var today = CivilDay(text: "2024-12-31")!
    var principal = Principal(name: "clerk", isAuthenticated: true)
    private var made: UInt64 = 0
    /// All that was taken.
    var journal: [LoggedFact] = []

    init() {
        log("310", "2020-01-01", .unitDefined(.with { ($0.name, $0.kind) = ("县", .county) }))
        log(
            "T1", "2020-01-01",
            .unitDefined(
                .with {
                    ($0.name, $0.kind, $0.parent) = ("东岭镇", .town, UnitCode(text: "310"))
                }))
    }

    @discardableResult
    mutating func log(
        _ subject: String?, _ day: String?, _ content: Content, by name: String? = nil,
        unit: String? = "310", isWhole: Bool = true
    ) -> Verdict {
        var fact = Fact()
        made += 1
        fact.id = FactID(high: 1, low: made)
        fact.subject = subject
        fact.effectiveOn = day.flatMap(CivilDay.init(text:))
        fact.unit = unit.flatMap(UnitCode.init(text:))
        if case .unitDefined = content { fact.unit = nil }
        fact.content = content
        return log(fact, by: name, isWhole: isWhole)
    }

    @discardableResult
    mutating func log(_ fact: Fact, by name: String? = nil, isWhole: Bool = true) -> Verdict {
        let who = name.map { Principal(name: $0, isAuthenticated: true) } ?? principal
        let named = journal.first { $0.fact.id == fact.content?.orderedID }?.position
        let positions = state.positionsNeeded(by: fact, naming: named)
        let history = journal.filter { positions.contains($0.position) }
        let verdict = state.judge(
            fact, in: AdmissionContext(today: today, principal: who), history: history,
            isWhole: isWhole)
        if case .lawful = verdict {
            let logged = LoggedFact(
                position: Position(Int64(journal.count + 1)), recordedAt: Moment(microseconds: 0),
                principal: who, fact: fact)
            state.apply(logged, history: history)
            journal.append(logged)
        }
        return verdict
    }
}

/// Values that are filled in after they are made.
protocol Fillable { init() }

extension Fillable {
    static func with(_ fill: (inout Self) -> Void) -> Self {
        var value = Self()
        fill(&value)
        return value
    }
}

extension UnitDefined: Fillable {}
extension ProjectSigned: Fillable {}
extension AgreementTerms: Fillable {}
extension CapitalArrived: Fillable {}
extension AnnualTaskSet: Fillable {}
extension IndicatorReported: Fillable {}
extension EntityCount: Fillable {}
extension ProjectReinstated: Fillable {}
extension LeadOpened: Fillable {}
extension ProgressReported: Fillable {}
extension ProjectResumed: Fillable {}

extension Verdict {
    /// `rule@path` of each refusal; empty when lawful.
    var refusals: [String] {
        if case .refused(let findings) = self {
            findings.map { "\($0.rule)@\($0.path)" }
        } else {
            []
        }
    }

    var warnings: [Rule] {
        if case .lawful(let findings) = self { findings.map(\.rule) } else { [] }
    }
}

extension AgreementTerms {
    static let complete = AgreementTerms.with {
        $0.investor = "某公司"
        $0.hostUnit = UnitCode(text: "T1")
        $0.industry = IndustryCode(text: "C39")
        $0.totalInvestment = Money(fen: 2_180_000_000)
        $0.origin = .origin(.outOfProvince)
    }
}

extension Content {
    static func signed(_ kind: AgreementKind = .contract, _ terms: AgreementTerms = .complete)
        -> Content
    {
        .projectSigned(.with { ($0.agreement, $0.name, $0.terms) = (kind, "项目", terms) })
    }
}
