// SPDX-License-Identifier: Apache-2.0
//
// Seeded facts of many subjects, as chains whose inner order is kept while chains are interleaved.
//
// Not all of them are lawful: what a chain may not do is refused, and since the rules read a
// subject's own facts and the units only, the same ones are refused in every interleaving. Days run
// out of order, hosts move with an upgrade, stocks are reported between their flows.

public import Pipeline
import Seeded
import Wire

/// Facts of four units and of subjects below them.
public struct RandomFacts {
    /// Facts of one subject, in their order; they speak of the first `needs` units.
    public struct Chain {
        public var needs: Int
        public var facts: [Fact]
    }

    /// The definitions of the units, the upper ones first.
    public private(set) var units: [Fact] = []
    /// Projects, tasks, entity counts and indicators.
    public private(set) var chains: [Chain] = []
    private let seed: UInt64
    private var made: UInt64 = 0
    private var random: Generator

    /// The county, its towns, and a village below the first.
    public static let unitCodes = ["A", "T1", "T2", "V"]

    /// Facts that a seed gives.
    public init(seed: UInt64, projects: Int = 5) {
        self.seed = seed
        random = Generator(seed: seed)
        for (code, parent) in zip(Self.unitCodes, [nil, "A", "A", "T1"]) {
            units.append(unit(code, below: parent))
        }
        for number in 1...projects { chains.append(project("P\(number)")) }
        for measure in ["domesticCapital", "projectInvestment"] { chains.append(task(measure)) }
        for category in ["TOTAL", "ENTERPRISE"] { chains.append(entities(category)) }
        for to in ["2024-03-31", "2023-03-31"] { chains.append(indicator(to: to)) }
    }

    /// All facts; each unit stands somewhere before the first fact that speaks of it.
    public func interleaved(by seed: UInt64) -> [Fact] {
        var random = Generator(seed: seed)
        var unitsGiven = 0
        var next = chains.map { _ in 0 }
        var facts: [Fact] = []
        while true {
            var open = chains.indices.filter {
                next[$0] < chains[$0].facts.count && chains[$0].needs <= unitsGiven
            }
            if unitsGiven < units.count { open.append(chains.count) }
            if open.isEmpty { return facts }
            let choice = random.pick(open)
            if choice == chains.count {
                facts.append(units[unitsGiven])
                unitsGiven += 1
            } else {
                facts.append(chains[choice].facts[next[choice]])
                next[choice] += 1
            }
        }
    }
}

extension RandomFacts {
    private mutating func fact(_ words: [String]) -> Fact {
        made += 1
        let id = FactID(high: 1_000 + seed, low: made)
        return try! Fact(assignments: ["id=\(id.text)"] + words)
    }

    private mutating func day() -> String {
        let day = CivilDay(text: "2023-11-01")!.advanced(by: random.pick(0...240))
        return "effectiveOn=\(day.text)"
    }

    private mutating func unit(_ code: String, below parent: String?) -> Fact {
        var words = [
            "subject=\(code)", "effectiveOn=2020-01-01", "unitDefined.name=\(code)镇",
            "unitDefined.kind=\(parent == nil ? "COUNTY" : "TOWN")",
        ]
        if let parent { words.append("unitDefined.parent=\(parent)") }
        if parent == nil { words.append("unitDefined.division=330127") }
        return fact(words)
    }

    private mutating func project(_ key: String) -> Chain {
        var needs = 1
        var facts: [Fact] = []
        for index in 0...random.pick(3...14) {
            let step = index == 0 ? 0 : random.pick(1...9)
            var words = ["subject=\(key)", "unit=A", day()]
            switch step {
            case 0:
                words += ["projectSigned.name=项目\(key)"]
                let kind = random.pick(["CONTRACT", "FRAMEWORK"])
                words.append("projectSigned.agreement=\(kind)")
                words += terms("projectSigned", &needs)
            case 1: words += terms("agreementUpgraded", &needs)
            case 2: words.append("projectStored=")
            case 3: words.append("projectStarted=")
            case 4: words.append("projectOperational=")
            case 5:
                words.append(random.pick(["projectWithdrawn=", "projectTerminated="]))
            case 6: words.append("projectReinstated.reason=续")
            default:
                words += money("capitalArrived.amount")
                let origins = [nil, nil, "OUT_OF_PROVINCE", "FOREIGN", "330127", "330200"]
                if let origin = random.pick(origins) {
                    words.append("capitalArrived.origin=\(origin)")
                }
            }
            facts.append(fact(words))
        }
        return Chain(needs: needs, facts: facts)
    }

    private mutating func terms(_ kind: String, _ needs: inout Int) -> [String] {
        let host = random.pick(0...3)
        needs = max(needs, host + 1)
        var words = [
            "\(kind).investor=甲", "\(kind).industry=C39",
            "\(kind).hostUnit=\(Self.unitCodes[host])",
        ]
        words += money("\(kind).totalInvestment")
        if let origin = random.pick([nil, "OUT_OF_PROVINCE", "330200"]) {
            words.append("\(kind).origin=\(origin)")
        }
        return words
    }

    private mutating func money(_ path: String) -> [String] {
        ["\(path).minorUnits=\(random.pick(1...9_999))", "\(path).currency=CNY"]
    }

    private mutating func task(_ measure: String) -> Chain {
        let unit = random.pick(0...3)
        var words = [
            "unit=\(Self.unitCodes[unit])", "annualTaskSet.measure=\(measure)",
            "annualTaskSet.year=2024", "annualTaskSet.issuer=市/县", "annualTaskSet.grade=BASE",
        ]
        if random.pick(0...1) == 1 { words.append(day()) }
        words += money("annualTaskSet.amount")
        return Chain(needs: unit + 1, facts: [fact(words)])
    }

    private mutating func entities(_ category: String) -> Chain {
        let kinds = [
            "entityStockReported", "entityStockReported", "entitiesRegistered",
            "entitiesDeregistered", "entitiesMovedIn", "entitiesMovedOut",
        ]
        let unit = random.pick(0...3)
        var facts: [Fact] = []
        for _ in 0...random.pick(1...8) {
            let kind = random.pick(kinds)
            facts.append(
                fact([
                    "unit=\(Self.unitCodes[unit])", day(), "\(kind).category=\(category)",
                    "\(kind).count=\(random.pick(0...20_000))",
                ]))
        }
        return Chain(needs: unit + 1, facts: facts)
    }

    private mutating func indicator(to: String) -> Chain {
        var facts: [Fact] = []
        for _ in 0...random.pick(0...4) {
            let status = random.pick(["ESTIMATE", "FLASH", "ESTIMATE", "FINAL"])
            var words = [
                "unit=A", "indicatorReported.measure=projectInvestment",
                "indicatorReported.from=\(to.prefix(4))-01-01", "indicatorReported.to=\(to)",
                "indicatorReported.accumulation=CUMULATIVE", "indicatorReported.status=\(status)",
            ]
            if random.pick(0...1) == 1 { words.append(day()) }
            facts.append(fact(words + money("indicatorReported.amount")))
        }
        return Chain(needs: 1, facts: facts)
    }
}
