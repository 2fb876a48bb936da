// SPDX-License-Identifier: Apache-2.0
//
// Which workers run in this process, from launch to stop: the only place where parts are chosen.
//
// Order at launch: the journal's lock, rollup (opens and migrates the ledger database), query, and last
// ingest, which has read the journal before it binds: what is folded already is answered meanwhile. At
// stop query, rollup, ingest, so that nothing asks what is gone. A worker that has to stop by itself takes the process with it: it comes
// back from the journal.

import Foundation
public import Logging
public import Pipeline
import Synchronization
import ZeroMQ

/// What a process runs.
public struct InstallationSettings: Sendable {
    public var ingestFolder: DataFolder?
    /// The folder of the ledger database, for the rollup and the front.
    public var ledgerFolder: DataFolder?
    public var runsRollup = false
    public var runsQuery = false
    public var ingestBinds: [String] = []
    public var queryBinds: [String] = []
    /// Where rollup and front reach ingest.
    public var ingestEndpoint: String?
    public var principal = Principal(name: "local", isAuthenticated: false)
    public var version = "0.1.0"

    public init() {}
}

/// The workers of this process.
public final class Installation: Sendable {
    private let context: Context
    private let ingest: IngestService?
    private let rollup: RollupService?
    private let query: QueryService?
    private let ended = Handover<String>()

    /// Launches what the settings name; returns once all of it serves.
    public init(_ settings: InstallationSettings, log: Logger) throws {
        let context = try Context()
        self.context = context
        let ended = ended
        let exit: @Sendable (String) -> Void = { ended.give($0) }
        let journal = try settings.ingestFolder.map { folder in
            try JournalLaunch(
                IngestSettings(
                    folder: folder, endpoints: settings.ingestBinds,
                    principal: settings.principal, version: settings.version))
        }
        var rollup: RollupService?
        var query: QueryService?
        do {
            rollup =
                settings.runsRollup
                ? try RollupService(
                    folder: try settings.required(\.ledgerFolder, "a folder"),
                    ingestEndpoint: try settings.required(\.ingestEndpoint, "ingest's endpoint"),
                    context: context, log: log, onExit: exit) : nil
            query =
                settings.runsQuery
                ? try QueryService(
                    folder: try settings.required(\.ledgerFolder, "a folder"),
                    endpoints: settings.queryBinds, ingestEndpoint: settings.ingestEndpoint,
                    version: settings.version, context: context, log: log, onExit: exit) : nil
            ingest = try journal.map {
                try IngestService($0, context: context, log: log, onExit: exit)
            }
        } catch {
            query?.stop()
            rollup?.stop()
            journal?.stop()
            throw error
        }
        (self.rollup, self.query) = (rollup, query)
    }

    /// Asks the workers to stop; `waitUntilEnded` returns.
    public func requestStop() { ended.give("") }

    /// Waits for a request to stop or a failure, then stops everything.
    ///
    /// - Returns: why it had to end by itself; empty when it was asked to.
    public func waitUntilEnded() -> String {
        let reason = (try? ended.take()) ?? ""
        if reason.isEmpty {
            query?.stop()
            rollup?.stop()
            ingest?.stop()
            context.shutdown()
            _ = try? context.terminate(within: .seconds(5))
        }
        return reason
    }
}

extension InstallationSettings {
    fileprivate func required<Value>(
        _ path: KeyPath<InstallationSettings, Value?>, _ name: String
    ) throws(LaunchFailure) -> Value {
        guard let value = self[keyPath: path] else { throw LaunchFailure("\(name) is needed") }
        return value
    }
}
