// SPDX-License-Identifier: Apache-2.0
//
// The demo county, counted again from its drafts by plain loops: the figures that its README and
// DOMAIN say must come out of the files themselves.

import Pipeline
import Testing

@testable import Ledgers

@Suite struct CountyTests {
    private struct Project {
        var signed = ProjectSigned()
        var contract: CivilDay?
        var stored: CivilDay?
        var started: CivilDay?
        /// The later of contract and library entry.
        var newlyStored: CivilDay? {
            if let contract, let stored { max(contract, stored) } else { nil }
        }
    }

    private let half = CivilDay(text: "2024-01-01")!...CivilDay(text: "2024-06-30")!

    private func facts(_ file: String) throws -> [Fact] {
        let reading = try Desk.reader().read(Desk.bytes(ofCounty: file), file: file)
        #expect(reading.rows.flatMap(\.findings) == [], "\(file)")
        #expect(reading.file.sums == [], "\(file)")
        #expect("\(reading.kind).csv" == file)
        return reading.facts
    }

    private func projects() throws -> [String: Project] {
        var projects: [String: Project] = [:]
        for fact in try facts("projects.csv") {
            var project = projects[fact.subject!] ?? Project()
            switch fact.content {
            case .projectSigned(let signed):
                project.signed = signed
                if signed.agreement == .contract { project.contract = fact.effectiveOn }
            case .agreementUpgraded: project.contract = fact.effectiveOn
            case .projectStored: project.stored = fact.effectiveOn
            case .projectStarted: project.started = fact.effectiveOn
            default: break
            }
            projects[fact.subject!] = project
        }
        return projects
    }

