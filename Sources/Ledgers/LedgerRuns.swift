// SPDX-License-Identifier: Apache-2.0
//
// The imports of one ledger as the sources of its facts tell them, and the name of the next one.
//
// Law: an import's name is `csv:` and the digest of ledger and text; a sheet that is imported again after
// another one, or after it was taken back, is an import of its own and gets `-2`, `-3` … behind it. So the
// undo of one never takes back what another journaled. A retry after a crash keeps its name, since
// nothing of the ledger came after.

import Pipeline

/// The journaled imports of one ledger.
public struct LedgerRuns: Sendable {
    private struct Run {
        var last: Position
        var ids: [FactID]
    }

    private var runs: [String: Run] = [:]

    /// A ledger that was never imported.
    public init() {}

    mutating func take(_ logged: LoggedFact) {
        guard let name = logged.fact.source?.system, name.hasPrefix("csv:"), let id = logged.fact.id
        else { return }
        runs[name, default: Run(last: logged.position, ids: [])].ids.append(id)
        runs[name]!.last = logged.position
    }

    /// The name under which a sheet is imported now.
    func name(of sheet: String, isAlive: (FactID) -> Bool) -> String {
        var generation = 1
        while true {
            let name = LedgerRuns.name(sheet, generation)
            guard let run = runs[name] else { return name }
            let isLast = !runs.values.contains { $0.last > run.last }
            if isLast, run.ids.contains(where: isAlive) { return name }
            generation += 1
        }
    }

    /// The sheet's name with the number of its import.
    static func name(_ sheet: String, _ generation: Int) -> String {
        generation == 1 ? sheet : "\(sheet)-\(generation)"
    }
}
