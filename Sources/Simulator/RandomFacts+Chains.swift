// SPDX-License-Identifier: Apache-2.0
//
// What the subjects of `RandomFacts` say, and how they take it back: a statement, or now and then a
// correction or a void of something said before, which may itself be one.

import Pipeline
import Seeded

extension RandomFacts {
    /// Something that a subject can say: which of its kinds, in words, and the units it needs.
    struct Statement {
        var step: Int
        var words: [String]
        var needs = 1
        /// Where the chain is of several subjects: whose statement it is.
        var subject: String?
    }

    /// The facts of one subject, or of a few that name each other.
    ///
    /// - Parameter say: a statement of a step, or of any when it is nil; told which turn it is.
    mutating func chain(
        _ subject: String, count: Int, _ say: (inout RandomFacts, Int, Int?) -> Statement
    ) -> Chain {
        var chain = Chain(needs: 1, facts: [])
        var said: [(id: FactID, step: Int?, subject: String)] = []
        for index in 0..<count {
            arrivals = said.filter { (7...9).contains($0.step ?? 0) }.map(\.id)
            guard index > 0, random.pick(0...3) == 0 else {
                let statement = say(&self, index, nil)
                chain.add(statement.needs, fact(statement.words))
                said.append(
                    (chain.facts.last!.id!, statement.step, statement.subject ?? subject))
                continue
            }
            let (id, step, subject) = random.pick(said)
            if let step, random.pick(0...2) != 0 {
                let statement = say(&self, index, step)
                let words = statement.words.map { "corrected.restated.\($0)" }
                let order = ["unit=A", "corrected.of=\(id.text)", "corrected.reason=更正"]
                chain.add(statement.needs, fact(order + words))
            } else {
                let order = [
                    "unit=A", "voided.of=\(id.text)", "voided.subject=\(subject)",
                    "voided.reason=误报",
                ]
                chain.add(1, fact(order))
            }
            said.append((chain.facts.last!.id!, step, subject))
        }
        return chain
    }

    /// Towns that turn out to stand elsewhere; none is voided, since all is reported by one of them.
    mutating func unitsCorrected() -> Chain {
        var chain = Chain(needs: 4, facts: [])
        var newest = units.map { $0.id! }
        for _ in 0..<random.pick(0...3) {
            let index = random.pick(1...3)
            let above = random.pick(Self.unitCodes.filter { $0 != Self.unitCodes[index] })
            let words = words(of: Self.unitCodes[index], below: above)
                .map { "corrected.restated.\($0)" }
            let of = "corrected.of=\(newest[index].text)"
            let correction = fact(["unit=A", of, "corrected.reason=更正"] + words)
            // One that would make a ring is refused; then the next is of a link that is not there.
            newest[index] = correction.id!
            chain.add(4, correction)
        }
        for _ in 0..<random.pick(0...4) { chain.add(4, unitChange()) }
        return chain
    }

    /// A town moved, renamed or ended, from a day on.
    private mutating func unitChange() -> Fact {
        let code = Self.unitCodes[random.pick(1...3)]
        let other = random.pick(Self.unitCodes.filter { $0 != code })
        let words =
            switch random.pick(0...5) {
            case 0: ["unitRenamed.name=新\(code)"]
            case 1: ["unitMerged.into=\(other)"]
            case 2: random.pick(0...1) == 0 ? ["unitClosed="] : ["unitMoved="]
            default: ["unitMoved.parent=\(other)"]
            }
        return fact(["subject=\(code)", "unit=A", day()] + words)
    }

    mutating func project(_ key: String) -> Chain {
        chain("project/\(key)", count: random.pick(4...16)) { random, index, step in
            let step = step ?? random.step(index)
            return random.statement(of: key, step)
        }
    }

    /// One project in three begins as a lead, and is signed later or never.
    private mutating func step(_ index: Int) -> Int {
        guard index > 0 else { return random.pick(0...2) == 0 ? 10 : 0 }
        return random.pick(0...3) == 0 ? random.pick(10...24) : random.pick(0...9)
    }

    mutating func statement(of key: String, _ step: Int) -> Statement {
        var statement = Statement(step: step, words: ["subject=\(key)", "unit=A", day()])
        switch step {
        case 0:
            let kind = random.pick(["CONTRACT", "FRAMEWORK"])
            statement.words += [
                "projectSigned.name=项目\(key)", "projectSigned.agreement=\(kind)",
            ]
            addTerms("projectSigned", to: &statement)
        case 1: addTerms("agreementUpgraded", to: &statement)
        case 2: statement.words.append("projectStored=")
        case 3: statement.words.append("projectStarted=")
        case 4: statement.words.append("projectOperational=")
        case 5: statement.words.append(random.pick(["projectWithdrawn=", "projectTerminated="]))
        case 6: statement.words.append("projectReinstated.reason=续")
        case 10...22, 24: statement.words += rung(step)
        case 23:
            statement.needs = 4
            statement.words += shares()
        default:
            statement.words += money("capitalArrived.amount")
            let bases = [nil, nil, "CUMULATIVE_YEAR", "CUMULATIVE_SIGNING"]
            if let basis = random.pick(bases) {
                statement.words.append("capitalArrived.basis=\(basis)")
            }
            let origins = [nil, nil, "OUT_OF_PROVINCE", "FOREIGN", "330127", "330200"]
            if let origin = random.pick(origins) {
                statement.words.append("capitalArrived.origin=\(origin)")
            }
        }
        return statement
    }