    @Test func storedAndStarted() throws {
        let projects = try projects()
        let cohort = projects.values.filter { $0.newlyStored.map(half.contains) ?? false }
        #expect(cohort.count == 38)
        let totals = cohort.compactMap { $0.signed.terms.totalInvestment?.fen }.sorted()
        #expect(totals == [Int64](repeating: 2_180_000_000, count: 37) + [2_240_000_000])
        #expect(totals.reduce(0, +) == 82_900_000_000)
        #expect(cohort.count { $0.started.map(half.contains) ?? false } == 33)
        #expect(projects.values.count { $0.started.map(half.contains) ?? false } == 35)
        #expect(projects.values.allSatisfy { ($0.started ?? half.lowerBound) <= half.upperBound })
        for project in projects.values {
            if let stored = project.stored {
                #expect(project.contract! <= stored && stored <= half.upperBound)
                #expect(project.signed.terms.industry != nil)
                #expect(project.signed.terms.investor != nil)
            }
            if let started = project.started { #expect(project.stored! <= started) }
        }
    }

    @Test func capital() throws {
        let projects = try projects()
        var new: Int64 = 0
        var carriedOver: Int64 = 0
        var foreign: Int64 = 0
        var unknown: Int64 = 0
        for fact in try facts("capital.csv") {
            guard case .capitalArrived(let arrival)? = fact.content, let fen = arrival.amount?.fen,
                let project = projects[fact.subject!], let day = fact.effectiveOn
            else {
                Issue.record("an arrival without a project")
                continue
            }
            #expect(project.stored! <= day && day <= half.upperBound)
            guard half.contains(day) else { continue }
            switch (arrival.origin ?? project.signed.terms.origin)?.standing(seenFrom: "990101") {
            case .outside where project.newlyStored!.year == 2024: new += fen
            case .outside: carriedOver += fen
            case .foreign: foreign += fen
            case .inside, .unjudged: Issue.record("capital from inside the county")
            case nil: unknown += fen
            }
        }
        #expect(new == 21_000_000_000)
        #expect(carriedOver == 24_600_000_000)
        #expect(foreign == 1_550_000_000)
        #expect(unknown == 720_000_000)
    }

    @Test func tasksAndIndicators() throws {
        let tasks = try facts("tasks.csv").compactMap { fact -> AnnualTaskSet? in
            if case .annualTaskSet(let task)? = fact.content { task } else { nil }
        }
        let county = tasks.filter { $0.unit?.text == "shifan" && $0.year == 2024 }
        let capital = county.filter { $0.measure == .domesticCapital }
        #expect(capital.first { $0.grade == .base }?.amount?.fen == 60_000_000_000)
        #expect(capital.first { $0.grade == .stretch }?.amount?.fen == 72_000_000_000)
        #expect(county.contains { $0.measure == .newlyStored && $0.count == 60 })
        let values = try facts("indicators.csv").compactMap { fact -> IndicatorReported? in
            if case .indicatorReported(let value)? = fact.content { value } else { nil }
        }
        func value(_ measure: Measure, _ to: String) -> IndicatorReported? {
            values.first { $0.measure == measure && $0.to?.text == to }
        }
        let project = value(.projectInvestment, "2024-06-30")
        #expect(project?.amount?.fen == 254_000_000_000 && project?.status == .estimate)
        #expect(value(.industrialInvestment, "2024-06-30")?.amount?.fen == 58_500_000_000)
        #expect(value(.industrialInvestment, "2023-06-30")?.amount?.fen == 20_000_000_000)
        #expect(value(.privateInvestment, "2024-06-30")?.amount?.fen == 79_160_000_000)
        #expect(value(.privateInvestment, "2023-06-30")?.amount?.fen == 40_000_000_000)
    }

    @Test func entities() throws {
        var stock: [EntityCategory: Int64] = [:]
        var totals: [CivilDay: Int64] = [:]
        for fact in try facts("entities.csv") {
            switch fact.content {
            case .entityStockReported(let value):
                // The report stands before the flows of its own row and contains them.
                stock[value.category!] = value.count! - (try flows(on: fact, value.category!))
            case .entitiesRegistered(let value), .entitiesMovedIn(let value):
                stock[value.category!]! += value.count!
            case .entitiesDeregistered(let value), .entitiesMovedOut(let value):
                stock[value.category!]! -= value.count!
            default: Issue.record("no entity fact")
            }
            totals[fact.effectiveOn!] = stock.values.reduce(0, +)
        }
        #expect(totals[CivilDay(text: "2022-12-31")!] == 29_640)
        #expect(totals[CivilDay(text: "2023-12-31")!] == 30_018)
        #expect(totals[CivilDay(text: "2024-06-30")!] == 30_018)
        let crossing = totals.filter { $0.value >= 30_000 }.keys.min()
        #expect(crossing?.text == "2023-11-30")
    }

    /// The net flow of a category on the day of a fact.
    private func flows(on fact: Fact, _ category: EntityCategory) throws -> Int64 {
        var net: Int64 = 0
        for other in try facts("entities.csv") where other.effectiveOn == fact.effectiveOn {
            switch other.content {
            case .entitiesRegistered(let value), .entitiesMovedIn(let value):
                if value.category == category { net += value.count! }
            case .entitiesDeregistered(let value), .entitiesMovedOut(let value):
                if value.category == category { net -= value.count! }
            default: break
            }
        }
        return net
    }

    @Test func units() throws {
        let units = try facts("units.csv")
        #expect(units.count == 9)
        #expect(units.first?.subject == "shifan")
        let codes = Set(units.map(\.subject))
        for file in ["tasks.csv", "projects.csv", "capital.csv", "entities.csv", "indicators.csv"] {
            #expect(try facts(file).allSatisfy { codes.contains($0.unit?.text) }, "\(file)")
        }
    }

    @Test func everyFactHasItsOwnId() throws {
        let all = try LedgerKind.allCases.flatMap { try facts("\($0).csv") }
        #expect(Set(all.map(\.id)).count == all.count)
        #expect(try LedgerKind.allCases.flatMap { try facts("\($0).csv") } == all)
    }
}
