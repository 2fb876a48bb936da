// SPDX-License-Identifier: Apache-2.0
//
// The simulator can fail: each planted bug is found within its number of seeds, and the copy that
// holds them all breaks nothing while none is named.

import Foundation
import Simulator
import TestKit
import Testing

@Suite(.serialized, .enabled(if: !Proof.isSanitized, "the copy would not be sanitized"))
struct PlantedBugTests {
    /// The copy's program; built once, in a folder that stays, since a build takes minutes.
    static let copy = Result { try PlantedCopy().build() }

    /// In the short form those that a kept seed finds, which is tried below, are not looked for again.
    @Test(
        arguments: PlantedBug.all.filter { bug in
            Proof.isFull || !PlantedBug.findings.contains { $0.bug == bug.name }
        })
    func isFound(_ bug: PlantedBug) throws {
        let program = try Self.copy.get()
        let words = ["--seeds", "\(bug.seedsMax)", "--steps", "2000", "--no-shrink"]
        let run = try program.run(words, environment: ["GROUNDBREAK_PLANT": bug.name])
        #expect(run.status != 0, "\(run.output)")
        #expect(bug.breaks.contains { run.output.contains("\($0)") }, "\(run.output)")
        print("planted \(bug.name): \(run.output.prefix { $0 != "\n" })")
    }

    /// What was found once is kept as a seed: it breaks with the bug, and holds without.
    @Test func keptSeedsFindTheirBugsAgain() throws {
        for (bug, seed) in PlantedBug.findings {
            let words = ["--first-seed", "\(seed)", "--seeds", "1", "--no-shrink"]
            let program = try Self.copy.get()
            let with = try program.run(words, environment: ["GROUNDBREAK_PLANT": bug])
            #expect(with.status != 0, "seed \(seed) no longer finds \(bug): look for another")
            #expect(try program.run(words).status == 0, "seed \(seed)")
        }
    }

    /// No law is one that nothing can break.
    @Test func everyLawIsBrokenByABug() {
        let broken = Set(PlantedBug.all.flatMap(\.breaks))
        for law in Invariant.allCases { #expect(broken.contains(law.rawValue), "\(law)") }
    }

    @Test func theCopyAloneBreaksNothing() throws {
        let run = try Self.copy.get().run(["--seeds", "40", "--steps", "1000"])
        #expect(run.status == 0, "\(run.output)")
    }
}

/// A copy of the package with all bugs planted.
struct PlantedCopy {
    private let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    private var folder: URL { root.appending(path: ".build-plants/package") }

    struct Stale: Error, CustomStringConvertible {
        var description: String
    }

    private static func say(_ what: String) {
        FileHandle.standardError.write(Data("planted bugs: \(what)\n".utf8))
    }

    func build() throws -> Program {
        try copy()
        // Without it SwiftPM would look for a package further up, and find the product itself.
        guard FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path)
        else { throw Stale(description: "no Package.swift in \(folder.path)") }
        let words = [
            "build", "-c", "release", "--product", "simulate", "--package-path", folder.path,
            "--scratch-path", root.appending(path: ".build-plants/build").path,
        ]
        PlantedCopy.say("building the copy, which takes minutes the first time")
        let swift = try Program(path: "/usr/bin/env").run(
            ["swift"] + words, within: .seconds(1_200))
        guard swift.status == 0 else { throw Stale(description: swift.output) }
        let place = try Program(path: "/usr/bin/env").run(["swift"] + words + ["--show-bin-path"])
        return Program(path: place.output.split(separator: "\n").last! + "/simulate")
    }

    /// Files that are the same are left as they are, so that a second build has less to do; what the
    /// package has no more goes.
    private func copy() throws {
        let files = FileManager.default
        var contents = try originals()
        contents["Sources/Pipeline/Planted.swift"] = Data(PlantedCopy.definition.utf8)
        for bug in PlantedBug.all {
            for edit in bug.edits { try plant(edit, of: bug, in: &contents) }
        }
        for (path, bytes) in contents { try write(bytes, to: path) }
        for part in ["Sources", "Tests"] {
            for path in paths(below: part, of: folder) where contents[path] == nil {
                try files.removeItem(at: folder.appending(path: path))
            }
        }
    }

    /// The files of the package, by their paths.
    private func originals() throws -> [String: Data] {
        var contents: [String: Data] = [:]
        for path in ["Package.swift", "Package.resolved"] {
            contents[path] = try? Data(contentsOf: root.appending(path: path))
        }
        for part in ["Sources", "Tests"] {
            for path in paths(below: part, of: root) {
                contents[path] = try Data(contentsOf: root.appending(path: path))
            }
        }
        return contents
    }

    private func paths(below part: String, of folder: URL) -> [String] {
        let files = FileManager.default
        let below = files.subpaths(atPath: folder.appending(path: part).path) ?? []
        return below.map { "\(part)/\($0)" }.filter { path in
            var isFolder: ObjCBool = false
            let file = folder.appending(path: path).path
            return files.fileExists(atPath: file, isDirectory: &isFolder) && !isFolder.boolValue
        }
    }

    private func write(_ bytes: Data, to path: String) throws {
        let file = folder.appending(path: path)
        if (try? Data(contentsOf: file)) == bytes { return }
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try bytes.write(to: file, options: .atomic)
    }

    private func plant(
        _ edit: PlantedBug.Edit, of bug: PlantedBug, in contents: inout [String: Data]
    ) throws {
        let file = "Sources/\(edit.file)"
        let text = String(decoding: contents[file] ?? Data(), as: UTF8.self)
        guard text.components(separatedBy: edit.line).count == 2 else {
            throw Stale(
                description: "\(bug.name): these lines stand once in \(file) no more:\n\(edit.line)"
            )
        }
        let planted = text.replacingOccurrences(of: edit.line, with: edit.planted)
        contents[file] = Data(planted.utf8)
    }

    private static let definition = """
        import Glibc

        private let named = getenv("GROUNDBREAK_PLANT").map { String(cString: $0) }

        /// Whether this bug is the one that runs.
        package func planted(_ bug: String) -> Bool { named == bug }
        """
}
