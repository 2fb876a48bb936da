// SPDX-License-Identifier: Apache-2.0
//
// Where the mappings of ledgers are remembered: a folder with one JSON file a ledger, which a person
// may edit. Written whole and at once; one that can't be read stops the import, since what a person
// wrote there must not be passed over.

import ArgumentParser
import Foundation
import Ledgers

struct MappingOptions: ParsableArguments {
    @Option(
        name: .customLong("mappings"),
        help:
            "A folder with a NAME.mapping.json for each ledger [GROUNDBREAK_MAPPINGS; ~/.config/groundbreak/mappings].",
        completion: .directory)
    var flag: String?

    func folder(_ config: String?) throws -> MappingFolder {
        if let path = try Setting.mappings.value(flag: flag, config: config), !path.isEmpty {
            return MappingFolder(path: path)
        }
        let environment = ProcessInfo.processInfo.environment
        let base =
            environment["XDG_CONFIG_HOME"] ?? (environment["HOME"] ?? ".") + "/.config"
        return MappingFolder(path: base + "/groundbreak/mappings")
    }
}

/// The folder.
struct MappingFolder {
    let path: String

    func file(of ledger: String) -> String {
        "\(path)/\(MappingFolder.name(of: ledger)).mapping.json"
    }

    /// A file's name for each ledger: never hidden, and no two alike.
    static func name(of ledger: String) -> String {
        var name = ledger.replacing("%", with: "%25").replacing("/", with: "%2F")
        if name.isEmpty { name = "%" }
        return name.hasPrefix(".") ? "%2E" + name.dropFirst() : name
    }

    /// What is remembered of a ledger; nil at its first import.
    func mapping(of ledger: String) throws -> LedgerMapping? {
        let file = file(of: ledger)
        guard let data = FileManager.default.contents(atPath: file) else { return nil }
        let mapping: LedgerMapping
        do {
            mapping = try JSONDecoder().decode(LedgerMapping.self, from: data)
        } catch {
            Console.say("\(file) is no mapping: \(error)")
            throw ExitCode.unreadable
        }
        guard mapping.ledger == ledger else {
            Console.say("\(file) is the mapping of “\(mapping.ledger)”, not of “\(ledger)”")
            throw ExitCode.unreadable
        }
        return mapping
    }

    /// Writes a mapping that differs from the one that is kept.
    func keep(_ mapping: LedgerMapping) throws {
        if try self.mapping(of: mapping.ledger) == mapping { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let file = file(of: mapping.ledger)
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
            let data = try encoder.encode(mapping) + Data("\n".utf8)
            try data.write(to: URL(fileURLWithPath: file), options: .atomic)
        } catch {
            Console.say("\(file) can't be written; nothing was sent: \(error)")
            throw ExitCode.unreadable
        }
    }
}
