// SPDX-License-Identifier: Apache-2.0
//
// `bench`: what a trial of the product needs. `bench generate` makes up a ledger of any size and writes it
// as a journal, or prints it for a client to send.
//
// A ledger ends on the day before today: no fact is logged ahead of the clock. The same options give the
// same facts, but for that end.

import ArgumentParser
import Foundation
import Pipeline
import Present
import Synthetic

struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes up ledgers for trials.", subcommands: [BenchGenerate.self])
}

struct BenchGenerate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Makes up a bureau's ledger, of a county's size or a nation's.",
        discussion: """
            Every fact is made up and says so (its source's system is “synthetic”). With --into \
            it is journaled as the ingest worker does it, with the times at which it would have \
            been logged; with --lines each fact is a line of JSON, as ingest.v1/LogFacts takes it.
            """)

    enum Scale: String, ExpressibleByArgument, CaseIterable { case county, province, nation }

    @Option(help: "The size: county, province or nation.")
    var scale: Scale = .county
    @Option(help: "Responsible units, instead of the size's.")
    var units: Int?
    @Option(help: "Projects alive at once, instead of the size's.")
    var projects: Int?
    @Option(help: "How many facts; by default about a year's.")
    var facts: Int?
    @Option(help: "Another seed is another ledger.")
    var seed: UInt64 = 1
    @Option(help: "The year in whose January the ledger is opened.")
    var firstYear = LedgerScale.county.firstYear
    @Option(help: "A folder without a journal, for serve --data.", completion: .directory)
    var into: String?
    @Flag(help: "Print the facts, one JSON object a line.")
    var lines = false
    @Option(help: "zh or en; by default that of the environment.")
    var lang: OutputOptions.Tongue?

    private var language: Language { OutputOptions.language(lang) }

    func validate() throws {
        if (into == nil) != lines { throw ValidationError("either --into FOLDER or --lines") }
        let size = size
        guard (1...LedgerScale.unitsMax).contains(size.units) else {
            throw ValidationError("--units: 1 to \(LedgerScale.unitsMax)")
        }
        guard (1...LedgerScale.projectsMax).contains(size.projects) else {
            throw ValidationError("--projects: 1 to \(LedgerScale.projectsMax)")
        }
        guard size.facts > 0 else { throw ValidationError("--facts: 1 or more") }
        guard (1950...Self.yesterday.year).contains(firstYear) else {
            throw ValidationError("--first-year: 1950 to \(Self.yesterday.year)")
        }
    }

    func run() throws {
        let ledger = SyntheticLedger(size, seed: seed, until: Self.yesterday)
        if let into {
            try SyntheticJournal(folder: into, language: language).write(ledger)
        } else {
            SyntheticLines(language: language).print(ledger)
        }
    }

    private var size: LedgerScale {
        var size: LedgerScale =
            switch scale {
            case .county: .county
            case .province: .province
            case .nation: .nation
            }
        if let units { size.units = units }
        if let projects { size.projects = projects }
        if let facts { size.facts = facts }
        size.firstYear = firstYear
        return size
    }

    private static var yesterday: CivilDay {
        Moment(microseconds: Int64(Date().timeIntervalSince1970) * 1_000_000).civilDay
            .advanced(by: -1)
    }
}
