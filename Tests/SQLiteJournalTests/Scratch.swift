// SPDX-License-Identifier: Apache-2.0
//
// A folder of a test's own, gone with it, and a second tool's hand on a file.

import Foundation
import GRDB
import SQLiteJournal

/// A folder for one test.
final class Scratch {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("groundbreak-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    /// A path not used before.
    func fresh() -> String { path("\(UUID().uuidString).db") }

    /// Runs SQL as somebody with the right to write the file would.
    static func tamper(_ path: String, _ sql: String) throws {
        try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
    }

    static func rows(_ path: String, _ sql: String) throws -> [[String?]] {
        try DatabaseQueue(path: path).read { database in
            try Row.fetchAll(database, sql: sql).map { row in
                row.databaseValues.map { String.fromDatabaseValue($0) ?? "\($0)" }
            }
        }
    }
}