    /// The rungs beside agreement, library and start.
    private mutating func rung(_ step: Int) -> [String] {
        switch step {
        case 10:
            var words = ["leadOpened.name=线索", "leadOpened.industry=C39"]
            if random.pick(0...1) == 0 { words.append("leadOpened.hostUnit=A") }
            if random.pick(0...1) == 0 { words += money("leadOpened.totalInvestment") }
            return words + ["leadOpened.investor=乙"]
        case 11: return ["negotiationOpened="]
        case 12: return ["contractFulfilled="]
        case 13: return ["statisticsEntered="]
        case 14, 15: return ["progressReported.basisPoints=\(random.pick(0...10_000))"]
        case 16: return ["projectSuspended.reason=停"]
        case 21, 22:
            let id = arrivals.isEmpty ? FactID(high: 0, low: 0) : random.pick(arrivals)
            return ["capitalVerified.of=\(id.text)"] + money("capitalVerified.amount")
        case 18: return money("investmentRevised.totalInvestment")
        case 19: return ["detailsSet.details[0].name=备注", "detailsSet.details[0].text=甲"]
        case 17: return ["projectResumed.reason=复"]
        case 24:
            let words = ["reviewReturned.reason=缺"]
            guard let claim = arrivals.first else { return words }
            return words + ["reviewReturned.of=\(random.pick(arrivals + [claim]).text)"]
        default: return ["projectAtCapacity="]
        }
    }

    /// Two or three units, whose shares sum to the whole.
    mutating func shares() -> [String] {
        let first = random.pick(0...2)
        let codes =
            random.pick(0...1) == 0 ? Array(Self.unitCodes[first...first + 1]) : ["A", "T2", "V"]
        var left = 10_000
        return codes.enumerated().flatMap { index, code in
            let points =
                index == codes.count - 1 ? left : random.pick([2_500, 3_333, 5_000 / codes.count])
            left -= points
            let path = "creditSharesSet.shares[\(index)]"
            return ["\(path).unit=\(code)", "\(path).basisPoints=\(points)"]
        }
    }

    private mutating func addTerms(_ kind: String, to statement: inout Statement) {
        let host = random.pick(0...3)
        statement.needs = host + 1
        statement.words += [
            "\(kind).investor=甲", "\(kind).industry=C39",
            "\(kind).hostUnit=\(Self.unitCodes[host])",
        ]
        statement.words += money("\(kind).totalInvestment")
        if let origin = random.pick([nil, "OUT_OF_PROVINCE", "330200"]) {
            statement.words.append("\(kind).origin=\(origin)")
        }
    }

    mutating func money(_ path: String) -> [String] {
        ["\(path).minorUnits=\(random.pick(1...9_999))", "\(path).currency=CNY"]
    }

    mutating func task(_ measure: String) -> Chain {
        let unit = random.pick(0...3)
        let code = Self.unitCodes[unit]
        let subject = "task/\(measure)/\(code)/2024/BASE/市/县"
        return chain(subject, count: random.pick(1...6)) { random, index, step in
            let step = step ?? (index == 0 ? 0 : random.random.pick(0...3))
            let words = random.task(measure, code, step)
            return Statement(step: step, words: words, needs: unit + 1)
        }
    }

    /// Sets a task, adjusts it, or names its owner.
    private mutating func task(_ measure: String, _ code: String, _ step: Int) -> [String] {
        if step == 3 {
            let of = "task/\(measure)/\(code)/2024/BASE/市/县"
            // Of a generator of its own: other facts of the seed are as they are without it.
            var due = Generator(seed: seed ^ 0x0D0E)
            let dueOn = CivilDay(text: "2023-12-01")!.advanced(by: due.pick(0...200))
            return [
                "unit=\(code)", day(), "ownerAssigned.of=\(of)", "ownerAssigned.owner=张",
                "ownerAssigned.dueOn=\(dueOn.text)",
            ]
        }
        let kind = step == 0 ? "annualTaskSet" : "taskAdjusted"
        var words = [
            "unit=\(code)", "\(kind).measure=\(measure)", "\(kind).year=2024",
            "\(kind).issuer=市/县", "\(kind).grade=BASE",
        ]
        if step > 0 || random.pick(0...1) == 1 { words.append(day()) }
        return words + money("\(kind).amount")
    }

    mutating func entities(_ category: String) -> Chain {
        let kinds = [
            "entityStockReported", "entityStockReported", "entitiesRegistered",
            "entitiesDeregistered", "entitiesMovedIn", "entitiesMovedOut",
        ]
        let unit = random.pick(0...3)
        let code = Self.unitCodes[unit]
        countedUnits.insert(code)
        return chain("entities/\(code)/\(category)", count: random.pick(2...10)) {
            random, _, step in
            let step = step ?? random.random.pick(0...5)
            let kind = kinds[step]
            let words = [
                "unit=\(code)", random.day(), "\(kind).category=\(category)",
                "\(kind).count=\(random.random.pick(0...20_000))",
            ]
            return Statement(step: step, words: words, needs: unit + 1)
        }
    }

    mutating func indicator(to: String) -> Chain {
        let from = "\(to.prefix(4))-01-01"
        let subject = "indicator/projectInvestment/A/\(from)/\(to)/CUMULATIVE"
        return chain(subject, count: random.pick(1...6)) { random, _, _ in
            let status = random.random.pick(["ESTIMATE", "FLASH", "ESTIMATE", "FINAL"])
            var words = [
                "unit=A", "indicatorReported.measure=projectInvestment",
                "indicatorReported.from=\(from)", "indicatorReported.to=\(to)",
                "indicatorReported.accumulation=CUMULATIVE", "indicatorReported.status=\(status)",
            ]
            if random.random.pick(0...1) == 1 { words.append(random.day()) }
            return Statement(step: 0, words: words + random.money("indicatorReported.amount"))
        }
    }
}

extension RandomFacts.Chain {
    mutating func add(_ needs: Int, _ fact: Fact) {
        self.needs = max(self.needs, needs)
        facts.append(fact)
    }
}
