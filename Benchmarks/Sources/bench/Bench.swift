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
        subcommands: [RunCommand.self, CheckCommand.self, EchoCommand.self],
        defaultSubcommand: RunCommand.self)
}

/// How much work a part does.
struct BenchOptions: ParsableArguments {
    @Option(help: "Rounds, each of which measures ours and the others.") var rounds = 5
    @Option(help: "Facts of ingest and postgres.") var ingestFacts = 50_000
    @Option(help: "Facts logged one at a time.") var loneFacts = 2_000
    @Option(help: "Facts in the journal that questions are asked of.") var questionFacts = 10_000
    @Option(help: "Questions a round.") var questions = 2_000
    @Option(help: "Questions in flight where they are many.") var flying = 64
    @Option(help: "Units that are ranked.") var ranked = 3_000
    @Option(help: "Rows of each sheet that is imported.") var rows = 50_000
    @Option(help: "Facts in the journal that serve is launched on.") var launchFacts = 20_000
    @Option(help: "Runs of `groundbreak progress` a round.") var calls = 40
    @Option(help: "Seconds of load a round of visible.") var loadSeconds = 4
    @Option(help: "Facts a second of that load, instead of half of the full load.") var load: Int?
    @Option(help: "Facts of the journal that is folded again.") var rebuildFacts = 20_000
    @Option(help: "Facts of the larger ledger whose memory is measured.") var memoryFacts = 20_000
    @Option(help: "A folder in which ledgers for launch and rebuild are kept from run to run.")
    var ledgers: String?
    @Option(help: "The seed of the ledger.") var seed: UInt64 = 1

    func validate() throws {
        let sizes = [
            rounds, flying, ingestFacts, loneFacts, questionFacts, questions, rows, launchFacts,
            calls, loadSeconds, rebuildFacts, memoryFacts, ranked,
        ]
        guard sizes.min()! > 0, load ?? 1 > 0 else {
            throw ValidationError("rounds and sizes are 1 or more")
        }
    }

    /// Sizes at which every part has something to compare and none takes long.
    mutating func shorten() {
        (rounds, ingestFacts, loneFacts, questionFacts, questions) = (2, 1_500, 50, 1_500, 50)
        (rows, launchFacts, calls, loadSeconds) = (300, 1_500, 2, 1)
        (rebuildFacts, memoryFacts, flying, ranked) = (1_500, 1_500, 16, 50)
    }
}

enum Part: String, CaseIterable, ExpressibleByArgument {
    case ingest, lone, progress, visible, `import`, launch, rebuild, memory, postgres, grpc

    /// Those that need nothing installed.
    static let usual: [Part] = allCases.filter { $0 != .postgres && $0 != .grpc }

    static let list = allCases.map(\.rawValue).joined(separator: ", ")
}

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Runs the parts named, or all that need nothing installed.",
        discussion: """
            postgres needs PostgreSQL, grpc grpcio, and the peers of import and rebuild pandas, \
            DuckDB and polars: scripts/bench-peers installs them. Where these last are not there, \
            import and rebuild are measured without them.
            """)

    @Argument(help: "\(Part.list)") var parts: [Part] = Part.usual
    @OptionGroup var options: BenchOptions

    func run() throws {
        try Scratch.sweep()
        let bench = Bench(options: options, context: try Context())
        let findings = try bench.run(parts)
        print(markdown(findings))
        let missed = findings.count { !$0.isMet }
        bench.say(
            missed == 0
                ? "every aim is met; next: copy the table into docs/PERFORMANCE.md"
                : "\(missed) of \(findings.count) aims are missed")
    }
}

/// What a test can hold of the benchmarks: that they run, and that all ways give the same result.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Runs parts at tiny sizes and compares results; no duration is judged.")

    @Argument(help: "\(Part.list)") var parts: [Part] = Part.usual

    func run() throws {
        try Scratch.sweep()
        var options = try BenchOptions.parse([])
        options.shorten()
        let findings = try Bench(options: options, context: try Context()).run(parts)
        print("\(findings.count) rows: all that gave a result gave the same")
    }
}

/// What the parts share.
struct Bench {
    let options: BenchOptions
    let context: Context

    func say(_ text: String) { FileHandle.standardError.write(Data("==> \(text)\n".utf8)) }

    func run(_ parts: [Part]) throws -> [MeasuredWork] {
        try parts.flatMap { part in
            say("part \(part.rawValue)")
            return switch part {
            case .ingest: try ingest()
            case .lone: try lone()
            case .progress: try progress()
            case .visible: try visible()
            case .import: try imports()
            case .launch: try launch()
            case .rebuild: try rebuild()
            case .memory: try memory()
            case .postgres: try postgres()
            case .grpc: try grpc()
            }
        }
    }

    /// The first facts of a county's ledger; some 20,000 a year where it has a thousand projects.
    func facts(
        _ count: Int, projects: Int = LedgerScale.county.projects
    ) -> some Sequence<Fact> {
        var scale = LedgerScale.county
        (scale.facts, scale.projects) = (count, projects)
        return SyntheticLedger(scale, seed: options.seed)
    }

    /// A folder with a made-up journal: one that was kept, else a new one, which is kept where
    /// `--ledgers` says so.
    ///
    /// - Parameter scale: county, province or nation.
    /// - Parameter projects: those alive at once, where that is not the scale's number.
    func ledger(_ scale: String, projects: Int? = nil, facts count: Int) throws -> DataPlace {
        let place: DataPlace
        if let parent = options.ledgers {
            let size = projects.map { "\(scale)-of-\($0)" } ?? scale
            place = .kept("\(parent)/\(size)-\(count)-\(options.seed)")
            if FileManager.default.fileExists(atPath: place.journal) { return place }
        } else {
            place = try .new()
        }
        say("making a ledger of \(count) facts in \(place.path)")
        var words = ["bench", "generate", "--scale", scale, "--facts", "\(count)"]
        words += ["--seed", "\(options.seed)", "--into", place.path]
        if let projects { words += ["--projects", "\(projects)"] }
        try Child.run(Service.program("groundbreak"), words)
        return place
    }
}
