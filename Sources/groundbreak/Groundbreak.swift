// SPDX-License-Identifier: Apache-2.0
//
// The program: workers with `serve`, `ingest`, `rollup`, `query`; all else is a client.
//
// Data goes to standard output, messages to standard error. Exit codes are stable; see `ExitCode`.

import ArgumentParser

@main
struct Groundbreak: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "groundbreak",
        abstract: "Tracks an investment-promotion pipeline from signing to ground-breaking.",
        discussion: """
            Exit codes: 0 done; 1 something was refused or in conflict; 2 the question has no \
            answer (unknown unit or project); 3 no worker answers; 4 the journal is not sound; \
            5 a file can't be read or written; 6 kept in the outbox, not delivered yet; 7 a \
            number of a text is different or ambiguous; 64 the command can't be understood.
            """,
        version: programVersion,
        subcommands: [
            Serve.self, Ingest.self, Rollup.self, Query.self, Log.self, CorrectCommand.self,
            VoidCommand.self, CloseCommand.self, ReopenCommand.self, PublishCommand.self,
            PublishedCommand.self, Import.self, UndoCommand.self,
            OutboxCommand.self,
            ProgressCommand.self, Projects.self, ProjectCommand.self, Entities.self,
            TasksCommand.self, RankCommand.self, TrendCommand.self, LampsCommand.self,
            WarningsCommand.self, OrdersCommand.self, CompletenessCommand.self,
            ReviewCommand.self, ProjectionsCommand.self,
            RulesCommand.self, UnitsCommand.self,
            DuplicatesCommand.self, HealthCommand.self, WaterCommand.self,
            PaddingCommand.self, AboveScaleCommand.self,
            BulletinCommand.self, CheckCommand.self, Explain.self,
            Diff.self, FactsCommand.self, Status.self,
            Verify.self, Bench.self,
        ])
}

/// The release.
let programVersion = "0.1.0"

extension ExitCode {
    static let refused = ExitCode(1)
    static let noSuchThing = ExitCode(2)
    static let unreachable = ExitCode(3)
    static let unsound = ExitCode(4)
    static let unreadable = ExitCode(5)
    static let kept = ExitCode(6)
    static let notReproduced = ExitCode(7)
}
