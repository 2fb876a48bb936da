// SPDX-License-Identifier: Apache-2.0
//
// Options that several commands share, and where their values come from: a flag, else the
// environment, else the configuration file, else what a county on one machine needs.

import ArgumentParser
import Foundation
import Present

/// Endpoints of the workers.
struct EndpointOptions: ParsableArguments {
    @Option(
        name: .customLong("ingest-endpoint"),
        help: "Where facts go [GROUNDBREAK_INGEST; tcp://127.0.0.1:5710].")
    var ingestFlag: String?

    @Option(
        name: .customLong("query-endpoint"),
        help: "Where questions go [GROUNDBREAK_QUERY; tcp://127.0.0.1:5711].")
    var queryFlag: String?

    @Option(
        help: "A JSON file with ingest, query, data, principal [GROUNDBREAK_CONFIG].",
        completion: .file(extensions: ["json"]))
    var config: String?

    func ingest() throws -> String {
        try Setting.ingest.value(flag: ingestFlag, config: config) ?? "tcp://127.0.0.1:5710"
    }

    func query() throws -> String {
        try Setting.query.value(flag: queryFlag, config: config) ?? "tcp://127.0.0.1:5711"
    }
}

/// A setting by its key in the configuration file.
enum Setting: String, CaseIterable {
    case ingest, query, data, principal

    /// Flag before environment before file.
    func value(flag: String?, config: String?) throws -> String? {
        if let flag { return flag }
        let environment = ProcessInfo.processInfo.environment
        if let value = environment["GROUNDBREAK_\(rawValue.uppercased())"] { return value }
        guard let path = config ?? environment["GROUNDBREAK_CONFIG"] else { return nil }
        return try Setting.file(path)[rawValue]
    }

    private static func file(_ path: String) throws -> [String: String] {
        do {
            let values = try JSONDecoder().decode(
                [String: String].self, from: try Data(contentsOf: URL(fileURLWithPath: path)))
            let known = Set(allCases.map(\.rawValue))
            if let unknown = values.keys.sorted().first(where: { !known.contains($0) }) {
                throw ValidationError(
                    "\(path): unknown setting “\(unknown)”; known: \(known.sorted().joined(separator: ", "))"
                )
            }
            return values
        } catch let error as ValidationError {
            throw error
        } catch {
            throw ValidationError("\(path) is no JSON object of texts: \(error)")
        }
    }
}

/// How a command prints.
struct OutputOptions: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable { case table, json, csv }
    enum Tongue: String, ExpressibleByArgument, CaseIterable { case zh, en }

    @Option(help: "table, json or csv.")
    var output: Format = .table

    @Option(help: "zh or en; by default that of the environment.")
    var lang: Tongue?

    var language: Language {
        if let lang { return lang == .zh ? .zh : .en }
        let environment = ProcessInfo.processInfo.environment
        let locale = environment["LC_ALL"] ?? environment["LC_MESSAGES"] ?? environment["LANG"]
        return locale?.hasPrefix("zh") == true ? .zh : .en
    }
}
