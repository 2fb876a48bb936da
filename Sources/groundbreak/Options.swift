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
        help:
            "A JSON file with ingest, query, data, principal, outbox, mappings [GROUNDBREAK_CONFIG].",
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
    case ingest, query, data, principal, outbox, mappings

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

/// Where facts are kept until they are delivered.
struct OutboxOptions: ParsableArguments {
    @Option(
        name: .customLong("outbox"),
        help: "A folder that keeps facts until ingest has them [GROUNDBREAK_OUTBOX].",
        completion: .directory)
    var flag: String?

    /// The outbox; nil when none is named.
    func folder(config: String?) throws -> String? {
        let path = try Setting.outbox.value(flag: flag, config: config)
        return path?.isEmpty == true ? nil : path
    }
}

/// How long something may take, as `500ms`, `30s`, `5m` or `2h`.
struct Span: ExpressibleByArgument {
    let duration: Duration

    init(_ duration: Duration) { self.duration = duration }

    init?(argument: String) {
        let digits = argument.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int64(digits), number < 1_000_000_000 else { return nil }
        switch argument.dropFirst(digits.count) {
        case "ms": duration = .milliseconds(number)
        case "s", "": duration = .seconds(number)
        case "m": duration = .seconds(number * 60)
        case "h": duration = .seconds(number * 3_600)
        default: return nil
        }
    }

    /// As it is written.
    var defaultValueDescription: String {
        let seconds = duration.components.seconds
        return seconds == 0 ? "\(duration)" : "\(seconds)s"
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

    var language: Language { Self.language(lang) }

    /// As asked, else that of the environment.
    static func language(_ lang: Tongue?) -> Language {
        if let lang { return lang == .zh ? .zh : .en }
        let environment = ProcessInfo.processInfo.environment
        let locale = environment["LC_ALL"] ?? environment["LC_MESSAGES"] ?? environment["LANG"]
        return locale?.hasPrefix("zh") == true ? .zh : .en
    }
}
