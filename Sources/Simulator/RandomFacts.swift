// SPDX-License-Identifier: Apache-2.0
//
// Seeded facts of many subjects, as chains whose inner order is kept while chains are interleaved.
//
// Not all of them are lawful: what a chain may not do is refused, and since the rules read a
// chain's own facts and the units only, the same ones are refused in every interleaving. Days run
// out of order, hosts move with an upgrade, stocks are reported between their flows, and every subject
// is corrected and voided (`RandomFacts+Chains.swift`).

public import Pipeline
import Seeded
import Wire

/// Facts of four units and of subjects below them.
public struct RandomFacts {
    /// Facts of one subject, or of some that look at one another, in their order; they speak of the first `needs` units.
    public struct Chain {
        public var needs: Int
        public var facts: [Fact]
    }

    /// The definitions of the units, the upper ones first.
    public private(set) var units: [Fact] = []
    /// Projects, tasks, entity counts, indicators and single entities.
    public private(set) var chains: [Chain] = []
    let seed: UInt64
    private var made: UInt64 = 0
    /// Those of the project that is being made, corrections and voids included.
    var arrivals: [FactID] = []
    /// Units of which a chain counts the entities.
    var countedUnits: Set<String> = []
    var random: Generator

    /// The county, its towns, and a village below the first.
    public static let unitCodes = ["A", "T1", "T2", "V"]

    /// Facts that a seed gives.
    public init(seed: UInt64, projects: Int = 5) {
        self.seed = seed
        random = Generator(seed: seed)
        for (code, parent) in zip(Self.unitCodes, [nil, "A", "A", "T1"]) {
            units.append(unit(code, below: parent))
        }
        chains.append(unitsCorrected())
        for number in 1...projects { chains.append(project("P\(number)")) }
        for measure in ["domesticCapital", "projectInvestment"] { chains.append(task(measure)) }
        for category in ["TOTAL", "ENTERPRISE"] { chains.append(entities(category)) }
        for to in ["2024-03-31", "2023-03-31"] { chains.append(indicator(to: to)) }
        chains.append(kin(["K1", "K2", "K3"]))
        chains.append(period())
        chains.append(singleEntities())
        chains += [ruleSets(), supervision(), returned("R"), projection()]
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
    mutating func fact(_ words: [String]) -> Fact {
        made += 1
        let id = FactID(high: 1_000 + seed, low: made)
        return try! Fact(assignments: ["id=\(id.text)"] + words)
    }

    mutating func day() -> String {
        let day = CivilDay(text: "2023-11-01")!.advanced(by: random.pick(0...240))
        return "effectiveOn=\(day.text)"
    }

    private mutating func unit(_ code: String, below parent: String?) -> Fact {
        fact(words(of: code, below: parent))
    }

    func words(of code: String, below parent: String?) -> [String] {
        var words = [
            "subject=\(code)", "effectiveOn=2020-01-01", "unitDefined.name=\(code)镇",
            "unitDefined.kind=\(parent == nil ? "COUNTY" : "TOWN")",
        ]
        if let parent { words.append("unitDefined.parent=\(parent)") }
        if parent == nil { words.append("unitDefined.division=330127") }
        return words
    }
}
