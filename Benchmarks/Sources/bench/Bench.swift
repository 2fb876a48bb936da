// SPDX-License-Identifier: Apache-2.0
//
// `bench`: what docs/PERFORMANCE.md shows, measured here and now.

import ArgumentParser
import Foundation
import Measure
import Pipeline
import Synthetic
import ZeroMQ

@main
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measures Groundbreak beside its limits and its peers.",
        subcommands: [RunCommand.self, EchoCommand.self], defaultSubcommand: RunCommand.self)
}

/// How much work a part does.
struct BenchOptions: ParsableArguments {
    @Option(help: "Rounds, each of which measures ours and the others.") var rounds = 5
    @Option(help: "Facts of the ingest part.") var ingestFacts = 50_000
    @Option(help: "Facts logged one at a time.") var loneFacts = 2_000
    @Option(help: "Facts in the journal that questions are asked of.") var questionFacts = 10_000
    @Option(help: "Questions a round.") var questions = 2_000
    @Option(help: "The seed of the ledger.") var seed: UInt64 = 1

    func validate() throws {
        guard min(rounds, ingestFacts, loneFacts, questionFacts, questions) > 0 else {
            throw ValidationError("rounds and sizes are 1 or more")
        }
    }
}

enum Part: String, CaseIterable, ExpressibleByArgument {
    case ingest, lone, progress
}

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Runs the parts named, or all.")

    @Argument(help: "ingest, lone, progress") var parts: [Part] = Part.allCases
    @OptionGroup var options: BenchOptions

    func run() throws {
        let bench = Bench(options: options, context: try Context())
        var comparisons: [Comparison] = []
        for part in parts {
            bench.say("part \(part.rawValue)")
            switch part {
            case .ingest: comparisons += try bench.ingest()
            case .lone: comparisons += try bench.lone()
            case .progress: comparisons += try bench.progress()
            }
        }
        print(markdown(comparisons))
        let missed = comparisons.count { !$0.isMet }
        bench.say(
            missed == 0
                ? "every aim is met; next: copy the table into docs/PERFORMANCE.md"
                : "\(missed) of \(comparisons.count) aims are missed")
    }
}

/// What the parts share.
struct Bench {
    let options: BenchOptions
    let context: Context

    func say(_ text: String) { FileHandle.standardError.write(Data("==> \(text)\n".utf8)) }

    /// The first facts of a county's ledger.
    func facts(_ count: Int) -> some Sequence<Fact> {
        var scale = LedgerScale.county
        scale.facts = count
        return SyntheticLedger(scale, seed: options.seed)
    }
}
