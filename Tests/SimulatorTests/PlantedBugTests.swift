// SPDX-License-Identifier: Apache-2.0
//
// The simulator can fail: each planted bug is found within its number of seeds, and the copy that
// holds them all breaks nothing while none is named.

import Foundation
import Simulator
import Testing

@Suite(.serialized) struct PlantedBugTests {
    /// The copy's program; built once, in a folder that stays, since a build takes minutes.
    static let copy = Result { try PlantedCopy().build() }

    @Test(arguments: PlantedBug.all)
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

    func build() throws -> Program {
        try copy()
        // Without it SwiftPM would look for a package further up, and find the product itself.
        guard FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path)
        else { throw Stale(description: "no Package.swift in \(folder.path)") }
        for bug in PlantedBug.all {
            for edit in bug.edits { try plant(edit, of: bug) }
        }
        let words = [
            "build", "-c", "release", "--product", "simulate", "--package-path", folder.path,
            "--scratch-path", root.appending(path: ".build-plants/build").path,
        ]
        let swift = try Program(path: "/usr/bin/env").run(["swift"] + words)
        guard swift.status == 0 else { throw Stale(description: swift.output) }
        let place = try Program(path: "/usr/bin/env").run(["swift"] + words + ["--show-bin-path"])
        return Program(path: place.output.split(separator: "\n").last! + "/simulate")
    }

    /// Files that are the same are left as they are, so that a second build has less to do.
    private func copy() throws {
        let files = FileManager.default
        let planted = "Sources/Pipeline/Planted.swift"
        try write(PlantedCopy.definition, to: planted)
        var paths = ["Package.swift", "Package.resolved"]
        for part in ["Sources", "Tests"] {
            let below = files.subpaths(atPath: root.appending(path: part).path) ?? []
            paths += below.map { "\(part)/\($0)" }
        }
        for path in paths where path != planted {
            var isFolder: ObjCBool = false
            let from = root.appending(path: path).path
            guard files.fileExists(atPath: from, isDirectory: &isFolder), !isFolder.boolValue
            else { continue }
            try write(String(contentsOfFile: from, encoding: .utf8), to: path)
        }
    }

    private func write(_ text: String, to path: String) throws {
        let file = folder.appending(path: path)
        if (try? String(contentsOf: file, encoding: .utf8)) == text { return }
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    private func plant(_ edit: PlantedBug.Edit, of bug: PlantedBug) throws {
        let file = "Sources/\(edit.file)"
        let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        guard text.components(separatedBy: edit.line).count == 2 else {
            throw Stale(
                description: "\(bug.name): these lines stand once in \(file) no more:\n\(edit.line)"
            )
        }
        try write(text.replacingOccurrences(of: edit.line, with: edit.planted), to: file)
    }

    private static let definition = """
        import Glibc

        private let named = getenv("GROUNDBREAK_PLANT").map { String(cString: $0) }

        /// Whether this bug is the one that runs.
        package func planted(_ bug: String) -> Bool { named == bug }
        """
}
