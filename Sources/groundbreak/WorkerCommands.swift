// SPDX-License-Identifier: Apache-2.0
//
// `serve`, `ingest`, `rollup`, `query`: workers, alone or together, until SIGTERM or SIGINT.

import ArgumentParser
import Foundation
import Logging
import Pipeline
import Runtime
import Synchronization

/// What every worker is launched with.
struct WorkerOptions: ParsableArguments {
    @Option(help: "The folder of the journal and the ledger database [GROUNDBREAK_DATA].")
    var data: String?

    @Flag(help: "Log each step.")
    var verbose = false

    func folder(_ config: String?) throws -> DataFolder {
        guard let path = try Setting.data.value(flag: data, config: config) else {
            throw ValidationError("name the folder: --data FOLDER")
        }
        return try DataFolder(path)
    }

    func run(_ settings: InstallationSettings, what: String) throws {
        Signals.block()
        var log = Logger(label: "groundbreak") {
            SerialLogHandler(StreamLogHandler.standardError(label: $0))
        }
        log.logLevel = verbose ? .debug : .info
        // On a long journal a launch takes a while. It may be cut short at any point: what was
        // acknowledged is durable, and what was not is sent again.
        let launched = Mutex<Installation?>(nil)
        Signals.onStop {
            guard let installation = launched.withLock({ $0 }) else { _exit(0) }
            installation.requestStop()
        }
        log.info("\(what) launching")
        let installation: Installation
        do {
            installation = try Installation(settings, log: log)
        } catch let failure as LaunchFailure {
            Console.say(failure.description)
            throw ExitCode.failure
        }
        launched.withLock { $0 = installation }
        log.info("\(what) ready")
        let reason = installation.waitUntilEnded()
        guard reason.isEmpty else {
            Console.say("stopped by itself: \(reason)")
            // The threads may be in the midst of something: what is journaled is safe.
            Foundation.exit(70)
        }
        log.info("\(what) stopped")
    }
}

/// Who logs, where no key says so.
struct PrincipalOption: ParsableArguments {
    @Option(help: "Who logs, while no key proves it [GROUNDBREAK_PRINCIPAL; local].")
    var principal: String?

    func value(_ config: String?) throws -> Principal {
        let name = try Setting.principal.value(flag: principal, config: config) ?? "local"
        return Principal(name: name, isAuthenticated: false)
    }
}

struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs ingest, rollup and query in one process.")
    @OptionGroup var worker: WorkerOptions
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var principal: PrincipalOption

    func run() throws {
        let folder = try worker.folder(endpoints.config)
        var settings = InstallationSettings()
        settings.ingestFolder = folder
        settings.ledgerFolder = folder
        settings.runsRollup = true
        settings.runsQuery = true
        settings.ingestBinds = [try endpoints.ingest()]
        settings.queryBinds = [try endpoints.query()]
        settings.ingestEndpoint = try endpoints.ingest()
        settings.principal = try principal.value(endpoints.config)
        settings.version = programVersion
        try worker.run(settings, what: "serve")
    }
}

struct Ingest: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs the worker that makes facts durable.")
    @OptionGroup var worker: WorkerOptions
    @OptionGroup var endpoints: EndpointOptions
    @OptionGroup var principal: PrincipalOption

    func run() throws {
        var settings = InstallationSettings()
        settings.ingestFolder = try worker.folder(endpoints.config)
        settings.ingestBinds = [try endpoints.ingest()]
        settings.principal = try principal.value(endpoints.config)
        settings.version = programVersion
        try worker.run(settings, what: "ingest")
    }
}

struct Rollup: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs the worker that folds facts into figures.")
    @OptionGroup var worker: WorkerOptions
    @OptionGroup var endpoints: EndpointOptions

    func run() throws {
        var settings = InstallationSettings()
        settings.ledgerFolder = try worker.folder(endpoints.config)
        settings.runsRollup = true
        settings.ingestEndpoint = try endpoints.ingest()
        settings.version = programVersion
        try worker.run(settings, what: "rollup")
    }
}

struct Query: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs the front that answers questions.")
    @OptionGroup var worker: WorkerOptions
    @OptionGroup var endpoints: EndpointOptions

    func run() throws {
        var settings = InstallationSettings()
        settings.ledgerFolder = try worker.folder(endpoints.config)
        settings.runsQuery = true
        settings.queryBinds = [try endpoints.query()]
        settings.ingestEndpoint = try endpoints.ingest()
        settings.version = programVersion
        try worker.run(settings, what: "query")
    }
}
